import { Anchor, Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import {
  allocateProbablePayments,
  takeAllocationsBack,
} from '#features/receivables/probable-payment-contract.ts'
import { ask } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { useFormats } from '#ui/format.ts'
import { say, sayFailure } from '#ui/notices.tsx'
import { useSession } from '#ui/session.ts'

import type { InvoiceRow } from '../contract.ts'
import { Mark } from './customer-marks.tsx'

interface ProbablePaymentProps {
  /** Of the client, and the code of its company. */
  readonly name: string
  readonly company: string
  readonly payment: NonNullable<InvoiceRow['probablePayment']>
  readonly tabIndex?: number
  /** Reads the client again. */
  readonly onChange: () => void
}

/** « règlement identique reçu le … : affecter », on the invoice it has probably settled. */
export function ProbablePayment({ name, company, payment, tabIndex, onChange }: ProbablePaymentProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const { today } = useSession()
  const client = useQueryClient()
  const may = useCapability('allocate', company)
  const refresh = async () => {
    onChange()
    await client.invalidateQueries({ queryKey: ['receivables'] })
  }
  const undo = async (allocationIds: readonly number[]) => {
    await ask(takeAllocationsBack, { body: { allocationIds, reason: t('probable.undone') } }).then(
      refresh,
      sayFailure,
    )
  }
  const allocate = useMutation({
    mutationFn: () => ask(allocateProbablePayments, { body: { creditIds: [payment.creditId] } }),
    onSuccess: async ({ allocated }) => {
      const ids = allocated.flatMap(({ allocationIds }) => allocationIds)
      say(<UndoNotice text={t('probable.allocated', { name })} onUndo={() => void undo(ids)} />)
      await refresh()
    },
    onError: sayFailure,
  })
  const { receivedOn } = payment
  const told =
    receivedOn === null
      ? t('probable.received')
      : t(receivedOn > today ? 'probable.expectedOn' : 'probable.receivedOn', { day: format.day(receivedOn) })
  return (
    <>
      <Mark tone="warning">
        {told}
        {payment.invoiceCount > 1 ? t('probable.forSeveral', { count: payment.invoiceCount }) : null}
      </Mark>
      {payment.isOneOfSeveral ? <Mark tone="quiet">{t('probable.severalPossible')}</Mark> : null}
      <Button
        size="compact-xs"
        variant="light"
        tabIndex={tabIndex}
        loading={allocate.isPending}
        onClick={() => allocate.mutate()}
        {...whyDisabled(may)}
      >
        {t('probable.allocate')}
      </Button>
    </>
  )
}

/** What was done, and the way back. */
export function UndoNotice({ text, onUndo }: { readonly text: string; readonly onUndo: () => void }) {
  const { t } = useTranslation()
  return (
    <span>
      {text}{' '}
      <Anchor component="button" type="button" inherit onClick={onUndo}>
        {t('probable.undo')}
      </Anchor>
    </span>
  )
}
