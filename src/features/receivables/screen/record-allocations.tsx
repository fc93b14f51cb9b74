import { Table } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ALLOCATION_ORIGINS } from '#domain/receivables/allocation.ts'
import { useFormats } from '#ui/format.ts'
import { UnallocateButton } from '#ui/unallocate-button.tsx'
import { WideTable } from '#ui/wide-table.tsx'

interface RecordAllocationsProps {
  readonly title: string
  /** What is said when there is none. */
  readonly empty: string
  /** Headings of the columns that tell what is allocated; origin and amount follow. */
  readonly headings: readonly string[]
  readonly minWidth: number
  /** An `AllocationRow` an allocation. */
  readonly children: readonly ReactNode[]
}

/** The allocations of a record: of an invoice, what settled it; of a credit, what it settled. */
export function RecordAllocations({ title, empty, headings, minWidth, children }: RecordAllocationsProps) {
  const { t } = useTranslation()
  return (
    <section>
      <h2>{title}</h2>
      {children.length === 0 ? <p className="dimmed">{empty}</p> : null}
      {children.length > 0 ? (
        <WideTable label={title} minWidth={minWidth} isDense isCards>
          <Table.Thead>
            <Table.Tr>
              {headings.map((heading) => (
                <Table.Th key={heading}>{heading}</Table.Th>
              ))}
              <Table.Th>{t('invoices.originHead')}</Table.Th>
              <Table.Th className="amount">{t('invoices.amount')}</Table.Th>
              <Table.Td />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>{children}</Table.Tbody>
        </WideTable>
      ) : null}
    </section>
  )
}

interface AllocationRowProps {
  readonly allocation: {
    readonly id: number
    readonly amountCents: number
    readonly origin: (typeof ALLOCATION_ORIGINS)[number]
    readonly cancelled: { readonly by: string; readonly at: string; readonly reason: string | null } | null
  }
  readonly record: { readonly company: string; readonly currency: string }
  /** The cells that tell what is allocated. */
  readonly children: ReactNode
}

/** One allocation, which may be undone; what was cancelled stays, with who and why (`AllocationEnd`). */
export function AllocationRow({ allocation, record, children }: AllocationRowProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const { id, origin, cancelled } = allocation
  const amount = format.money(allocation.amountCents, record.currency)
  return (
    <Table.Tr className={cancelled ? 'record-cancelled' : ''}>
      {children}
      <Table.Td data-label={t('invoices.originHead')}>{t(`receivable.origin.${origin}`)}</Table.Td>
      <Table.Td className="amount" data-label={t('invoices.amount')}>
        {amount}
      </Table.Td>
      <Table.Td className="amount">
        {cancelled ? null : (
          <UnallocateButton
            allocationId={id}
            amount={amount}
            company={record.company}
            isImported={origin !== 'manual' && origin !== 'statement'}
          />
        )}
      </Table.Td>
    </Table.Tr>
  )
}

/** Who cancelled an allocation, when and why; nothing while it holds. */
export function AllocationEnd({ cancelled }: Pick<AllocationRowProps['allocation'], 'cancelled'>) {
  const { t } = useTranslation()
  const format = useFormats()
  if (!cancelled) return null
  return (
    <span className="dimmed">
      {' '}
      {t('receivable.cancelledBy', { name: format.who(cancelled.by), at: format.instant(cancelled.at) })}
      {cancelled.reason ? `. ${cancelled.reason}` : null}
    </span>
  )
}
