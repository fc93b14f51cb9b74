import { Button, InputBase, NativeSelect, Popover, Stack, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconAdjustmentsHorizontal, IconChevronDown, IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LEVELS } from '#domain/dunning/levels.ts'
import { CompanyChoices } from '#ui/company-choices.tsx'
import { DayField } from '#ui/day-field.tsx'
import { useSession } from '#ui/session.ts'
import type { PageState, RemindersAddress } from './page-address.ts'

export interface FiltersBarProps {
  readonly address: RemindersAddress
  readonly state: PageState
  readonly onChange: (change: RemindersAddress) => void
}

/** The filters; each is in the address, which is their only memory. */
export function FiltersBar({ address, state, onChange }: FiltersBarProps) {
  const { t } = useTranslation()
  const { filters, dateProblem } = state
  // Of a date that is none, the list before it stays: only a day goes to the address.
  const [isMissing, setMissing] = useState(false)
  const setDay = (day: string | null) => {
    setMissing(day === null)
    if (day !== null) onChange({ au: day })
  }
  const problem = isMissing ? 'missing' : dateProblem
  const levels = LEVELS.map((level) => ({ value: String(level), label: t('level.name', { level }) }))
  return (
    <search className="filters">
      <DayField
        label={t('reminders.on')}
        isRequired
        value={dateProblem === 'missing' || dateProblem === 'invalid' ? null : filters.on}
        onChange={setDay}
        error={problem ? t(`reminders.date.${problem}`) : null}
      />
      <CompaniesField chosen={filters.companies ?? []} onChange={onChange} />
      <NativeSelect
        className="filter-level"
        label={t('reminders.level')}
        data={[{ value: '', label: t('reminders.anyLevel') }, ...levels]}
        value={address.niveau ?? ''}
        onChange={(event) => onChange({ niveau: event.currentTarget.value || undefined })}
      />
      <TypedField
        label={t('reminders.search')}
        placeholder={t('reminders.searchHint')}
        value={address.q ?? ''}
        onChange={(q) => onChange({ q: q || undefined })}
        isSearch
      />
      <MoreFilters address={address} onChange={onChange} />
    </search>
  )
}

function CompaniesField(props: {
  readonly chosen: readonly string[]
  readonly onChange: FiltersBarProps['onChange']
}) {
  const { t } = useTranslation()
  const { companies } = useSession()
  if (companies.length < 2) return null
  return (
    <Popover position="bottom-start" trapFocus shadow="md">
      <Popover.Target>
        <InputBase
          component="button"
          type="button"
          pointer
          className="filter-companies"
          label={t('reminders.companies')}
          rightSection={<IconChevronDown size={16} aria-hidden />}
          rightSectionPointerEvents="none"
        >
          {props.chosen.length === 0 ? t('reminders.allCompanies') : props.chosen.join(', ')}
        </InputBase>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('reminders.companies')}>
        <CompanyChoices
          chosen={props.chosen}
          onChoose={(codes) => props.onChange({ entreprises: codes.join(',') || undefined })}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

function MoreFilters({ address, onChange }: Pick<FiltersBarProps, 'address' | 'onChange'>) {
  const { t } = useTranslation()
  const active = [address.min, address.retard, address['sans-relance']].filter(Boolean).length
  return (
    <Popover position="bottom-end" trapFocus withinPortal shadow="md">
      <Popover.Target>
        <Button variant="default" leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />}>
          {active > 0 ? t('reminders.moreActive', { count: active }) : t('reminders.more')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('reminders.more')}>
        <Stack gap="sm" w={260}>
          <TypedField
            label={t('reminders.min')}
            value={address.min ?? ''}
            onChange={(min) => onChange({ min: min || undefined })}
          />
          <TypedField
            label={t('reminders.lateFrom')}
            value={address.retard ?? ''}
            onChange={(retard) => onChange({ retard: retard || undefined })}
          />
          <TypedField
            label={t('reminders.notReminded')}
            value={address['sans-relance'] ?? ''}
            onChange={(days) => onChange({ 'sans-relance': days || undefined })}
          />
          {active > 0 ? (
            <Button
              variant="subtle"
              onClick={() => onChange({ min: undefined, retard: undefined, 'sans-relance': undefined })}
            >
              {t('reminders.clearMore')}
            </Button>
          ) : null}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

interface TypedFieldProps {
  readonly label: string
  readonly placeholder?: string
  readonly value: string
  readonly onChange: (text: string) => void
  readonly isSearch?: boolean
}

/** A text that reaches the address once the typing rests. */
function TypedField({ label, placeholder, value, onChange, isSearch = false }: TypedFieldProps) {
  const [text, setText] = useState(value)
  const settle = useDebouncedCallback(onChange, 300)
  useEffect(() => setText(value), [value])
  return (
    <TextInput
      className={isSearch ? 'filter-search' : 'filter-number'}
      type={isSearch ? 'search' : 'text'}
      inputMode={isSearch ? 'search' : 'decimal'}
      label={label}
      placeholder={placeholder ?? ''}
      leftSection={isSearch ? <IconSearch size={16} aria-hidden /> : null}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value)
        settle(event.currentTarget.value.trim())
      }}
    />
  )
}
