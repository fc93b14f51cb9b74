import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { parsePaymentTerm } from '#domain/receivables/payment-terms.ts'
import { DayField } from '#ui/day-field.tsx'
import { useFormats } from '#ui/format.ts'
import {
  type DraftFields,
  firstDueOn,
  type InstalmentFields,
  sumsOf,
  withHead,
  withInstalments,
} from './invoice-draft-fields.ts'

interface PlanFieldsProps {
  readonly fields: DraftFields
  readonly setFields: (fields: DraftFields) => void
}

const TIMES = [1, 2, 3, 4, 5, 6, 10, 12]

/** The instalments: in n times from the client's term, or line by line. */
export function PlanFields({ fields, setFields }: PlanFieldsProps) {
  const { t } = useTranslation()
  const change = (key: number, part: Partial<InstalmentFields>) =>
    setFields(
      withInstalments(
        fields,
        fields.instalments.map((item) => (item.key === key ? { ...item, ...part } : item)),
      ),
    )
  const remove = (key: number) =>
    setFields(
      withInstalments(
        fields,
        fields.instalments.filter((item) => item.key !== key),
      ),
    )
  const add = () => {
    const key = Math.max(-1, ...fields.instalments.map((item) => item.key)) + 1
    setFields(withInstalments(fields, [...fields.instalments, { key, dueOn: null, amount: '' }]))
  }
  return (
    <fieldset className="plan">
      <legend>{t('draft.plan')}</legend>
      <PlanChoice fields={fields} setFields={setFields} />
      <div className="plan-lines">
        {fields.instalments.map((item, index) => (
          <div key={item.key} className="plan-line">
            <span className="plan-rank figures" aria-hidden="true">
              {index + 1}
            </span>
            <DayField
              label={t('draft.dueOn', { rank: index + 1 })}
              value={item.dueOn}
              onChange={(dueOn) => change(item.key, { dueOn })}
            />
            <TextInput
              label={t('draft.amountOf', { rank: index + 1 })}
              inputMode="decimal"
              value={item.amount}
              onChange={(event) => change(item.key, { amount: event.currentTarget.value })}
            />
            {fields.instalments.length > 1 ? (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={t('draft.remove', { rank: index + 1 })}
                onClick={() => remove(item.key)}
              >
                <IconTrash size={18} />
              </ActionIcon>
            ) : null}
          </div>
        ))}
      </div>
      <Button
        variant="subtle"
        size="compact-sm"
        mt="xs"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={add}
      >
        {t('draft.add')}
      </Button>
      <PlanSum fields={fields} />
    </fieldset>
  )
}

function PlanChoice({ fields, setFields }: PlanFieldsProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const first = firstDueOn(fields)
  const term = fields.customer?.term ?? ''
  const isUnderstood = parsePaymentTerm(term) !== null
  return (
    <div className="plan-choice">
      <NativeSelect
        label={t('draft.times')}
        data={[
          ...(fields.times === null ? [{ value: '', label: t('draft.custom') }] : []),
          ...TIMES.map((count) => ({
            value: String(count),
            label: count === 1 ? t('draft.timesOnce') : t('draft.timesOf', { count }),
          })),
        ]}
        value={fields.times === null ? '' : String(fields.times)}
        onChange={(event) =>
          setFields(withHead(fields, { times: Number(event.currentTarget.value) || null }))
        }
      />
      {fields.customer && first ? (
        <p className={isUnderstood ? 'dimmed' : 'receivable-late'}>
          {isUnderstood
            ? t('draft.firstDue', { day: format.day(first), term })
            : t('draft.termUnknown', { term })}
        </p>
      ) : null}
    </div>
  )
}

function PlanSum({ fields }: Pick<PlanFieldsProps, 'fields'>) {
  const { t } = useTranslation()
  const format = useFormats()
  const { sumCents, totalCents } = sumsOf(fields)
  const money = (cents: number) => format.money(cents, fields.currency.length === 3 ? fields.currency : 'EUR')
  const isWrong = totalCents !== null && sumCents !== totalCents
  return (
    <p className="plan-sum figures" role="status" data-wrong={isWrong || undefined}>
      {isWrong
        ? t('draft.sumWrong', {
            sum: money(sumCents),
            total: money(totalCents),
            gap: money(Math.abs(totalCents - sumCents)),
          })
        : t('draft.sum', { sum: money(sumCents) })}
    </p>
  )
}
