import { Alert, NativeSelect, Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseAmount } from '#domain/days-and-money/money.ts'
import { Dialog } from '#ui/dialog.tsx'
import { DialogEnd } from '#ui/dialog-end.tsx'
import { useFormats } from '#ui/format.ts'
import { FindCustomer } from './find-customer.tsx'
import { MovementFacts } from './movement-facts.tsx'
import { type Part, PartFields } from './part-fields.tsx'
import type { MovementWindowProps } from './undo-modal.tsx'

/** Who paid, and what: one customer, or several when one amount covers them all. */
export function PaymentModal({ movement, decisions, onDone, onClose }: MovementWindowProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const { parts, add, change, remove } = useParts()
  const [restOf, setRestOf] = useState(0)
  const [isBusy, setBusy] = useState(false)
  const spent = parts.reduce((sum, part) => sum + spentOn(part), 0)
  const restCents = movement.amountCents - spent
  const isReadable = parts.every((part) =>
    part.amounts.every((text) => text === '' || parseAmount(text) !== null),
  )
  const confirm = () => {
    setBusy(true)
    const decision = { parts: parts.map((part, index) => partOf(part, index === restOf ? restCents : 0)) }
    const name = parts.map((part) => part.customer.name).join(', ')
    void decisions.match(movement, decision, t('bank.said.matched', { name })).then((isDone) => {
      setBusy(false)
      onDone(isDone)
    })
  }
  const money = (cents: number) => format.money(cents, movement.currency)
  const canConfirm =
    parts.length > 0 &&
    isReadable &&
    restCents >= 0 &&
    parts.every((part, index) => spentOn(part) > 0 || index === restOf)
  return (
    <Dialog onClose={onClose} title={t('bank.whoPaid')} size="lg">
      <Stack>
        <MovementFacts movement={movement} />
        {parts.map((part, index) => (
          <PartFields
            key={part.customer.customerId}
            part={part}
            currency={movement.currency}
            onChange={(amounts) => change(index, amounts)}
            onRemove={() => {
              remove(index)
              setRestOf(0)
            }}
          />
        ))}
        <FindCustomer
          movement={movement}
          isFirst={parts.length === 0}
          chosen={parts.map((part) => part.customer.customerId)}
          onFound={(customer) => add(customer, restCents)}
        />
        {parts.length === 0 ? null : (
          <div role="status">
            {restCents < 0 ? (
              <Alert color="red">{t('bank.tooMuch', { amount: money(-restCents) })}</Alert>
            ) : restCents > 0 ? (
              <p>{t('bank.restHint', { amount: money(restCents) })}</p>
            ) : (
              <p>{t('bank.allSpread')}</p>
            )}
          </div>
        )}
        {restCents > 0 && parts.length > 1 ? (
          <NativeSelect
            label={t('bank.restOf')}
            data={parts.map((part, index) => ({ value: String(index), label: part.customer.name }))}
            value={String(restOf)}
            onChange={(event) => setRestOf(Number(event.currentTarget.value))}
          />
        ) : null}
        <DialogEnd
          error={null}
          label={t('bank.confirmPayment')}
          isPending={isBusy}
          isDisabled={!canConfirm}
          onClose={onClose}
          onConfirm={confirm}
        />
      </Stack>
    </Dialog>
  )
}

function useParts() {
  const [parts, setParts] = useState<readonly Part[]>([])
  return {
    parts,
    /** A customer more: what we suggest for it, within what is left of the movement. */
    add(customer: Part['customer'], restCents: number) {
      let left = restCents
      const amounts = customer.items.map(({ amountCents }) => {
        const cents = Math.min(left, amountCents)
        left -= cents
        return cents > 0 ? amountText(cents) : ''
      })
      setParts((current) => [...current, { customer, amounts }])
    },
    change: (index: number, amounts: readonly string[]) =>
      setParts((current) => current.map((part, at) => (at === index ? { ...part, amounts } : part))),
    remove: (index: number) => setParts((current) => current.filter((_, at) => at !== index)),
  }
}

function amountText(cents: number): string {
  return `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`
}

function spentOn(part: Part): number {
  return part.amounts.reduce((sum, text) => sum + (parseAmount(text) ?? 0), 0)
}

function partOf({ customer, amounts }: Part, restCents: number) {
  const shares = customer.items.flatMap(({ instalmentId }, index) => {
    const amountCents = parseAmount(amounts[index] ?? '') ?? 0
    return amountCents > 0 ? [{ instalmentId, amountCents }] : []
  })
  const amountCents = shares.reduce((sum, share) => sum + share.amountCents, restCents)
  return { customerId: customer.customerId, amountCents, shares, reasons: ['chosen'] }
}
