import { Fieldset, Textarea, TextInput } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type IdentityWarning, identityWarnings } from '#domain/people/identity-check.ts'
import { type FormProblem, identityOf, type TextField } from './letterhead-fields.tsx'
import type { LetterheadEditing } from './use-letterhead.tsx'

type Field = TextField | 'addressLines' | 'shareCapital'

const GROUPS = {
  sender: ['legalName', 'addressLines', 'postcode', 'town', 'phone', 'email', 'website'],
  identity: ['legalForm', 'shareCapital', 'registration', 'siret', 'vatNumber'],
  footer: ['legalFooter'],
  mediator: ['mediatorName', 'mediatorAddress', 'mediatorWebsite'],
} as const satisfies Record<string, readonly Field[]>

const MULTILINE: readonly Field[] = ['addressLines', 'legalFooter']
const HINTED = ['addressLines', 'legalForm', 'registration', 'legalFooter', 'mediatorName'] as const
const WARNINGS: Partial<Record<Field, readonly Exclude<IdentityWarning, 'iban'>[]>> = {
  siret: ['siret'],
  vatNumber: ['vatNumber', 'vatNumberOfAnother'],
  email: ['email'],
  website: ['website'],
  bic: ['bic', 'bicOfAnother'],
}

interface TextFieldsProps {
  readonly group: keyof typeof GROUPS
  readonly editing: LetterheadEditing
}

/** A group of fields that are only text. */
export function TextFields({ group, editing }: TextFieldsProps) {
  const { t } = useTranslation()
  return (
    <Fieldset className="letterhead-group" legend={t(`letterhead.group.${group}`)}>
      {GROUPS[group].map((field) => (
        <LetterheadField key={field} field={field} editing={editing} />
      ))}
    </Fieldset>
  )
}

interface LetterheadFieldProps {
  readonly field: Field
  readonly editing: LetterheadEditing
}

/** One field: what keeps it from being saved in red, what looks odd beside it once it is left. */
export function LetterheadField({ field, editing }: LetterheadFieldProps) {
  const { t } = useTranslation()
  const { form, set } = editing
  const [isTyping, setTyping] = useState(false)
  const odd = isTyping ? [] : identityWarnings(identityOf(form))
  const warning = WARNINGS[field]?.find((candidate) => odd.includes(candidate))
  const hint = HINTED.find((hinted) => hinted === field)
  const shared = {
    className: `field-${field}`,
    label: t(`letterhead.field.${field}`),
    value: form[field],
    error: wrongWords(editing.problems, field, isTyping, t),
    description: warning ? (
      <span className="letterhead-odd">{t(`letterhead.odd.${warning}`)}</span>
    ) : hint ? (
      t(`letterhead.hint.${hint}`)
    ) : null,
    inputWrapperOrder: ['label', 'input', 'description', 'error'] as (
      | 'label'
      | 'input'
      | 'description'
      | 'error'
    )[],
    onFocus: () => setTyping(true),
    onBlur: () => setTyping(false),
  }
  if (MULTILINE.includes(field))
    return (
      <Textarea
        {...shared}
        autosize
        minRows={field === 'addressLines' ? 2 : 3}
        maxLength={2000}
        onChange={(event) => set({ [field]: event.currentTarget.value })}
      />
    )
  return (
    <TextInput
      {...shared}
      required={field === 'legalName'}
      maxLength={200}
      autoComplete="off"
      inputMode={field === 'shareCapital' ? 'decimal' : 'text'}
      rightSection={field === 'shareCapital' ? '€' : null}
      onChange={(event) => set({ [field]: event.currentTarget.value })}
    />
  )
}

// An IBAN is wrong until its last character: nothing is said while it is typed.
function wrongWords(
  problems: readonly FormProblem[],
  field: Field,
  isTyping: boolean,
  t: TFunction,
): string | null {
  const problem = problems.find((candidate) => candidate === field)
  return problem && !isTyping ? t(`letterhead.wrong.${problem}`) : null
}
