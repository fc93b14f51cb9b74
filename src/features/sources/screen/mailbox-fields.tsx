import { Group, NativeSelect, PasswordInput, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type DraftProps, oneOf } from './source-draft.ts'

const SECURITIES = ['tls', 'starttls'] as const
const PORTS = { tls: '993', starttls: '143' } as const

/** An inbox, whose mails are taken, and who vouches for their signatures. */
export function MailboxFields({
  draft,
  isSecretKept,
  onChange,
}: DraftProps & { readonly isSecretKept: boolean }) {
  const { t } = useTranslation()
  const { host, port, security, userName, secret, senders, checkedBy } = draft
  const secure = (text: string) => {
    const chosen = oneOf(SECURITIES, text)
    onChange({ security: chosen, port: PORTS[chosen] })
  }
  return (
    <>
      <TextInput
        label={t('sources.host')}
        required
        value={host}
        onChange={(event) => onChange({ host: event.currentTarget.value })}
      />
      <Group grow align="start">
        <NativeSelect
          label={t('sources.security')}
          value={security}
          onChange={(event) => secure(event.currentTarget.value)}
          data={SECURITIES.map((value) => ({ value, label: value.toUpperCase() }))}
        />
        <TextInput
          label={t('sources.port')}
          inputMode="numeric"
          value={port}
          onChange={(event) => onChange({ port: event.currentTarget.value })}
        />
      </Group>
      <TextInput
        label={t('sources.mailboxUser')}
        required
        autoComplete="off"
        value={userName}
        onChange={(event) => onChange({ userName: event.currentTarget.value })}
      />
      <PasswordInput
        label={t('sources.password')}
        description={t(isSecretKept ? 'sources.secretKept' : 'sources.secretHint')}
        autoComplete="off"
        value={secret}
        onChange={(event) => onChange({ secret: event.currentTarget.value })}
      />
      <Textarea
        label={t('sources.senders')}
        description={t('sources.sendersHint')}
        required
        autosize
        value={senders}
        onChange={(event) => onChange({ senders: event.currentTarget.value })}
      />
      <TextInput
        label={t('sources.checkedBy')}
        description={t('sources.checkedByHint')}
        required
        value={checkedBy}
        onChange={(event) => onChange({ checkedBy: event.currentTarget.value })}
      />
    </>
  )
}
