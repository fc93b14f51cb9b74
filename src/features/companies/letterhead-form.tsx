import { Alert, Button, Fieldset, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { saveLetterhead } from '#ui/api.ts'
import { say } from '#ui/notices.tsx'
import { messageOf } from '#ui/states.tsx'
import type { Company } from './contract.ts'
import { type LetterheadForm as Form, formOf, letterheadOf, type TextField } from './letterhead-fields.ts'
import './companies.css'

interface LetterheadFormProps {
  readonly company: Company
}

const GROUPS: readonly {
  readonly name: 'sender' | 'identity' | 'bank' | 'signature'
  readonly fields: readonly TextField[]
}[] = [
  { name: 'sender', fields: ['legalName', 'postcode', 'town', 'phone', 'email', 'website'] },
  { name: 'identity', fields: ['siret', 'vatNumber'] },
  { name: 'bank', fields: ['iban', 'bic', 'defaultPaymentTerm'] },
  { name: 'signature', fields: ['signatoryName', 'signatoryTitle'] },
]

/** What a letter says of its sender; an odd identifier is warned of, never refused. */
export function LetterheadForm({ company }: LetterheadFormProps) {
  const { t } = useTranslation()
  const [form, setForm] = useState(() => formOf(company))
  const save = useSave(company.code)
  const set = (change: Partial<Form>) => setForm((current) => ({ ...current, ...change }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(letterheadOf(form))
  }
  return (
    <form className="letterhead-form" onSubmit={submit}>
      <LetterheadWarnings company={company} />
      {GROUPS.map((group) => (
        <Fieldset key={group.name} legend={t(`companies.group.${group.name}`)}>
          {group.fields.map((field) => (
            <Fragment key={field}>
              <LetterheadField field={field} form={form} set={set} company={company} />
              {field === 'legalName' ? <AddressLines form={form} set={set} /> : null}
            </Fragment>
          ))}
        </Fieldset>
      ))}
      <Fieldset legend={t('companies.group.footer')}>
        <Textarea
          className="field-wide"
          label={t('companies.field.legalFooter')}
          description={t('companies.footerHint')}
          autosize
          minRows={3}
          maxLength={2000}
          value={form.legalFooter}
          onChange={(event) => set({ legalFooter: event.currentTarget.value })}
        />
      </Fieldset>
      {save.error ? (
        <Alert color="red" role="alert" title={t('failure.title')}>
          {messageOf(save.error)}
        </Alert>
      ) : null}
      <div className="letterhead-save">
        <Button type="submit" loading={save.isPending}>
          {t('save')}
        </Button>
      </div>
    </form>
  )
}

function useSave(code: string) {
  const { t } = useTranslation()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (letterhead: ReturnType<typeof letterheadOf>) => saveLetterhead(code, letterhead),
    onSuccess: async (saved) => {
      client.setQueryData(['companies', code], saved)
      await Promise.all(['companies', 'session'].map((key) => client.invalidateQueries({ queryKey: [key] })))
      say(t('companies.saved'))
    },
  })
}

function LetterheadWarnings({ company }: { readonly company: Company }) {
  const { t } = useTranslation()
  if (company.missing.length === 0) return null
  const names = company.missing.map((field) =>
    t(`companies.field.${field as TextField}`, { defaultValue: field }),
  )
  return (
    <Alert color="yellow" title={t('companies.missing', { count: company.missing.length })}>
      {t('companies.missingHint', { names: names.join(', ') })}
    </Alert>
  )
}

interface FieldProps {
  readonly form: Form
  readonly set: (change: Partial<Form>) => void
}

function LetterheadField({ field, form, set, company }: FieldProps & { field: TextField; company: Company }) {
  const { t } = useTranslation()
  const isOdd =
    company.warnings.some((warning) => warning === field) && form[field] === (company[field] ?? '')
  return (
    <TextInput
      className={`field-${field}`}
      label={t(`companies.field.${field}`)}
      required={field === 'legalName'}
      maxLength={200}
      value={form[field]}
      description={
        isOdd ? <span className="companies-incomplete">{t(`companies.odd.${field as 'siret'}`)}</span> : null
      }
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      onChange={(event) => set({ [field]: event.currentTarget.value })}
    />
  )
}

function AddressLines({ form, set }: FieldProps) {
  const { t } = useTranslation()
  return (
    <Textarea
      className="field-wide"
      label={t('companies.field.addressLines')}
      description={t('companies.addressHint')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      autosize
      minRows={2}
      maxRows={4}
      value={form.addressLines}
      onChange={(event) => set({ addressLines: event.currentTarget.value })}
    />
  )
}
