import { Alert, Button } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { useFormats } from '#ui/format.ts'
import { sayFailure } from '#ui/notices.tsx'
import type { AuditVerification } from '../contract.ts'
import { fetchVerification, verifyAudit } from '../contract.ts'

const POLL_MS = 2_000

/** Whether the journal is whole, since when, and the way to make sure now. */
export function ChainState() {
  const { t, i18n } = useTranslation()
  const client = useQueryClient()
  const key = ['audit-verification', i18n.language]
  const { data } = useQuery({
    queryKey: key,
    queryFn: () => ask(fetchVerification, {}),
    refetchInterval: ({ state }) => (state.data?.isRunning ? POLL_MS : false),
  })
  const verify = useMutation({
    mutationFn: () => ask(verifyAudit, {}),
    onSuccess: (state) => client.setQueryData(key, { ...state, isRunning: true }),
    onError: sayFailure,
  })
  const isRunning = data?.isRunning ?? false
  return (
    <section className="audit-chain" aria-live="polite">
      <div className="audit-verdict">{data ? <Verdict state={data} /> : null}</div>
      <Button
        variant="default"
        leftSection={<IconShieldCheck size={16} aria-hidden />}
        loading={isRunning || verify.isPending}
        onClick={() => verify.mutate()}
      >
        {t('journal.chain.verify')}
      </Button>
    </section>
  )
}

function Verdict({ state: { isRunning, last } }: { readonly state: AuditVerification }) {
  const { t } = useTranslation()
  const format = useFormats()
  if (isRunning) return <p>{t('journal.chain.running')}</p>
  if (last === null) return <p>{t('journal.chain.never')}</p>
  const [day = '', time = ''] = last.at.split(' ')
  const when = t('journal.day', { day: format.day(day), time: time.slice(0, 5) })
  if (last.isIntact) return <p>{t('journal.chain.intact', { day: when, name: last.by })}</p>
  return (
    <Alert color="red" role="alert" title={t('journal.chain.broken', { day: when, name: last.by })}>
      <ul>
        {last.faults.map((fault) => (
          <li key={fault}>{fault}</li>
        ))}
      </ul>
      <p>{t('journal.chain.help')}</p>
    </Alert>
  )
}
