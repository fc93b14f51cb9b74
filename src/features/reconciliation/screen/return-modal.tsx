import { Radio, Stack, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { Dialog } from '#ui/dialog.tsx'
import { DialogEnd } from '#ui/dialog-end.tsx'
import { useFormats } from '#ui/format.ts'
import { fetchReturnable } from '../contract.ts'
import { MovementFacts } from './movement-facts.tsx'
import type { MovementWindowProps } from './undo-modal.tsx'

/** Which payment came back: those of the same amount, or any other found by its customer. */
export function ReturnModal({ movement, decisions, onDone, onClose }: MovementWindowProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const [text, setText] = useState('')
  const [search] = useDebouncedValue(text.trim(), 250)
  const [chosen, setChosen] = useState<number | null>(movement.returns[0]?.creditId ?? null)
  const [isBusy, setBusy] = useState(false)
  const { data } = useQuery({
    queryKey: ['bank', 'payments', movement.id, search],
    queryFn: () => ask(fetchReturnable, { params: { id: movement.id }, query: { search } }),
  })
  const rows = data?.rows ?? []
  const payment = rows.find(({ creditId }) => creditId === chosen)
  const confirm = () => {
    if (!payment) return
    setBusy(true)
    void decisions.takeBack(movement, payment.creditId, [...payment.reasons, 'chosen']).then((isDone) => {
      setBusy(false)
      onDone(isDone)
    })
  }
  return (
    <Dialog onClose={onClose} title={t('bank.whichReturned')} size="lg">
      <Stack>
        <MovementFacts movement={movement} />
        <TextInput
          type="search"
          label={t('bank.findPayment')}
          placeholder={t('bank.findPaymentHint')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          data-autofocus
        />
        <Radio.Group
          label={t(search === '' ? 'bank.sameAmount' : 'bank.paymentsFound')}
          value={chosen === null ? '' : String(chosen)}
          onChange={(value) => setChosen(Number(value))}
        >
          <Stack gap="xs" mt="xs">
            {rows.map((row) => (
              <Radio
                key={row.creditId}
                value={String(row.creditId)}
                label={`${row.name} (${row.code})`}
                description={[
                  format.money(row.amountCents, movement.currency),
                  row.receivedOn ? t('bank.paymentOf', { day: format.day(row.receivedOn) }) : '',
                  row.numbers.join(', '),
                ]
                  .filter((fact) => fact)
                  .join(' · ')}
              />
            ))}
            {data && rows.length === 0 ? <p className="dimmed">{t('bank.noPayment')}</p> : null}
          </Stack>
        </Radio.Group>
        <p className="dimmed">{t('bank.returnHint')}</p>
        <DialogEnd
          error={null}
          label={t('bank.confirmReturn')}
          isPending={isBusy}
          isDisabled={!payment}
          onClose={onClose}
          onConfirm={confirm}
        />
      </Stack>
    </Dialog>
  )
}
