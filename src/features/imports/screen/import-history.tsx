import { Table } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { useFormats } from '#ui/format.ts'
import { Failure } from '#ui/states.tsx'
import { WideTable } from '#ui/wide-table.tsx'
import type { ImportKind } from '../contract.ts'
import { fetchImportHistory } from '../deposit-contract.ts'

/** The files already imported. */
export function ImportHistory() {
  const { t } = useTranslation()
  const format = useFormats()
  const { data, error, refetch } = useQuery({
    queryKey: ['imports'],
    queryFn: () => ask(fetchImportHistory, {}),
  })
  if (error) return <Failure error={error} onRetry={() => void refetch()} />
  if (!data || data.rows.length === 0) return null
  return (
    <section>
      <h2 className="import-title">{t('imports.history')}</h2>
      <WideTable label={t('imports.history')} minWidth={560}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('imports.file')}</Table.Th>
            <Table.Th>{t('imports.whose')}</Table.Th>
            <Table.Th>{t('history.column.letterOn')}</Table.Th>
            <Table.Th>{t('history.column.by')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data.rows.map((row) => (
            <Table.Tr key={row.id}>
              <Table.Td>
                {row.fileName}{' '}
                <span className="dimmed">
                  {t(`imports.kind.${row.kind as ImportKind}`, { defaultValue: row.kind })}
                </span>
              </Table.Td>
              <Table.Td>{row.company}</Table.Td>
              <Table.Td className="figures">{format.instant(row.createdAt)}</Table.Td>
              <Table.Td>{row.createdBy}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
    </section>
  )
}
