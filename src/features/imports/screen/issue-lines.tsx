import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/format.ts'
import { WideTable } from '#ui/wide-table.tsx'

/** What is wrong or odd in a file; line 0 speaks of all of it. */
interface Issue {
  readonly file: string
  readonly line: number
  readonly column: string | null
  readonly message: string
}

interface IssueLinesProps {
  readonly label: string
  readonly issues: readonly Issue[]
  /** Whatever the issues say: one file, already named above, is not named again on each line. */
  readonly isOneFile?: boolean
}

/**
 * What a file is to be mended of, line by line, so that it can be found there. A column that would say nothing, or
 * the same from end to end, is left out; on a telephone each line is a card.
 */
export function IssueLines({ label, issues, isOneFile = false }: IssueLinesProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const hasFiles = !isOneFile || issues.some(({ file }) => file !== issues[0]?.file)
  const hasLines = issues.some(({ line }) => line > 0)
  const hasColumns = issues.some(({ column }) => column !== null)
  return (
    <WideTable label={label} minWidth={420} isDense isCards>
      <Table.Thead>
        <Table.Tr>
          {hasFiles ? <Table.Th>{t('issues.file')}</Table.Th> : null}
          {hasLines ? <Table.Th className="amount">{t('issues.line')}</Table.Th> : null}
          {hasColumns ? <Table.Th>{t('issues.column')}</Table.Th> : null}
          <Table.Th>{t('issues.message')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {issues.map(({ file, line, column, message }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and a fault may be told twice
          <Table.Tr key={index}>
            {hasFiles ? (
              <Table.Td className="issue-file">
                <strong>{file}</strong>
              </Table.Td>
            ) : null}
            {hasLines ? (
              <Table.Td className="amount" data-label={t('issues.line')}>
                {line > 0 ? format.count(line) : '–'}
              </Table.Td>
            ) : null}
            {hasColumns ? <Table.Td data-label={t('issues.column')}>{column ?? '–'}</Table.Td> : null}
            <Table.Td>{message}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </WideTable>
  )
}
