import { Button, Table } from '@mantine/core'
import { IconAlertTriangle, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { letterRate } from '#domain/letters/letter-figures.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { useFormats } from '#ui/format.ts'
import { WideTable } from '#ui/wide-table.tsx'
import type { RateRow, RateTable } from '../contract.ts'
import { RateModal } from './rate-modal.tsx'
import { halfYearName } from './use-rates.tsx'

const COLUMNS = ['halfYear', 'ecb', 'business', 'public', 'legal', 'floor', 'individual', 'source'] as const

/** Half-years of three years, what a claim between businesses seldom outlives; the older ones on demand. */
const RECENT_HALF_YEARS = 6

/** The table, newest half-year first; a row replaced by a later one stays, crossed out. */
export function RatesList({ table }: { readonly table: RateTable }) {
  const { t } = useTranslation()
  const [isAdding, setAdding] = useState(false)
  const [isWhole, setWhole] = useState(false)
  const check = useCapability('edit-rates', table.company)
  const halfYears = [...new Set(table.rows.map(({ startsOn }) => startsOn))]
  const oldest = halfYears[RECENT_HALF_YEARS - 1]
  const rows = table.rows.filter(({ startsOn }) => isWhole || oldest === undefined || startsOn >= oldest)
  return (
    <div className="rates-list cards-when-narrow">
      <div className="rates-head">
        <h2>{t('rates.table')}</h2>
        <Button
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => setAdding(true)}
          {...whyDisabled(check)}
        >
          {t('rates.add')}
        </Button>
      </div>
      <p className="dimmed">{t('rates.tableHint')}</p>
      <WideTable label={t('rates.table')} minWidth={0} isDense>
        <Table.Thead>
          <Table.Tr>
            {COLUMNS.map((column) => (
              <Table.Th key={column} className={isFigure(column) ? 'amount' : ''}>
                {t(`rates.column.${column}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <RateLine key={`${row.startsOn} ${row.id}`} row={row} />
          ))}
        </Table.Tbody>
      </WideTable>
      {rows.length < table.rows.length ? (
        <Button className="rates-older" variant="default" onClick={() => setWhole(true)}>
          {t('rates.older', { count: halfYears.length - RECENT_HALF_YEARS })}
        </Button>
      ) : null}
      {isAdding ? <RateModal table={table} onClose={() => setAdding(false)} /> : null}
    </div>
  )
}

function isFigure(column: (typeof COLUMNS)[number]): boolean {
  return column !== 'halfYear' && column !== 'source'
}

function RateLine({ row }: { readonly row: RateRow }) {
  const { t, i18n } = useTranslation()
  const format = useFormats()
  const language = i18n.language === 'en' ? 'en' : 'fr'
  const rate = (basisPoints: number) => letterRate(basisPoints, language)
  const { ecb, legal, individual } = row
  return (
    <Table.Tr data-replaced={!row.isCurrent}>
      <Table.Td className="figures rates-half-year">
        {halfYearName(t, row.startsOn)}
        {row.isCurrent ? null : <span className="rates-mark">{t('rates.replaced')}</span>}
      </Table.Td>
      <Table.Td className="amount" data-label={t('rates.column.ecb')}>
        {rate(ecb.basisPoints)}
        <Status status={ecb.status} />
      </Table.Td>
      <Table.Td className="amount" data-label={t('rates.column.business')}>
        {rate(ecb.basisPoints + 1_000)}
      </Table.Td>
      <Table.Td className="amount" data-label={t('rates.column.public')}>
        {rate(ecb.basisPoints + 800)}
      </Table.Td>
      <Table.Td className="amount" data-label={t('rates.column.legal')}>
        {legal ? rate(legal.basisPoints) : t('rates.unpublished')}
        <Status status={legal?.status ?? null} />
      </Table.Td>
      <Table.Td className="amount" data-label={t('rates.column.floor')}>
        {legal ? rate(3 * legal.basisPoints) : '–'}
      </Table.Td>
      <Table.Td className="amount dimmed" data-label={t('rates.column.individual')}>
        {individual ? rate(individual.basisPoints) : '–'}
        <Status status={individual?.status ?? null} />
      </Table.Td>
      <Table.Td className="rates-source">
        {row.source}
        {row.addedBy && row.addedAt ? (
          <span className="rates-author">
            {t('rates.addedBy', { who: format.who(row.addedBy), when: format.instant(row.addedAt) })}
          </span>
        ) : null}
      </Table.Td>
    </Table.Tr>
  )
}

// Nothing is said of what was read in its source; the rest is told in words, never by a colour alone.
function Status({ status }: { readonly status: RateRow['ecb']['status'] }) {
  const { t } = useTranslation()
  if (status === null || status === 'verified') return null
  return (
    <span className="rates-mark" data-status={status}>
      {status === 'unverified' ? <IconAlertTriangle size={12} aria-hidden /> : null}
      {t(`rates.status.${status}`)}
    </span>
  )
}
