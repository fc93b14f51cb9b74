import { Alert, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { WideTable } from '#ui/wide-table.tsx'
import type { TriedSource } from '../contract.ts'

/** What a source holds now: its files, and the first lines of the first one. */
export function TrialResult({ tried }: { readonly tried: TriedSource }) {
  const { t } = useTranslation()
  const { files, hasMore, kind, problem, columns, rows, paths } = tried
  return (
    <section className="source-trial" aria-label={t('sources.trial')}>
      <p role="status">
        {t(hasMore ? 'sources.foundMore' : 'sources.found', { count: files.length })}{' '}
        {files.map(({ name }) => name).join(', ')}
      </p>
      {kind === null ? null : <p>{t(`sources.fileKind.${fileKindOf(kind)}`)}</p>}
      {problem === null ? null : (
        <Alert color="orange" role="alert">
          {problem}
        </Alert>
      )}
      {paths.length === 0 ? null : (
        <p className="dimmed">{t('sources.paths', { paths: paths.join(', ') })}</p>
      )}
      {columns.length === 0 ? null : (
        <WideTable label={t('sources.firstRows')} minWidth={columns.length * 110} isDense>
          <Table.Thead>
            <Table.Tr>
              {columns.map((column) => (
                <Table.Th key={column}>{column}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row, line) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of a file, which may be alike and never move
              <Table.Tr key={line}>
                {columns.map((column, at) => (
                  <Table.Td key={column}>{row[at]}</Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </WideTable>
      )}
    </section>
  )
}

const KINDS = ['fec', 'list', 'customers', 'e-invoices', 'statements'] as const

function fileKindOf(kind: string): (typeof KINDS)[number] {
  return KINDS.find((one) => one === kind) ?? 'list'
}
