import { Checkbox } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AccountChoice } from '#domain/receivables/receivable-accounts.ts'
import { useFormats } from '#ui/format.ts'
import type { ImportPreview } from '../contract.ts'
import type { ImportSteps } from './use-import.tsx'

type Fec = NonNullable<ImportPreview['fec']>

/** What an accountant checks first: the ledger balances, its dates, how much of it is lettered. */
export function FecControls({ fec }: { readonly fec: Fec }) {
  const { t } = useTranslation()
  const format = useFormats()
  const isBalanced = fec.debitCents === fec.creditCents
  const facts = [
    [t('imports.fec.rows'), format.count(fec.rows)],
    [t('imports.fec.debit'), format.money(fec.debitCents, 'EUR')],
    [t('imports.fec.credit'), format.money(fec.creditCents, 'EUR')],
    [
      t('imports.fec.period'),
      fec.firstEntryOn && fec.lastEntryOn
        ? t('imports.fec.fromTo', { from: format.day(fec.firstEntryOn), to: format.day(fec.lastEntryOn) })
        : '–',
    ],
    [t('imports.fec.validated'), format.count(fec.validatedRows)],
    [t('imports.fec.lettered'), format.share(fec.letteredShare)],
  ]
  return (
    <section>
      <h2 className="import-title">{t('imports.fec.title')}</h2>
      <p className="fec-balance" data-balanced={isBalanced}>
        {isBalanced ? <IconCircleCheck size={18} aria-hidden /> : <IconAlertTriangle size={18} aria-hidden />}
        {isBalanced
          ? t('imports.fec.balanced')
          : t('imports.fec.unbalanced', { amount: format.money(fec.debitCents - fec.creditCents, 'EUR') })}
      </p>
      <dl className="fec-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="figures">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

interface FecAccountsProps {
  readonly accounts: NonNullable<ImportPreview['fec']>['accounts']
  readonly steps: ImportSteps
}

/** Which accounts are read beside 411, with what each holds; a tick shows the file again with it. */
export function FecAccounts({ accounts, steps }: FecAccountsProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const { options } = steps
  if (!options || accounts.every(({ account }) => account === '411')) return null
  const chosen = accounts.flatMap(({ account, isRead }) => (isRead && account !== '411' ? [account] : []))
  const toggle = (account: AccountChoice, isRead: boolean) =>
    steps.preview({
      ...options,
      accounts: isRead ? [...chosen, account] : chosen.filter((other) => other !== account),
    })
  let sum = 0
  for (const { isRead, balanceCents } of accounts) if (isRead) sum += balanceCents
  return (
    <section>
      <h2 className="import-title">{t('imports.accounts')}</h2>
      <p className="dimmed">{t('imports.accountsHint')}</p>
      <ul className="fec-accounts">
        {accounts.map(({ account, balanceCents, isRead }) => (
          <li key={account}>
            <Checkbox
              label={t(`imports.accountsOf.${account}`)}
              checked={isRead}
              disabled={account === '411' || steps.isBusy}
              onChange={(event) => account !== '411' && toggle(account, event.currentTarget.checked)}
            />
            <span className="figures">{format.money(balanceCents, 'EUR')}</span>
          </li>
        ))}
        <li>
          <strong>{t('imports.accountsSum')}</strong>
          <strong className="figures">{format.money(sum, 'EUR')}</strong>
        </li>
      </ul>
    </section>
  )
}
