import { Button, Radio, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StatementsImport } from '../statements-contract.ts'
import type { ImportSteps } from './use-import.tsx'

type Account = NonNullable<StatementsImport['accounts']>[number]

interface BankAccountsPanelProps {
  readonly accounts: readonly Account[]
  readonly steps: ImportSteps
}

/** Which of the company's accounts a bank's table is of: asked once, remembered for files of the same header. */
export function BankAccountsPanel({ accounts, steps }: BankAccountsPanelProps) {
  const { t } = useTranslation()
  const [picked, setPicked] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(accounts.map(({ said, account }) => [said, account ?? ''])),
  )
  if (accounts.length === 0) return null
  const { options } = steps
  const isWhole = accounts.every(({ said }) => (picked[said] ?? '') !== '')
  const isNew = accounts.some(({ said, account }) => picked[said] !== (account ?? ''))
  const left = accounts.filter(({ account }) => account === null).length
  return (
    <section className="import-doubts" aria-labelledby="bank-accounts">
      <h2 id="bank-accounts" className="import-title">
        {t('imports.bank.which', { count: accounts.length })}
      </h2>
      <p className="dimmed">{t('imports.bank.whichHint')}</p>
      {accounts.map((account) => (
        <AccountChoices
          key={account.said}
          account={account}
          picked={picked[account.said] ?? ''}
          isDisabled={!options || steps.isBusy}
          onPick={(value) => setPicked((before) => ({ ...before, [account.said]: value }))}
        />
      ))}
      <p role="status">
        {left > 0 ? t('imports.bank.accountsLeft', { count: left }) : t('imports.bank.accountsDone')}
      </p>
      {options ? (
        <Button
          size="compact-md"
          variant={isNew ? 'filled' : 'default'}
          disabled={!isNew || !isWhole}
          loading={steps.isBusy}
          onClick={() => steps.preview({ ...options, bankAccounts: picked })}
        >
          {t('imports.bank.readWithAccount', { count: accounts.length })}
        </Button>
      ) : null}
    </section>
  )
}

/** True when a bank's table waits to know of which account it is: nothing is to be imported before. */
export function isAccountAsked(bank: StatementsImport | undefined): boolean {
  return bank?.accounts?.some(({ account }) => account === null) ?? false
}

const OTHER = 'other'

interface AccountChoicesProps {
  readonly account: Account
  readonly picked: string
  readonly isDisabled: boolean
  readonly onPick: (account: string) => void
}

function AccountChoices({ account, picked, isDisabled, onPick }: AccountChoicesProps) {
  const { t } = useTranslation()
  const { said, choices, movements } = account
  const [isOther, setOther] = useState(choices.length === 0)
  return (
    <Radio.Group
      value={isOther ? OTHER : picked}
      onChange={(value) => {
        setOther(value === OTHER)
        onPick(value === OTHER ? '' : value)
      }}
      label={said === '' ? t('imports.bank.unnamed') : t('imports.bank.named', { said })}
      description={t('imports.bank.read', { count: movements })}
    >
      <div className="import-choices">
        {choices.map((choice) => (
          <Radio key={choice} value={choice} label={shownAccount(choice)} disabled={isDisabled} />
        ))}
        <Radio value={OTHER} label={t('imports.bank.other')} disabled={isDisabled} />
      </div>
      {isOther ? (
        <TextInput
          label={t('imports.bank.otherNumber')}
          mt="xs"
          w="100%"
          maw={420}
          maxLength={42}
          value={picked}
          disabled={isDisabled}
          onChange={(event) => onPick(event.currentTarget.value)}
        />
      ) : null}
    </Radio.Group>
  )
}

// An IBAN is read by groups of four.
function shownAccount(account: string): string {
  return account.replace(/(.{4})(?=.)/g, '$1 ')
}
