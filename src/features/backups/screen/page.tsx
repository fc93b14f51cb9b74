import { Alert, Button } from '@mantine/core'
import { IconAlertTriangle, IconArchive, IconDownload } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { addressOf, ask } from '#ui/ask.ts'
import { type Formats, useFormats } from '#ui/format.ts'
import { rememberedList } from '#ui/list-address.ts'
import { sayFailure } from '#ui/notices.tsx'
import { ScreenHead } from '#ui/screen-head.tsx'
import { Empty, Failure, RowsSkeleton } from '#ui/states.tsx'
import type { BackupState, KeptBackup } from '../contract.ts'
import { fetchBackup, startBackup } from '../contract.ts'
import { backupsQuery } from './backups-query.ts'
import './backups.css'

const POLL_MS = 1_500

/** « Paramètres › Sauvegardes »: what is kept, when the next is made, and one made now. */
export function BackupsPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const client = useQueryClient()
  const { data, error, refetch } = useQuery({
    ...backupsQuery,
    refetchInterval: ({ state }) => (state.data && state.data.runningSince !== null ? POLL_MS : false),
  })
  const start = useMutation({
    mutationFn: () => ask(startBackup, {}),
    onSuccess: (state) => client.setQueryData(backupsQuery.queryKey, state),
    onError: sayFailure,
  })
  const isRunning = start.isPending || (data !== undefined && data.runningSince !== null)
  return (
    <>
      <ScreenHead
        title={t('nav.backups')}
        trail={[t('nav.settings')]}
        backLabel={t('backups.back')}
        onBack={() => void navigate({ to: '/relances', search: rememberedList() })}
      >
        {data ? (
          <Button
            leftSection={<IconArchive size={18} aria-hidden />}
            loading={isRunning}
            onClick={() => start.mutate()}
          >
            {t('backups.makeNow')}
          </Button>
        ) : null}
      </ScreenHead>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <RowsSkeleton rows={4} height={44} /> : null}
      {data ? (
        <div className="backups">
          <p role="status" className="backups-status">
            {isRunning ? t('backups.running') : null}
          </p>
          <Warnings state={data} />
          <Plan state={data} />
          <BackupList backups={data.backups} />
          <Restoring />
        </div>
      ) : null}
    </>
  )
}

function Warnings({ state }: { readonly state: BackupState }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { failure, isStale, daysSince } = state
  return (
    <>
      {failure ? (
        <Alert
          color="red"
          role="alert"
          icon={<IconAlertTriangle aria-hidden />}
          title={t('backups.failedAt', { when: momentText(failure.at, format) })}
        >
          {failure.message}
        </Alert>
      ) : null}
      {isStale ? (
        <Alert
          color="orange"
          icon={<IconAlertTriangle aria-hidden />}
          title={
            state.backups.length === 0 || daysSince === null
              ? t('backups.neverYet')
              : t('backups.stale', { count: daysSince })
          }
        >
          {t('backups.staleHint')}
        </Alert>
      ) : null}
    </>
  )
}

function Plan({ state: { hour, keep, folder } }: { readonly state: BackupState }) {
  const { t } = useTranslation()
  return (
    <section className="backups-plan">
      <p>
        {hour === null ? t('backups.never') : t('backups.daily', { hour })} {t('backups.keep', keep)}
      </p>
      <p className="dimmed">
        {t('backups.folder')} <code>{folder}</code>. {t('backups.elsewhere')}
      </p>
    </section>
  )
}

function BackupList({ backups }: { readonly backups: readonly KeptBackup[] }) {
  const { t } = useTranslation()
  const format = useFormats()
  if (backups.length === 0) {
    return (
      <Empty icon={<IconArchive size={28} />} title={t('backups.empty')}>
        {t('backups.emptyHint')}
      </Empty>
    )
  }
  return (
    <section>
      <h2>{t('backups.list')}</h2>
      <ul className="backups-rows" aria-label={t('backups.list')}>
        {backups.map(({ name, madeAt, kind, bytes }) => {
          const when = momentText(madeAt, format)
          return (
            <li key={name}>
              <strong className="figures">{when}</strong>
              <span className="dimmed">{t(`backups.kind.${kind}`)}</span>
              <span className="figures backups-size">{format.bytes(bytes)}</span>
              <Button
                component="a"
                href={addressOf(fetchBackup, { params: { name } })}
                download
                variant="default"
                size="compact-sm"
                leftSection={<IconDownload size={16} aria-hidden />}
                aria-label={t('backups.downloadOf', { when })}
              >
                {t('backups.download')}
              </Button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function Restoring() {
  const { t } = useTranslation()
  return (
    <section>
      <h2>{t('backups.restore')}</h2>
      <p>{t('backups.restoreLead')}</p>
      <p className="backups-command">
        <code>
          npm run relances -- restore {t('backups.fileWord')}{' '}
          <span className="backups-option">--replace</span>
        </code>
      </p>
      <p className="dimmed">{t('backups.restoreHint')}</p>
    </section>
  )
}

// "24/11/2026 02:00"
function momentText(moment: string, format: Formats): string {
  return `${format.day(moment.slice(0, 10))} ${moment.slice(11, 16)}`
}
