import { Checkbox, Fieldset, Radio, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import {
  dueDay,
  formatPaymentTerm,
  parsePaymentTerm,
  paymentTermWarning,
} from '#domain/receivables/payment-terms.ts'
import { useFormats } from '#ui/format.ts'
import { useSession } from '#ui/session.ts'
import { type ProcedureForm, parseMinimum, parseStale } from './form-fields.tsx'
import { OpenDaysFields } from './open-days-fields.tsx'

interface OptionFieldsProps {
  readonly form: ProcedureForm
  readonly set: (change: Partial<ProcedureForm>) => void
}

const MINIMUMS = ['minimum', 'minimumItem'] as const
const OPTIONS = ['excludesProvisional', 'oneLetterPerLevel'] as const

/** What is reminded of, how, and when invoices are due. */
export function OptionFields({ form, set }: OptionFieldsProps) {
  const { t } = useTranslation()
  return (
    <>
      <Fieldset className="procedure-options" legend={t('procedure.options')}>
        {MINIMUMS.map((field) => (
          <TextInput
            key={field}
            className="procedure-short"
            label={t(`procedure.field.${field}`)}
            description={t(`procedure.${field}Hint`)}
            inputMode="decimal"
            autoComplete="off"
            rightSection="€"
            value={form[field]}
            error={parseMinimum(form[field]) === null ? t('procedure.wrong.minimum') : null}
            onChange={(event) => set({ [field]: event.currentTarget.value })}
          />
        ))}
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
      <OpenDaysFields form={form} set={set} />
      <Fieldset className="procedure-options" legend={t('procedure.bank')}>
        <TextInput
          className="procedure-short"
          label={t('procedure.field.staleAfter')}
          description={t('procedure.staleAfterHint')}
          inputMode="numeric"
          autoComplete="off"
          rightSection={<span className="dimmed">{t('procedure.days')}</span>}
          rightSectionWidth={52}
          value={form.staleAfter}
          error={parseStale(form.staleAfter) === undefined ? t('procedure.wrong.staleAfter') : null}
          onChange={(event) => set({ staleAfter: event.currentTarget.value })}
        />
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
      {term && term.endOfMonth !== 'none' && term.days > 0 ? (
        <Radio.Group
          label={t('procedure.endOfMonth')}
          value={term.endOfMonth}
          onChange={(endOfMonth) =>
            set({ defaultPaymentTerm: formatPaymentTerm({ ...term, endOfMonth: endOfMonth as 'after' }) })
          }
        >
          {(['after', 'before'] as const).map((endOfMonth) => (
            <Radio
              key={endOfMonth}
              mt={6}
              value={endOfMonth}
              label={t(`procedure.method.${endOfMonth}`, {
                days: term.days,
                dueOn: day(dueDay(today, { ...term, endOfMonth })),
              })}
            />
          ))}
        </Radio.Group>
      ) : null}
      {term ? (
        <p className="dimmed figures">
          {t('procedure.termExample', { issuedOn: day(today), dueOn: day(dueDay(today, term)) })}
        </p>
      ) : null}
      {warning ? <p className="procedure-warning">{t(`procedure.termWarning.${warning}`)}</p> : null}
    </>
  )
}
