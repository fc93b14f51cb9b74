import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { useFormats } from '#ui/format.ts'
import type { RefusedImport } from '../past-imports-contract.ts'
import { fetchRefusedImports } from '../past-imports-contract.ts'

interface RefusedFilesProps {
  readonly companies: string | undefined
  readonly onRead: (row: RefusedImport) => void
}

/** The files refused lately, each with what is to be mended; nothing when there are none. */
export function RefusedFiles({ companies, onRead }: RefusedFilesProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const { data } = useQuery({
    queryKey: ['refused-imports', companies],
    queryFn: () => ask(fetchRefusedImports, { query: { companies } }),
  })
  if (!data || data.rows.length === 0) return null
  return (
    <section aria-labelledby="refused-files">
      <h2 id="refused-files" className="past-title">
        {t('works.refusedFiles')}
      </h2>
      <p className="dimmed">{t('works.refusedFilesHint')}</p>
      <ul className="refused-files">
        {data.rows.map((row) => {
          const faults = t('works.refusedLines', { count: row.issueCount })
          return (
            <li key={row.id}>
              <strong>{row.fileName}</strong>
              <span className="dimmed figures">
                {t(`works.kind.${row.kind as 'fec'}`, { defaultValue: row.kind })} · {row.company} ·{' '}
                {format.instant(row.createdAt)} · {format.who(row.createdBy)}
              </span>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t('works.refusedLinesOf', { faults, file: row.fileName })}
                onClick={() => onRead(row)}
              >
                {faults}
              </Button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
