import { PasswordInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { MIN_PASSWORD_LENGTH, passwordWeakness } from '#domain/people/password.ts'

interface NewPasswordProps {
  readonly label: string
  readonly value: string
  readonly person: { readonly name: string; readonly email: string }
  readonly onChange: (value: string) => void
}

/** A password being chosen: what it still needs is said as it is typed, what is wrong once it is long enough to be judged. */
export function NewPassword({ label, value, person, onChange }: NewPasswordProps) {
  const { t } = useTranslation()
  const weakness = passwordWeakness(value, person)
  const left = MIN_PASSWORD_LENGTH - [...value].length
  const needs =
    weakness === 'too-short' ? t('people.passwordLeft', { count: left }) : t('people.passwordGood')
  const isTooEarly = value === '' || weakness === 'too-short'
  return (
    <PasswordInput
      label={label}
      description={value === '' ? t('people.passwordHint', { min: MIN_PASSWORD_LENGTH }) : needs}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      required
      autoComplete="new-password"
      value={value}
      error={
        isTooEarly || weakness === null
          ? null
          : t(`people.weakness.${weakness}`, { min: MIN_PASSWORD_LENGTH })
      }
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

export function isGoodPassword(value: string, person: NewPasswordProps['person']): boolean {
  return passwordWeakness(value, person) === null
}
