import { Button, Group, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { Dialog } from '#ui/dialog.tsx'
import { useFormats } from '#ui/format.ts'
import { say } from '#ui/notices.tsx'
import { ReasonDialog } from '#ui/reason-dialog.tsx'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import type { ErasurePreview } from '../contract.ts'
import { eraseData, fetchErasurePreview } from '../contract.ts'

interface EraseDialogProps {
  readonly customerId: number
  readonly name: string
  readonly onErased: () => void
  readonly onClose: () => void
}

/** Says what will go, what stays and until when, or why not yet; then erases, with a reason. */
export function EraseDialog({ customerId, name, onErased, onClose }: EraseDialogProps) {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery({
    queryKey: ['personal-data', customerId],
    queryFn: () => ask(fetchErasurePreview, { params: { id: customerId } }),
    gcTime: 0,
  })
  if (!data) {
    return (
      <Dialog title={t('personalData.title', { name })} onClose={onClose}>
        {error ? (
          <Failure error={error} onRetry={() => void refetch()} />
        ) : (
          <RowsSkeleton rows={3} height={40} />
        )}
      </Dialog>
    )
  }
  if (data.plan.scope === 'refused') return <Refused plan={data.plan} name={name} onClose={onClose} />
  return (
    <ReasonDialog
      title={t('personalData.title', { name })}
      effect={<Effect preview={data} />}
      action={t('personalData.go')}
      label={t('personalData.reason')}
      hint={t('personalData.reasonHint')}
      act={(reason) => ask(eraseData, { params: { id: customerId }, body: { reason } })}
      onDone={() => {
        say(t('personalData.done', { name }))
        onErased()
      }}
      onClose={onClose}
    />
  )
}

interface RefusedProps {
  readonly plan: Extract<ErasurePreview['plan'], { scope: 'refused' }>
  readonly name: string
  readonly onClose: () => void
}

function Refused({ plan, name, onClose }: RefusedProps) {
  const { t } = useTranslation()
  return (
    <Dialog title={t('personalData.refusedTitle', { name })} onClose={onClose}>
      <Stack>
        <ul>
          {plan.reasons.map(({ reason, count }) => (
            <li key={reason}>{t(`personalData.refused.${reason}`, { count })}</li>
          ))}
        </ul>
        <p>{t('personalData.refusedNext')}</p>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('close')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}

// <span>s, not lists of blocks: what is around is a paragraph.
function Effect({ preview }: { readonly preview: ErasurePreview }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { plan, goes, stays, erasedOn } = preview
  const counted = (name: 'contacts' | 'exchanges' | 'reasons' | 'payerNames' | 'waitingImports') =>
    goes[name] > 0 ? t(`personalData.${name}`, { count: goes[name] }) : ''
  const gone = [
    plan.scope === 'whole' ? t('personalData.identity') : '',
    goes.hasEmail ? t('personalData.email') : '',
    goes.hasPhone ? t('personalData.phone') : '',
    counted('contacts'),
    counted('exchanges'),
    counted('reasons'),
    counted('payerNames'),
    counted('waitingImports'),
    t('personalData.former'),
  ]
  const kept = [
    plan.scope === 'contacts' ? t('personalData.identityStays') : '',
    stays.invoices > 0 ? t('personalData.invoices', { count: stays.invoices }) : '',
    stays.credits > 0 ? t('personalData.credits', { count: stays.credits }) : '',
    stays.letters > 0 ? t('personalData.letters', { count: stays.letters }) : '',
  ]
  return (
    <Stack component="span" gap="xs">
      <Listed title={t('personalData.goes')} lines={gone} />
      <Listed title={t('personalData.stays')} lines={kept} />
      {plan.scope === 'contacts' ? (
        <span>{t('personalData.keptUntil', { day: format.day(plan.keptUntil) })}</span>
      ) : (
        <span>{t('personalData.anonymous')}</span>
      )}
      <strong>{t('personalData.forGood')}</strong>
      {erasedOn ? (
        <span className="dimmed">{t('personalData.erasedOn', { day: format.day(erasedOn) })}</span>
      ) : null}
    </Stack>
  )
}

function Listed({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  const said = lines.filter((line) => line !== '')
  if (said.length === 0) return null
  return (
    <span>
      <strong>{title} :</strong> {said.join(' · ')}.
    </span>
  )
}
