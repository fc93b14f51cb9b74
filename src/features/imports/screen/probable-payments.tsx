import { Alert, Button, Group } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answered } from '#contract/endpoint.ts'
import {
  allocateProbablePayments,
  fetchProbablePayments,
  takeAllocationsBack,
} from '#features/receivables/probable-payment-contract.ts'
import { ask } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { useFormats } from '#ui/format.ts'
import { sayFailure } from '#ui/notices.tsx'

type Payment = Answered<typeof fetchProbablePayments>['rows'][number]

/** « 16 règlements correspondent à une facture : les affecter ? », one by one or all, each undone alone. */
export function ProbablePayments({ company }: { readonly company: string }) {
  const { t } = useTranslation()
  const payments = useProbablePayments(company)
  const { found } = payments
  if (!found || found.count === 0) return null
  const waiting = found.rows.filter((row) => !row.isOneOfSeveral && !payments.done.has(row.creditId))
  return (
    <Alert color="ink" title={t('imports.probable.title', { count: found.count })}>
      <ul className="probable-payments" aria-label={t('imports.probable.list')}>
        {found.rows.map((row) => (
          <PaymentLine key={row.creditId} payment={row} payments={payments} company={company} />
        ))}
      </ul>
      {waiting.length === 0 ? null : (
        <AllocateAll count={waiting.length} company={company} payments={payments} />
      )}
    </Alert>
  )
}

type Payments = ReturnType<typeof useProbablePayments>

// What has been allocated stays in sight, to be undone.
function useProbablePayments(company: string) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [done, setDone] = useState<ReadonlyMap<number, readonly number[]>>(new Map())
  const found = useQuery({
    queryKey: ['probable-payments', company],
    queryFn: () => ask(fetchProbablePayments, { query: { companies: company } }),
    staleTime: Number.POSITIVE_INFINITY,
  }).data
  const refresh = async () => {
    for (const part of ['reminders', 'receivables']) await client.invalidateQueries({ queryKey: [part] })
  }
  const allocate = useMutation({
    mutationFn: (creditIds: readonly number[] | undefined) =>
      ask(allocateProbablePayments, {
        body: { companies: [company], creditIds: creditIds ? [...creditIds] : undefined },
      }),
    onSuccess: async ({ allocated }) => {
      setDone(
        (before) =>
          new Map([...before, ...allocated.map((one) => [one.creditId, one.allocationIds] as const)]),
      )
      await refresh()
    },
    onError: sayFailure,
  })
  const undo = useMutation({
    mutationFn: (creditId: number) =>
      ask(takeAllocationsBack, {
        body: { allocationIds: done.get(creditId) ?? [], reason: t('imports.probable.undone') },
      }),
    onSuccess: async (_, creditId) => {
      setDone((before) => new Map([...before].filter(([id]) => id !== creditId)))
      await refresh()
    },
    onError: sayFailure,
  })
  return { found, done, allocate, undo }
}

interface PaymentLineProps {
  readonly payment: Payment
  readonly payments: Payments
  readonly company: string
}

function PaymentLine({ payment, payments, company }: PaymentLineProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const may = useCapability('allocate', company)
  const { done, allocate, undo } = payments
  const invoices = payment.invoices.map(({ number }) => number ?? t('reminders.unnumbered')).join(', ')
  const isDone = done.has(payment.creditId)
  return (
    <li>
      <span className="probable-what">
        <strong>{payment.customer.name}</strong>{' '}
        {payment.receivedOn === null
          ? t('imports.probable.ofNoDay', { invoices })
          : t('imports.probable.of', { day: format.day(payment.receivedOn), invoices })}
        {payment.isOneOfSeveral ? (
          <span className="mark" data-tone="quiet">
            {t('imports.probable.severalPossible')}
          </span>
        ) : null}
      </span>
      <span className="figures">{format.money(payment.amountCents, payment.currency)}</span>
      <Button
        size="compact-sm"
        variant={isDone ? 'subtle' : 'default'}
        disabled={allocate.isPending || undo.isPending}
        aria-label={`${t(isDone ? 'imports.probable.undo' : 'imports.probable.allocate')} · ${payment.customer.name} · ${invoices}`}
        onClick={() => (isDone ? undo.mutate(payment.creditId) : allocate.mutate([payment.creditId]))}
        {...whyDisabled(may)}
      >
        {t(isDone ? 'imports.probable.undo' : 'imports.probable.allocate')}
      </Button>
    </li>
  )
}

interface AllocateAllProps {
  readonly count: number
  readonly company: string
  readonly payments: Payments
}

function AllocateAll({ count, company, payments: { allocate } }: AllocateAllProps) {
  const { t } = useTranslation()
  const may = useCapability('allocate', company)
  return (
    <Group justify="flex-end" mt="xs">
      <Button
        size="compact-md"
        loading={allocate.isPending}
        onClick={() => allocate.mutate(undefined)}
        {...whyDisabled(may)}
      >
        {t('imports.probable.all', { count })}
      </Button>
    </Group>
  )
}
