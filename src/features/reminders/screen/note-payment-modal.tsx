import { Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseAmount, typedAmount } from '#domain/days-and-money/money.ts'
import { cancelNotedPayment, notePayment } from '#features/receivables/probable-payment-contract.ts'
import { ask } from '#ui/ask.ts'
import { DayField } from '#ui/day-field.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { DialogEnd } from '#ui/dialog-end.tsx'
import { say, sayFailure } from '#ui/notices.tsx'

import { useSession } from '#ui/session.ts'
import type { CustomerRow, InvoiceRow } from '../contract.ts'
import { UndoNotice } from './probable-payment.tsx'

interface NotePaymentModalProps {
  readonly row: CustomerRow
  readonly invoice: InvoiceRow
  readonly onDone: () => void
  readonly onClose: () => void
}

/** « Règlement reçu le … »: settles the invoice at once, until the books bring the payment itself. */
export function NotePaymentModal({ row, invoice, onDone, onClose }: NotePaymentModalProps) {
  const { t, i18n } = useTranslation()
  const { today } = useSession()
  const [receivedOn, setReceivedOn] = useState<string | null>(today)
  const [amount, setAmount] = useState(typedAmount(invoice.openCents, i18n.language === 'en' ? 'en' : 'fr'))
  const amountCents = parseAmount(amount)
  const name = invoice.number ?? invoice.label ?? row.name
  const undo = async (id: number) => {
    await ask(cancelNotedPayment, { params: { id }, body: { reason: t('probable.undone') } }).then(
      onDone,
      sayFailure,
    )
  }
  const note = useMutation({
    mutationFn: () =>
      ask(notePayment, {
        body: {
          invoiceId: invoice.id,
          receivedOn: receivedOn ?? today,
          amountCents: amountCents ?? undefined,
        },
      }),
    onSuccess: ({ id }) => {
      say(<UndoNotice text={t('notePayment.done', { name })} onUndo={() => void undo(id)} />)
      onDone()
      onClose()
    },
  })
  return (
    <Dialog onClose={onClose} title={t('notePayment.title', { name })}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          note.mutate()
        }}
      >
        <Stack>
          <p className="dimmed">{t('notePayment.effect')}</p>
          <DayField
            label={t('notePayment.receivedOn')}
            isRequired
            value={receivedOn}
            onChange={setReceivedOn}
          />
          <TextInput
            label={t('notePayment.amount')}
            inputMode="decimal"
            autoComplete="off"
            value={amount}
            error={amountCents ? null : t('block.wrongAmount')}
            onChange={(event) => setAmount(event.currentTarget.value)}
            data-autofocus
          />
          <DialogEnd
            error={note.error}
            label={t('notePayment.confirm')}
            isPending={note.isPending}
            isDisabled={receivedOn === null || !amountCents}
            onClose={onClose}
          />
        </Stack>
      </form>
    </Dialog>
  )
}
