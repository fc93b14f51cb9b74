import { Alert, Button, Fieldset, Radio, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { LeaveGuard } from '#ui/leave-guard.tsx'
import { messageOf } from '#ui/states.tsx'
import type { RateTable, TermFields } from '../contract.ts'
import { parseRate, rateText } from './rate-text.ts'
import { useTerms } from './use-rates.tsx'

const AGREED_RATES = ['default', 'minimum', 'fixed'] as const
const YEARS = ['365', 'civil'] as const
const REDUCED = ['principal', 'interest'] as const

/** What the company agreed with its business customers, and how a year is counted. */
export function TermsForm({ table }: { readonly table: RateTable }) {
  const { t, i18n } = useTranslation()
  const { company, updatedAt, terms } = table
  const [saved] = useState(() => formOf(terms, i18n.language === 'en' ? 'en' : 'fr'))
  const [form, setForm] = useState(saved)
  const saving = useTerms(company)
  const check = useCapability('edit-rates', company)
  const fields = fieldsOf(form)
  const isDirty = JSON.stringify(form) !== JSON.stringify(saved)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (fields && check.allowed) saving.mutate({ ...fields, updatedAt })
  }
  return (
    <form className="rates-terms" onSubmit={submit} noValidate>
      <Fieldset legend={t('rates.terms.title')}>
        <Stack gap="xs">
          <p className="dimmed">{t('rates.terms.hint')}</p>
          <Radio.Group
            aria-label={t('rates.terms.title')}
            value={form.agreedRate}
            onChange={(agreedRate) => setForm({ ...form, agreedRate: agreedRate as Form['agreedRate'] })}
          >
            <Stack gap="xs">
              {AGREED_RATES.map((value) => (
                <Radio
                  key={value}
                  value={value}
                  label={t(`rates.terms.agreed.${value}`)}
                  description={t(`rates.terms.agreedHint.${value}`)}
                />
              ))}
            </Stack>
          </Radio.Group>
          {form.agreedRate === 'fixed' ? (
            <TextInput
              className="rates-short"
              label={t('rates.terms.rate')}
              inputMode="decimal"
              autoComplete="off"
              rightSection="%"
              value={form.rate}
              error={fields === null ? t('rates.wrongRate') : null}
              onChange={(event) => setForm({ ...form, rate: event.currentTarget.value })}
            />
          ) : null}
        </Stack>
      </Fieldset>
      <Choice
        title={t('rates.terms.year')}
        options={YEARS.map((value) => ({
          value,
          label: t(`rates.terms.years.${value}`),
          description: t(`rates.terms.yearsHint.${value}`),
        }))}
        value={form.yearDays}
        onChoose={(yearDays) => setForm({ ...form, yearDays })}
      />
      <Choice
        title={t('rates.terms.reduce')}
        options={REDUCED.map((value) => ({
          value,
          label: t(`rates.terms.reduces.${value}`),
          description: t(`rates.terms.reducesHint.${value}`),
        }))}
        value={form.paymentsReduce}
        onChoose={(paymentsReduce) => setForm({ ...form, paymentsReduce })}
      />
      {saving.error ? (
        <Alert color="red" role="alert" title={t('failure.title')}>
          {messageOf(saving.error)}
        </Alert>
      ) : null}
      <div className="rates-save">
        <Button
          type="submit"
          loading={saving.isPending}
          disabled={!isDirty || fields === null}
          {...whyDisabled(check)}
        >
          {t('save')}
        </Button>
        <span className="dimmed">{isDirty ? t('rates.unsaved') : null}</span>
      </div>
      <LeaveGuard isDirty={isDirty} />
    </form>
  )
}

/** Rules of which one holds, each with what it means. */
function Choice<V extends string>(props: {
  readonly title: string
  readonly options: readonly { readonly value: V; readonly label: string; readonly description: string }[]
  readonly value: V
  readonly onChoose: (value: V) => void
}) {
  const { title, options, value } = props
  const choose = (chosen: string) => {
    const found = options.find((option) => option.value === chosen)
    if (found) props.onChoose(found.value)
  }
  return (
    <Fieldset legend={title}>
      <Radio.Group aria-label={title} value={value} onChange={choose}>
        <Stack gap="xs">
          {options.map((option) => (
            <Radio key={option.value} {...option} />
          ))}
        </Stack>
      </Radio.Group>
    </Fieldset>
  )
}

interface Form {
  readonly agreedRate: TermFields['agreedRate']
  /** Percent, as typed. */
  readonly rate: string
  readonly yearDays: TermFields['yearDays']
  readonly paymentsReduce: TermFields['paymentsReduce']
}

function formOf(
  { agreedRate, agreedBasisPoints, yearDays, paymentsReduce }: TermFields,
  language: 'fr' | 'en',
): Form {
  return {
    agreedRate,
    rate: agreedBasisPoints === null ? '' : rateText(agreedBasisPoints, language),
    yearDays,
    paymentsReduce,
  }
}

function fieldsOf({ agreedRate, rate, ...rest }: Form): TermFields | null {
  if (agreedRate !== 'fixed') return { agreedRate, agreedBasisPoints: null, ...rest }
  const agreedBasisPoints = parseRate(rate)
  return agreedBasisPoints ? { agreedRate, agreedBasisPoints, ...rest } : null
}
