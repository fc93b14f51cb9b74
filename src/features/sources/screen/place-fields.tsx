import { Group, NativeSelect, PasswordInput, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type DraftProps, oneOf } from './source-draft.ts'

const SIGN_INS = ['none', 'basic', 'bearer', 'header'] as const

/** Where a source is, and how one says who asks. */
export function PlaceFields({
  draft,
  isSecretKept,
  onChange,
}: DraftProps & { readonly isSecretKept: boolean }) {
  const { t } = useTranslation()
  const { url, signIn, userName, headerName, secret } = draft
  return (
    <>
      <TextInput
        label={t('sources.url')}
        description={t('sources.urlHint')}
        required
        type="url"
        value={url}
        onChange={(event) => onChange({ url: event.currentTarget.value })}
      />
      <Group grow align="start">
        <NativeSelect
          label={t('sources.signIn')}
          value={signIn}
          onChange={(event) => onChange({ signIn: oneOf(SIGN_INS, event.currentTarget.value) })}
          data={SIGN_INS.map((value) => ({ value, label: t(`sources.signsIn.${value}`) }))}
        />
        {signIn === 'basic' ? (
          <TextInput
            label={t('sources.userName')}
            autoComplete="off"
            value={userName}
            onChange={(event) => onChange({ userName: event.currentTarget.value })}
          />
        ) : null}
        {signIn === 'header' ? (
          <TextInput
            label={t('sources.headerName')}
            placeholder="X-Api-Key"
            value={headerName}
            onChange={(event) => onChange({ headerName: event.currentTarget.value })}
          />
        ) : null}
      </Group>
      {signIn === 'none' ? null : (
        <PasswordInput
          label={t(signIn === 'basic' ? 'sources.password' : 'sources.key')}
          description={t(isSecretKept ? 'sources.secretKept' : 'sources.secretHint')}
          autoComplete="off"
          value={secret}
          onChange={(event) => onChange({ secret: event.currentTarget.value })}
        />
      )}
    </>
  )
}
