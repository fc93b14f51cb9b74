import { Checkbox, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Day } from '#domain/days-and-money/day.ts'
import { halfYearStart, nextHalfYearStart } from '#domain/penalties/legal-rates.ts'
import { can } from '#domain/people/capabilities.ts'
import { Dialog } from '#ui/dialog.tsx'
import { DialogEnd } from '#ui/dialog-end.tsx'
import { useSession } from '#ui/session.ts'
import type { RateTable } from '../contract.ts'
import { parseRate, rateText } from './rate-text.ts'
import { halfYearName, useNewRate } from './use-rates.tsx'

interface RateModalProps {
  readonly table: RateTable
  readonly onClose: () => void
}

/** A new half-year, or a correction that stands in place of an earlier row. */
export function RateModal({ table, onClose }: RateModalProps) {
  const { t, i18n } = useTranslation()
  const language = i18n.language === 'en' ? 'en' : 'fr'
  const { today } = useSession()
  const halfYears = proposedHalfYears(table, today)
  const [startsOn, setStartsOn] = useState(table.missing[0]?.startsOn ?? halfYears[0] ?? halfYearStart(today))
  const current = table.rows.find((row) => row.startsOn === startsOn && row.isCurrent)
  return (
    <Dialog title={t('rates.add')} onClose={onClose}>
      <Stack>
        <NativeSelect
          label={t('rates.column.halfYear')}
          value={startsOn}
          data={halfYears.map((day) => ({ value: day, label: halfYearName(t, day) }))}
          onChange={(event) => setStartsOn(event.currentTarget.value)}
        />
        {current ? <p className="dimmed">{t('rates.correctionHint')}</p> : null}
        <RateForm
          key={startsOn}
          table={table}
          startsOn={startsOn}
          ecb={current ? rateText(current.ecb.basisPoints, language) : ''}
          legal={current?.legal ? rateText(current.legal.basisPoints, language) : ''}
          onClose={onClose}
        />
      </Stack>
    </Dialog>
  )
}

// The next half-year, whose rates are published some days before, then all those known or lacking.
function proposedHalfYears(table: RateTable, today: Day): Day[] {
  const known = table.rows.map((row) => row.startsOn)
  return [...new Set([nextHalfYearStart(today), halfYearStart(today), ...known])].sort().reverse()
}

interface RateFormProps extends RateModalProps {
  readonly startsOn: Day
  readonly ecb: string
  readonly legal: string
}

function RateForm({ table, startsOn, ecb, legal, onClose }: RateFormProps) {
  const { t } = useTranslation()
  const [form, setForm] = useState({ ecb, legal, source: '', isForAll: true })
  const others = useOtherCompanies(table.company)
  const adding = useNewRate(table.company, onClose)
  const ecbBasisPoints = parseRate(form.ecb)
  const legalBasisPoints = form.legal.trim() === '' ? null : parseRate(form.legal)
  const isLegalWrong = form.legal.trim() !== '' && legalBasisPoints === null
  const isReady = ecbBasisPoints !== null && !isLegalWrong && form.source.trim() !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isReady) return
    const rate = { startsOn, ecbBasisPoints, legalBasisPoints, source: form.source }
    adding.mutate({ rate, others: form.isForAll ? others : [] })
  }
  const isEcbWrong = form.ecb.trim() !== '' && ecbBasisPoints === null
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <RateField
          label={t('rates.field.ecb')}
          description={t('rates.fieldHint.ecb')}
          value={form.ecb}
          isWrong={isEcbWrong}
          onChange={(text) => setForm({ ...form, ecb: text })}
        />
        <RateField
          label={t('rates.field.legal')}
          description={t('rates.fieldHint.legal')}
          value={form.legal}
          isWrong={isLegalWrong}
          onChange={(text) => setForm({ ...form, legal: text })}
        />
        <Textarea
          label={t('rates.column.source')}
          description={t('rates.fieldHint.source')}
          maxLength={500}
          autosize
          required
          value={form.source}
          onChange={(event) => setForm({ ...form, source: event.currentTarget.value })}
        />
        {others.length > 0 ? (
          <Checkbox
            label={t('rates.forAll', { count: others.length })}
            checked={form.isForAll}
            onChange={(event) => setForm({ ...form, isForAll: event.currentTarget.checked })}
          />
        ) : null}
        <DialogEnd
          error={adding.error}
          label={t('rates.add')}
          isPending={adding.isPending}
          isDisabled={!isReady}
          onClose={onClose}
        />
      </Stack>
    </form>
  )
}

interface RateFieldProps {
  readonly label: string
  readonly description: string
  readonly value: string
  readonly isWrong: boolean
  readonly onChange: (text: string) => void
}

function RateField({ label, description, value, isWrong, onChange }: RateFieldProps) {
  const { t } = useTranslation()
  return (
    <TextInput
      label={label}
      description={description}
      inputMode="decimal"
      autoComplete="off"
      rightSection="%"
      value={value}
      error={isWrong ? t('rates.wrongRate') : null}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

// The other companies whose rates the person may change too.
function useOtherCompanies(company: string): string[] {
  const { companies } = useSession()
  return companies
    .filter(({ code, role }) => code !== company && can(role, 'edit-rates'))
    .map(({ code }) => code)
}
