import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/format.ts'
import type { ImportPreview } from '../contract.ts'

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
