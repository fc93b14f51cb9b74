import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { DayField } from '#ui/day-field.tsx'
import { say } from '#ui/notices.tsx'
import { ReasonDialog } from '#ui/reason-dialog.tsx'
import { refreshReceivables } from '#ui/refresh-receivables.ts'
import { useSession } from '#ui/session.ts'
import { cancelCredit, cancelReturn, returnPayment } from '../credit-acts-contract.ts'
import type { CreditRecord } from '../credit-contract.ts'
import { PenaltiesModal } from './penalties-modal.tsx'

type Act = 'return' | 'takeBack' | 'cancel'

/** What can be done with a credit, given where it stands. */
export function CreditActs({ credit }: { readonly credit: CreditRecord }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<Act | null>(null)
  const [isPaying, setPaying] = useState(false)
  const mayWrite = useCapability('allocate', credit.company)
  const acts = actsOf(credit)
  if (acts.length === 0 && credit.openCents === 0) return null
  return (
    <div className="record-acts">
      {credit.openCents > 0 ? (
        <Button
          renderRoot={(props) => <Link {...props} to="/affectation" search={{ credit: String(credit.id) }} />}
          {...whyDisabled(mayWrite)}
        >
          {t('credits.allocate')}
        </Button>
      ) : null}
      {credit.openCents > 0 && credit.kind === 'payment' ? (
        <Button variant="default" onClick={() => setPaying(true)} {...whyDisabled(mayWrite)}>
          {t('credits.penalties.act')}
        </Button>
      ) : null}
      {acts.map((act) => (
        <Button key={act} variant="default" onClick={() => setAsked(act)} {...whyDisabled(mayWrite)}>
          {t(`credits.${act}`)}
        </Button>
      ))}
      {isPaying ? <PenaltiesModal credit={credit} onClose={() => setPaying(false)} /> : null}
      {asked ? <ActDialog act={asked} creditId={credit.id} onClose={() => setAsked(null)} /> : null}
    </div>
  )
}

function actsOf(credit: CreditRecord): Act[] {
  if (credit.voidReason === 'returned') return ['takeBack']
  if (credit.state === 'void') return []
  const canReturn = credit.kind === 'payment' && !credit.returns.some((one) => one.isBooked)
  const isUnused = credit.source.kind === 'manual' && credit.openCents === credit.amountCents
  return [...(canReturn ? (['return'] as const) : []), ...(isUnused ? (['cancel'] as const) : [])]
}

interface ActDialogProps {
  readonly act: Act
  readonly creditId: number
  readonly onClose: () => void
}

function ActDialog({ act, creditId, onClose }: ActDialogProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { today } = useSession()
  const [returnedOn, setReturnedOn] = useState<string | null>(today)
  const doIt = {
    return: (reason: string) =>
      ask(returnPayment, { params: { id: creditId }, body: { returnedOn: returnedOn ?? today, reason } }),
    takeBack: (reason: string) => ask(cancelReturn, { params: { id: creditId }, body: { reason } }),
    cancel: (reason: string) => ask(cancelCredit, { params: { id: creditId }, body: { reason } }),
  }
  const done = { return: 'returned', takeBack: 'takenBack', cancel: 'cancelled' } as const
  return (
    <ReasonDialog
      title={t(`credits.${act}Title`)}
      effect={t(`credits.${act}Effect`)}
      action={t(`credits.${act}`)}
      label={t('receivable.reason')}
      hint={t('receivable.reasonHint')}
      act={doIt[act]}
      isReady={act !== 'return' || returnedOn !== null}
      onDone={() => {
        say(t(`credits.${done[act]}`))
        refreshReceivables(client)
      }}
      onClose={onClose}
    >
      {act === 'return' ? (
        <DayField label={t('credits.returnedOn')} isRequired value={returnedOn} onChange={setReturnedOn} />
      ) : null}
    </ReasonDialog>
  )
}
