import { Button, NativeSelect } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { LEVELS } from '#domain/dunning/levels.ts'
import { DayField } from '#ui/day-field.tsx'
import { TypedFilter } from '#ui/typed-filter.tsx'

/** The filters as the address holds them. */
export interface HistoryAddress {
  readonly entreprises?: string | undefined
  readonly du?: string | undefined
  readonly au?: string | undefined
  readonly client?: string | undefined
  readonly idclient?: string | undefined
  readonly niveau?: string | undefined
  readonly par?: string | undefined
}

const NO_FILTER = {
  du: undefined,
  au: undefined,
  client: undefined,
  idclient: undefined,
  niveau: undefined,
  par: undefined,
} satisfies HistoryAddress

export function useHistoryAddress() {
  const address = useSearch({ from: '/historique' })
  const navigate = useNavigate({ from: '/historique' })
  const change = (patch: HistoryAddress) =>
    void navigate({ search: (current) => ({ ...current, ...patch }), replace: true })
  const isFiltered = (Object.keys(NO_FILTER) as (keyof typeof NO_FILTER)[]).some((name) => address[name])
  return { address, change, isFiltered, clear: () => change(NO_FILTER) }
}

export function HistoryFilters() {
  const { t } = useTranslation()
  const { address, change } = useHistoryAddress()
  const levels = LEVELS.map((level) => ({ value: String(level), label: t('level.name', { level }) }))
  return (
    <search className="history-filters">
      <DayField
        label={t('history.from')}
        value={address.du ?? null}
        onChange={(day) => change({ du: day ?? undefined })}
      />
      <DayField
        label={t('history.to')}
        value={address.au ?? null}
        onChange={(day) => change({ au: day ?? undefined })}
      />
      {address.idclient ? (
        <Button
          variant="light"
          rightSection={<IconX size={14} aria-hidden />}
          aria-label={t('history.otherCustomers')}
          onClick={() => change({ idclient: undefined, client: undefined })}
        >
          {address.client ?? t('history.column.customer')}
        </Button>
      ) : (
        <TypedFilter
          label={t('history.column.customer')}
          value={address.client ?? ''}
          onChange={(client) => change({ client: client || undefined })}
        />
      )}
      <NativeSelect
        label={t('reminders.level')}
        data={[{ value: '', label: t('reminders.anyLevel') }, ...levels]}
        value={address.niveau ?? ''}
        onChange={(event) => change({ niveau: event.currentTarget.value || undefined })}
      />
      <TypedFilter
        label={t('history.by')}
        value={address.par ?? ''}
        onChange={(par) => change({ par: par || undefined })}
      />
    </search>
  )
}
