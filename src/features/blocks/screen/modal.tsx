import { Stack, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseAmount } from '#domain/days-and-money/money.ts'
import type { HandBlockKind } from '#domain/dunning/blocks.ts'
import { ask } from '#ui/ask.ts'
import { DayField } from '#ui/day-field.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { DialogEnd } from '#ui/dialog-end.tsx'
import { say } from '#ui/notices.tsx'
import { createBlock } from '../contract.ts'

export interface BlockModalProps {
  readonly kind: HandBlockKind
  readonly customerId: number
  readonly invoiceId: number | undefined
  /** Who or what is set aside, in words. */
  readonly name: string
  readonly onDone: () => void
  readonly onClose: () => void
}

/** Sets a client or an invoice aside, with the reason and the last day it holds. */
export function BlockModal({ kind, customerId, invoiceId, name, onDone, onClose }: BlockModalProps) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const [endsOn, setEndsOn] = useState<string | null>(null)
  const [amount, setAmount] = useState('')
  const needsDate = kind === 'promise'
  const isWrongAmount = amount.trim() !== '' && !parseAmount(amount)
  const block = useMutation({
    mutationFn: () =>
      ask(createBlock, {
        body: {
          customerId,
          invoiceId,
          kind,
          reason,
          endsOn: endsOn ?? undefined,
          amountCents: needsDate ? (parseAmount(amount) ?? undefined) : undefined,
        },
      }),
    onSuccess: () => {
      say(t('block.done', { name }))
      onDone()
      onClose()
    },
  })
  return (
    <Dialog onClose={onClose} title={`${t(`block.${kind}`)} · ${name}`}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          block.mutate()
        }}
      >
        <Stack>
          <p className="dimmed">{t(`block.effect.${invoiceId === undefined ? 'customer' : 'invoice'}`)}</p>
          <Textarea
            label={t('block.reason')}
            placeholder={t('block.reasonHint')}
            autosize
            minRows={2}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            data-autofocus
          />
          <DayField
            label={t(needsDate ? 'block.promisedFor' : 'block.endsOn')}
            isRequired={needsDate}
            value={endsOn}
            onChange={setEndsOn}
            description={needsDate ? null : t('block.endsOnHint')}
          />
          {needsDate ? (
            <TextInput
              label={t('block.amount')}
              description={t('block.amountHint')}
              inputMode="decimal"
              autoComplete="off"
              value={amount}
              error={isWrongAmount ? t('block.wrongAmount') : null}
              onChange={(event) => setAmount(event.currentTarget.value)}
            />
          ) : null}
          <DialogEnd
            error={block.error}
            label={t('block.confirm')}
            isPending={block.isPending}
            isDisabled={(needsDate && endsOn === null) || isWrongAmount}
            onClose={onClose}
          />
        </Stack>
      </form>
    </Dialog>
  )
}
