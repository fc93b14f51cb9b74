import { Button, Fieldset, Group, TextInput } from '@mantine/core'
import { IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { identityWarnings } from '#domain/people/identity-check.ts'
import { type AccountForm, identityOf } from './letterhead-fields.tsx'
import { LetterheadField } from './text-fields.tsx'
import type { LetterheadEditing } from './use-letterhead.tsx'

const MAX_OTHER_ACCOUNTS = 20

/** The account letters ask to pay into, then the others. */
export function BankFields({ editing }: { readonly editing: LetterheadEditing }) {
  const { t } = useTranslation()
  const { form, set } = editing
  const { otherAccounts } = form
  const odd = identityWarnings(identityOf(form)).filter(
    (warning) => warning === 'ibanTwice' || warning === 'otherAccounts',
  )
  const change = (rank: number, account: AccountForm) =>
    set({ otherAccounts: otherAccounts.map((one, index) => (index === rank ? account : one)) })
  const remove = (rank: number) => set({ otherAccounts: otherAccounts.filter((_, index) => index !== rank) })
  // The account of the letters takes the place of the one chosen instead.
  const use = (rank: number, { label, iban, bic }: AccountForm) => {
    const former = { label: form.bankLabel, iban: form.iban, bic: form.bic }
    const others = otherAccounts.map((one, index) => (index === rank ? former : one))
    set({
      bankLabel: label,
      iban,
      bic,
      otherAccounts: former.iban.trim() === '' ? others.filter((one) => one !== former) : others,
    })
  }
  return (
    <Fieldset className="letterhead-group" legend={t('letterhead.group.bank')}>
      <p className="dimmed letterhead-wide">{t('letterhead.hint.bank')}</p>
      {(['iban', 'bic', 'bankLabel'] as const).map((field) => (
        <LetterheadField key={field} field={field} editing={editing} />
      ))}
      {otherAccounts.map((account, rank) => (
        <OtherAccount
          // biome-ignore lint/suspicious/noArrayIndexKey: an account is known by its place alone
          key={rank}
          rank={rank + 1}
          account={account}
          onChange={(changed) => change(rank, changed)}
          onUse={() => use(rank, account)}
          onRemove={() => remove(rank)}
        />
      ))}
      {odd.map((warning) => (
        <p key={warning} className="letterhead-odd letterhead-wide">
          {t(`letterhead.odd.${warning}`)}
        </p>
      ))}
      <Button
        className="letterhead-add"
        variant="default"
        leftSection={<IconPlus size={16} aria-hidden />}
        disabled={otherAccounts.length >= MAX_OTHER_ACCOUNTS}
        onClick={() => set({ otherAccounts: [...otherAccounts, { label: '', iban: '', bic: '' }] })}
      >
        {t('letterhead.account.add')}
      </Button>
    </Fieldset>
  )
}

interface OtherAccountProps {
  readonly rank: number
  readonly account: AccountForm
  readonly onChange: (account: AccountForm) => void
  readonly onUse: () => void
  readonly onRemove: () => void
}

function OtherAccount({ rank, account, onChange, onUse, onRemove }: OtherAccountProps) {
  const { t } = useTranslation()
  return (
    <Fieldset className="letterhead-account" legend={t('letterhead.account.other', { rank })}>
      <TextInput
        className="field-iban"
        label={t('letterhead.field.iban')}
        maxLength={200}
        autoComplete="off"
        value={account.iban}
        error={account.iban.trim() === '' ? t('letterhead.wrong.otherAccounts') : null}
        onChange={(event) => onChange({ ...account, iban: event.currentTarget.value })}
      />
      <TextInput
        label={t('letterhead.field.bic')}
        maxLength={200}
        autoComplete="off"
        value={account.bic}
        onChange={(event) => onChange({ ...account, bic: event.currentTarget.value })}
      />
      <TextInput
        label={t('letterhead.account.label')}
        maxLength={200}
        autoComplete="off"
        value={account.label}
        onChange={(event) => onChange({ ...account, label: event.currentTarget.value })}
      />
      <Group className="letterhead-wide" gap="xs">
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconArrowUp size={14} aria-hidden />}
          disabled={account.iban.trim() === ''}
          onClick={onUse}
        >
          {t('letterhead.account.use')}
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          color="red"
          leftSection={<IconTrash size={14} aria-hidden />}
          onClick={onRemove}
        >
          {t('letterhead.account.remove')}
        </Button>
      </Group>
    </Fieldset>
  )
}
