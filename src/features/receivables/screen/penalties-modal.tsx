import { Stack, Table } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { sumCents } from '#domain/days-and-money/money.ts'
import { ask } from '#ui/ask.ts'
import { Dialog } from '#ui/dialog.tsx'
import { DialogEnd } from '#ui/dialog-end.tsx'
import { useFormats } from '#ui/format.ts'
import { say } from '#ui/notices.tsx'
import { refreshReceivables } from '#ui/refresh-receivables.ts'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import { WideTable } from '#ui/wide-table.tsx'
import { fetchPenaltiesFor, payPenalties } from '../credit-acts-contract.ts'
import type { CreditRecord, PenaltyDebts } from '../credit-contract.ts'

interface PenaltiesModalProps {
  readonly credit: CreditRecord
  readonly onClose: () => void
}

/** « Affecter aux pénalités et indemnités »: what is left of a payment, invoice by invoice, before it is done. */
export function PenaltiesModal({ credit, onClose }: PenaltiesModalProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const client = useQueryClient()
  const { data, error, refetch } = useQuery({
    queryKey: ['receivables', 'penalties', credit.id, credit.openCents],
    queryFn: () => ask(fetchPenaltiesFor, { params: { id: credit.id } }),
  })
  const rows = (data?.rows ?? []).filter((row) => row.suggestedCents > 0)
  const givenCents = sumCents(rows.map((row) => row.suggestedCents))
  const money = (cents: number) => format.money(cents, credit.currency)
  const pay = useMutation({
    mutationFn: () =>
      ask(payPenalties, {
        params: { id: credit.id },
        body: {
          shares: rows.map(({ invoiceId, suggestedCents: amountCents }) => ({ invoiceId, amountCents })),
        },
      }),
    onSuccess: () => {
      say(t('credits.penalties.done', { amount: money(givenCents) }))
      refreshReceivables(client)
      onClose()
    },
  })
  return (
    <Dialog title={t('credits.penalties.act')} size="lg" onClose={onClose}>
      <Stack gap="md">
        {rows.length > 0 ? <p>{t('credits.penalties.effect', { left: money(credit.openCents) })}</p> : null}
        {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
        {data || error ? null : <RowsSkeleton rows={2} height={40} />}
        {data && rows.length === 0 ? <p>{t('credits.penalties.none')}</p> : null}
        {rows.length > 0 ? <Shares rows={rows} money={money} /> : null}
        {rows.length > 0 && givenCents < credit.openCents ? (
          <p className="dimmed">
            {t('credits.penalties.left', { left: money(credit.openCents - givenCents) })}
          </p>
        ) : null}
        <DialogEnd
          error={pay.error}
          label={
            rows.length > 0
              ? t('credits.penalties.confirm', { amount: money(givenCents) })
              : t('credits.penalties.act')
          }
          isPending={pay.isPending}
          isDisabled={rows.length === 0}
          focus="act"
          onClose={onClose}
          onConfirm={() => pay.mutate()}
        />
      </Stack>
    </Dialog>
  )
}

const COLUMNS = ['invoice', 'interest', 'fee', 'paid', 'share'] as const

function Shares({
  rows,
  money,
}: {
  readonly rows: PenaltyDebts['rows']
  readonly money: (cents: number) => string
}) {
  const { t } = useTranslation()
  const label = (column: (typeof COLUMNS)[number]) => t(`credits.penalties.column.${column}`)
  return (
    <WideTable label={t('credits.penalties.act')} minWidth={480} isDense isCards>
      <Table.Thead>
        <Table.Tr>
          {COLUMNS.map((column) => (
            <Table.Th key={column} className={column === 'invoice' ? '' : 'amount'}>
              {label(column)}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={row.invoiceId}>
            <Table.Td>{row.number ?? t('receivable.unnumbered')}</Table.Td>
            <Table.Td className="amount" data-label={label('interest')}>
              {money(row.interestCents)}
            </Table.Td>
            <Table.Td className="amount" data-label={label('fee')}>
              {money(row.feeCents)}
            </Table.Td>
            <Table.Td className="amount" data-label={label('paid')}>
              {money(row.paidCents)}
            </Table.Td>
            <Table.Td className="amount" data-label={label('share')}>
              <strong>{money(row.suggestedCents)}</strong>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </WideTable>
  )
}
