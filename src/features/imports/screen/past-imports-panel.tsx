import { Button, Progress, Table } from '@mantine/core'
import { IconDatabaseImport } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { useFormats } from '#ui/format.ts'
import { lazyPart } from '#ui/lazy-part.tsx'
import { Empty, Failure, RowsSkeleton } from '#ui/states.tsx'
import type { ImportJobRow, PastImport, RefusedImport } from '../past-imports-contract.ts'
import { fetchImportJobs, fetchPastImports } from '../past-imports-contract.ts'
import { RefusedFiles } from './refused-files.tsx'
import './past-imports.css'

const CancelModal = lazyPart(async () => (await import('./cancel-import-modal.tsx')).CancelModal)
const IssuesModal = lazyPart(async () => (await import('./past-issues-modal.tsx')).IssuesModal)
const POLL_MS = 2_000

/** The imports under way and past, each with its result, and the way to take one back. */
export function PastImportsPanel({ companies }: { readonly companies: string | undefined }) {
  const { t } = useTranslation()
  const [cancelled, setCancelled] = useState<PastImport | null>(null)
  const [read, setRead] = useState<PastImport | RefusedImport | null>(null)
  const past = useInfiniteQuery({
    queryKey: ['past-imports', companies],
    queryFn: ({ pageParam }) => ask(fetchPastImports, { query: { companies, after: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const rows = past.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <>
      <UnderWay />
      <RefusedFiles companies={companies} onRead={setRead} />
      <h2 className="past-title">{t('works.past')}</h2>
      {past.isError ? <Failure error={past.error} onRetry={() => void past.refetch()} /> : null}
      {past.isPending ? <RowsSkeleton rows={5} height={44} /> : null}
      {past.isSuccess && rows.length === 0 ? <NoImport /> : null}
      {rows.length > 0 ? <PastTable rows={rows} onCancel={setCancelled} onRead={setRead} /> : null}
      {past.hasNextPage ? (
        <Button variant="default" loading={past.isFetching} onClick={() => void past.fetchNextPage()}>
          {t('more')}
        </Button>
      ) : null}
      <Suspense>
        {cancelled ? <CancelModal row={cancelled} onClose={() => setCancelled(null)} /> : null}
        {read ? <IssuesModal row={read} onClose={() => setRead(null)} /> : null}
      </Suspense>
    </>
  )
}

function UnderWay() {
  const { t } = useTranslation()
  const { data } = useQuery({
    queryKey: ['import-jobs'],
    queryFn: () => ask(fetchImportJobs, {}),
    refetchInterval: ({ state }) =>
      state.data?.rows.some(({ step }) => step === 'reading' || step === 'writing') ? POLL_MS : false,
  })
  return (
    <section aria-labelledby="under-way" aria-live="polite">
      <h2 id="under-way" className="past-title">
        {t('works.underWay')}
      </h2>
      {data && data.rows.length === 0 ? <p className="dimmed">{t('works.noJob')}</p> : null}
      <ul className="jobs">
        {data?.rows.map((job) => (
          <JobLine key={job.id} job={job} />
        ))}
      </ul>
    </section>
  )
}

function JobLine({ job }: { readonly job: ImportJobRow }) {
  const { t } = useTranslation()
  const format = useFormats()
  const isWorking = job.step === 'reading' || job.step === 'writing'
  return (
    <li>
      <strong>{job.fileName}</strong>{' '}
      {job.step === 'done' ? null : <span className="dimmed">{t(`works.step.${job.step}`)}</span>}{' '}
      {job.errors > 0 ? (
        <span className="past-problem">{t('works.errors', { count: job.errors })}</span>
      ) : null}
      {isWorking ? null : (
        <span className="dimmed">{t('works.expires', { day: format.day(job.expiresOn) })}</span>
      )}{' '}
      {job.problem ? <p className="past-problem">{job.problem}</p> : null}
      {isWorking ? (
        <Progress.Root>
          <Progress.Section value={job.progress * 100} aria-label={job.fileName} />
        </Progress.Root>
      ) : null}
      {job.step === 'failed' ? null : (
        <Link to="/importer" search={{ import: job.id }}>
          {t('works.resume')}
        </Link>
      )}
    </li>
  )
}

interface PastTableProps {
  readonly rows: readonly PastImport[]
  readonly onCancel: (row: PastImport) => void
  readonly onRead: (row: PastImport) => void
}

const COLUMNS = ['file', 'company', 'on', 'result', 'action'] as const

function PastTable({ rows, onCancel, onRead }: PastTableProps) {
  const { t } = useTranslation()
  return (
    <Table className="past-table" aria-label={t('works.past')} verticalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          {COLUMNS.map((column) => (
            <Table.Th key={column}>{t(`works.${column}`)}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <PastLine key={row.id} row={row} onCancel={() => onCancel(row)} onRead={() => onRead(row)} />
        ))}
      </Table.Tbody>
    </Table>
  )
}

interface PastLineProps {
  readonly row: PastImport
  readonly onCancel: () => void
  readonly onRead: () => void
}

function PastLine({ row, onCancel, onRead }: PastLineProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const may = useCapability('import', row.company)
  return (
    <Table.Tr>
      <Table.Td>
        {row.fileName}
        <div className="dimmed">{t(`works.kind.${row.kind as 'fec'}`, { defaultValue: row.kind })}</div>
      </Table.Td>
      <Table.Td>{row.company}</Table.Td>
      <Table.Td className="figures">
        {format.instant(row.createdAt)}
        <div className="dimmed">{format.who(row.createdBy)}</div>
      </Table.Td>
      <Table.Td>
        <Result row={row} />
        {row.issueCount > 0 ? (
          <div>
            <Button size="compact-sm" variant="subtle" className="past-issues" onClick={onRead}>
              {t('works.issues', { count: row.issueCount })}
            </Button>
          </div>
        ) : null}
      </Table.Td>
      <Table.Td>
        {row.cancelledAt ? (
          <span className="dimmed">
            {t('works.cancelledOn', {
              day: format.instant(row.cancelledAt),
              name: format.who(row.cancelledBy ?? ''),
            })}
          </span>
        ) : (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('works.cancelOf', { file: row.fileName })}
            onClick={onCancel}
            {...whyDisabled(may)}
          >
            {t('works.cancel')}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  )
}

const CREATED = ['invoices', 'credits', 'customers'] as const

// The counts of an import are those of its kind; these are common to the books.
function Result({ row }: { readonly row: PastImport }) {
  const { t } = useTranslation()
  const created = row.counts.created as Readonly<Record<string, number>> | undefined
  const closed = row.counts.closed as Readonly<Record<string, number>> | undefined
  if (typeof row.counts.movements === 'number') return <StatementResult counts={row.counts} />
  if (!created) return null
  const words = CREATED.filter((kind) => (created[kind] ?? 0) > 0).map((kind) =>
    t(`works.created.${kind}`, { count: created[kind] ?? 0 }),
  )
  return (
    <>
      {words.length > 0 ? words.join(', ') : t('works.nothingNew')}
      {closed?.instalments ? (
        <div className="dimmed">{t('works.closed', { count: closed.instalments })}</div>
      ) : null}
    </>
  )
}

function StatementResult({ counts }: Pick<PastImport, 'counts'>) {
  const { t } = useTranslation()
  return (
    <>
      {t('works.movements', { count: Number(counts.movements) })}
      {Number(counts.automatic) > 0 ? (
        <div className="dimmed">{t('works.matched', { count: Number(counts.automatic) })}</div>
      ) : null}
    </>
  )
}

function NoImport() {
  const { t } = useTranslation()
  return (
    <Empty
      icon={<IconDatabaseImport size={28} />}
      title={t('works.noImport')}
      actions={
        <Button renderRoot={(props) => <Link {...props} to="/importer" />}>{t('works.import')}</Button>
      }
    >
      {t('works.noImportHint')}
    </Empty>
  )
}
