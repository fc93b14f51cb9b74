import { Checkbox, Fieldset, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { dueDay, parsePaymentTerm, paymentTermWarning } from '#domain/payment-terms.ts'
import { useFormats } from '#ui/format.ts'
import { useSession } from '#ui/session.ts'
import { type ProcedureForm, parseMinimum } from './form-fields.tsx'

interface OptionFieldsProps {
  readonly form: ProcedureForm
  readonly set: (change: Partial<ProcedureForm>) => void
}

const OPTIONS = ['excludesProvisional', 'oneLetterPerLevel'] as const

/** What is reminded of, how, and when invoices are due. */
export function OptionFields({ form, set }: OptionFieldsProps) {
  const { t } = useTranslation()
  return (
    <>
      <Fieldset className="procedure-options" legend={t('procedure.options')}>
        <TextInput
          className="procedure-short"
          label={t('procedure.field.minimum')}
          description={t('procedure.minimumHint')}
          inputMode="decimal"
          autoComplete="off"
          rightSection="€"
          value={form.minimum}
          error={parseMinimum(form.minimum) === null ? t('procedure.wrong.minimum') : null}
          onChange={(event) => set({ minimum: event.currentTarget.value })}
        />
        {OPTIONS.map((option) => (
          <Checkbox
            key={option}
            label={t(`procedure.field.${option}`)}
            description={t(`procedure.optionHint.${option}`)}
            checked={form[option]}
            onChange={(event) => set({ [option]: event.currentTarget.checked })}
          />
        ))}
      </Fieldset>
      <Fieldset className="procedure-options" legend={t('procedure.terms')}>
        <TermField form={form} set={set} />
      </Fieldset>
    </>
  )
}

// The term as it is understood, on an invoice of today: « 45 jours fin de mois » has two readings.
function TermField({ form, set }: OptionFieldsProps) {
  const { t } = useTranslation()
  const { day } = useFormats()
  const { today } = useSession()
  const term = parsePaymentTerm(form.defaultPaymentTerm)
  const warning = term && paymentTermWarning(term)
  return (
    <>
      <TextInput
        className="procedure-short"
        label={t('procedure.field.defaultPaymentTerm')}
        description={t('procedure.termHint')}
        maxLength={100}
        autoComplete="off"
        value={form.defaultPaymentTerm}
        error={term === null ? t('procedure.wrong.defaultPaymentTerm') : null}
        onChange={(event) => set({ defaultPaymentTerm: event.currentTarget.value })}
      />
      {term ? (
        <p className="dimmed figures">
          {t('procedure.termExample', { issuedOn: day(today), dueOn: day(dueDay(today, term)) })}
        </p>
      ) : null}
      {warning ? <p className="procedure-warning">{t(`procedure.termWarning.${warning}`)}</p> : null}
    </>
  )
}
