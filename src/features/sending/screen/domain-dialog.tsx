import { Stack } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { Dialog } from '#ui/dialog.tsx'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import { checkDomainOf, type DomainCheck } from '../domain-contract.ts'

interface DomainDialogProps {
  readonly company: string
  readonly accountId: number
  readonly fromAddress: string
  readonly onClose: () => void
}

const ICONS = { good: IconCheck, warning: IconAlertTriangle, bad: IconX } as const

/** « Vérifier mon domaine »: SPF, DKIM and DMARC, said in words. */
export function DomainDialog({ company, accountId, fromAddress, onClose }: DomainDialogProps) {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery({
    queryKey: ['sending-domain', company, accountId, fromAddress],
    queryFn: () => ask(checkDomainOf, { params: { code: company, id: accountId } }),
    gcTime: 0,
  })
  const domain = fromAddress.split('@')[1] ?? ''
  return (
    <Dialog title={t('sending.domain.title', { domain })} size="lg" onClose={onClose}>
      <Stack>
        <p className="dimmed">{t('sending.domain.lead')}</p>
        {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
        {!data && !error ? <RowsSkeleton rows={3} height={72} /> : null}
        {data?.isOfHost ? <p>{t('sending.domain.ofHost')}</p> : null}
        {data?.lines.map((line) => (
          <DomainLine key={line.what} line={line} />
        ))}
      </Stack>
    </Dialog>
  )
}

function DomainLine({ line }: { readonly line: DomainCheck['lines'][number] }) {
  const { t } = useTranslation()
  const { what, finding, weight, record, detail } = line
  const Icon = ICONS[weight]
  return (
    <section className="sending-domain" aria-label={t(`sending.domain.what.${what}`)}>
      <div className="sending-card-head">
        <h3>{t(`sending.domain.what.${what}`)}</h3>
        <span className="sending-weight" data-weight={weight}>
          <Icon size={18} aria-hidden />
          {t(`sending.domain.weight.${weight}`)}
        </span>
      </div>
      <p>{t(`sending.domain.finding.${finding}`, { detail: detail ?? '' })}</p>
      {record === null ? null : (
        <p className="sending-answer">
          {t('sending.domain.record')} : <code>{record}</code>
        </p>
      )}
    </section>
  )
}
