import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/format.ts'
import { WideTable } from '#ui/wide-table.tsx'
import type { ImportCounts, ImportPreview } from '../contract.ts'

const ROWS = ['customers', 'invoices', 'credits', 'instalments', 'allocations'] as const

interface ChangesTableProps {
  readonly counts: ImportCounts
  readonly preview: ImportPreview | null
}

/** Created, changed, closed: before the confirmation what would be, after it what was. */
export function ChangesTable({ counts, preview }: ChangesTableProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const figures: Readonly<
    Record<(typeof ROWS)[number], readonly [created: number, changed: number, closed: number]>
  > = {
    customers: [counts.created.customers, counts.changed.customers, 0],
    invoices: [counts.created.invoices, 0, 0],
    credits: [counts.created.credits, 0, 0],
    instalments: [counts.created.instalments, counts.changed.instalments, counts.closed.instalments],
    allocations: [counts.created.allocations, counts.changed.allocations, 0],
  }
  // What the counts add up is in one currency where the preview does not tell several.
  const inFile = preview?.inFile ?? [{ ...counts, currency: 'EUR' }]
  const settled = preview?.plan?.sums.filter(({ kind }) => kind === 'settled') ?? []
  const closed = settled.map(({ currency, beforeCents }) => ({ currency, cents: beforeCents }))
  return (
    <>
      <WideTable label={t('imports.changes')} minWidth={420} isDense>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('imports.what')}</Table.Th>
            {(['created', 'changed', 'closed'] as const).map((name) => (
              <Table.Th key={name} className="amount">
                {t(`imports.${name}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {ROWS.map((row) => (
            <Table.Tr key={row}>
              <Table.Td>{t(`imports.row.${row}`)}</Table.Td>
              {(['created', 'changed', 'closed'] as const).map((name, index) => (
                <Table.Td key={name} className="amount">
                  {figures[row][index] ? format.count(figures[row][index]) : '–'}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
      <p className="dimmed figures">
        {t('imports.sum', {
          open: format.amounts(inFile.map(({ currency, openCents: cents }) => ({ currency, cents }))),
          credit: format.amounts(
            inFile.map(({ currency, unallocatedCents: cents }) => ({ currency, cents })),
          ),
        })}
        {counts.closed.cents > 0
          ? ` ${t('imports.closedSum', { amount: closed.length > 0 ? format.amounts(closed) : format.money(counts.closed.cents, 'EUR') })}`
          : null}
      </p>
    </>
  )
}
