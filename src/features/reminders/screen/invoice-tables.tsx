import { Anchor, Table } from '@mantine/core'
import { IconFileTypePdf } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { fetchLetterPdf } from '#features/runs/letter-contract.ts'
import { addressOf } from '#ui/ask.ts'

import { useFormats } from '#ui/format.ts'
import { LevelBadge } from '#ui/level-badge.tsx'
import { MessageLink } from '#ui/message-link.tsx'
import { WideTable } from '#ui/wide-table.tsx'
import type { InvoiceDetail } from '../detail-contract.ts'

/** The three tables of the magnifier. */
interface TableProps {
  readonly invoice: InvoiceDetail
}

export function InstalmentsTable({ invoice }: TableProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const money = (cents: number) => format.money(cents, invoice.currency)
  const heads = (['due', 'amount', 'settled', 'open', 'level'] as const).map((name) => t(`invoice.${name}`))
  return (
    <Titled title={t('invoice.instalments')} heads={heads} numeric={[1, 2, 3]}>
      {invoice.instalments.map((item) => (
        <Table.Tr key={item.id}>
          <Table.Td className="figures">
            {item.dueOn ? format.day(item.dueOn) : t('invoice.noDueDate')}
            {item.dueIsEstimated ? <span className="estimated">{t('reminders.estimated')}</span> : null}
            {item.daysLate > 0 ? (
              <span className="days-late">{t('reminders.days', { count: item.daysLate })}</span>
            ) : null}
          </Table.Td>
          <Table.Td className="amount" data-label={t('invoice.amount')}>
            {money(item.amountCents)}
          </Table.Td>
          <Table.Td className="amount" data-label={t('invoice.settled')}>
            {money(item.settledCents)}
          </Table.Td>
          <Table.Td className="amount" data-label={t('invoice.open')}>
            {money(item.openCents)}
          </Table.Td>
          <Table.Td data-label={t('invoice.level')}>
            <LevelBadge level={item.level} />
          </Table.Td>
        </Table.Tr>
      ))}
    </Titled>
  )
}

export function AllocationsTable({ invoice }: TableProps) {
  const { t } = useTranslation()
  const format = useFormats()
  if (invoice.allocations.length === 0)
    return <Nothing title={t('invoice.allocations')} words={t('invoice.noAllocation')} />
  const heads = (['received', 'what', 'origin', 'amount'] as const).map((name) => t(`invoice.${name}`))
  return (
    <Titled title={t('invoice.allocations')} heads={heads} numeric={[3]}>
      {invoice.allocations.map((item) => (
        <Table.Tr key={item.id}>
          <Table.Td className="figures">{item.receivedOn ? format.day(item.receivedOn) : '–'}</Table.Td>
          <Table.Td>
            {[item.kind ? t(`invoice.kind.${item.kind}`) : '', item.number, item.label]
              .filter(Boolean)
              .join(' · ')}
            {item.isNoted ? <span className="dimmed"> {t('receivable.noted')}</span> : null}
          </Table.Td>
          <Table.Td data-label={t('invoice.origin')}>{t(`invoice.originOf.${item.origin}`)}</Table.Td>
          <Table.Td className="amount" data-label={t('invoice.amount')}>
            {format.money(item.amountCents, invoice.currency)}
          </Table.Td>
        </Table.Tr>
      ))}
    </Titled>
  )
}

export function RemindersTable({ invoice }: TableProps) {
  const { t } = useTranslation()
  const format = useFormats()
  if (invoice.reminders.length === 0)
    return <Nothing title={t('invoice.reminders')} words={t('invoice.noReminder')} />
  const heads = (['when', 'what', 'levelMove', 'who', 'letter'] as const).map((name) => t(`invoice.${name}`))
  return (
    <Titled title={t('invoice.reminders')} heads={heads}>
      {invoice.reminders.map((item) => (
        <Table.Tr key={item.eventId}>
          <Table.Td className="figures">{format.instant(item.occurredAt, invoice.company)}</Table.Td>
          <Table.Td>
            {t(`invoice.event.${item.kind}`)}
            {item.reason ? <span className="dimmed"> – {item.reason}</span> : null}
          </Table.Td>
          <Table.Td className="figures" data-label={t('invoice.levelMove')}>
            {item.levelBefore} → {item.levelAfter}
          </Table.Td>
          <Table.Td data-label={t('invoice.who')}>{format.who(item.actor)}</Table.Td>
          <Table.Td>
            {item.letterId === null ? null : (
              <Anchor
                href={addressOf(fetchLetterPdf, { params: { id: item.letterId } })}
                target="_blank"
                rel="noreferrer"
              >
                <IconFileTypePdf size={16} aria-hidden className="inline-icon" />
                {t(item.letterIsCancelled ? 'invoice.cancelledPdf' : 'invoice.pdf')}
              </Anchor>
            )}
            {item.message ? (
              <span className="invoice-message">
                <MessageLink message={item.message} company={invoice.company} />
              </span>
            ) : null}
          </Table.Td>
        </Table.Tr>
      ))}
    </Titled>
  )
}

interface TitledProps {
  readonly title: string
  readonly heads: readonly string[]
  /** Columns of figures, aligned to the right. */
  readonly numeric?: readonly number[]
  readonly children: ReactNode
}

function Titled({ title, heads, numeric = [], children }: TitledProps) {
  return (
    <section>
      <h3 className="detail-title">{title}</h3>
      <WideTable label={title} minWidth={560} isDense isCards>
        <Table.Thead>
          <Table.Tr>
            {heads.map((head, index) => (
              <Table.Th key={head} className={numeric.includes(index) ? 'amount' : ''}>
                {head}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </WideTable>
    </section>
  )
}

function Nothing({ title, words }: { readonly title: string; readonly words: string }) {
  return (
    <section>
      <h3 className="detail-title">{title}</h3>
      <p className="dimmed">{words}</p>
    </section>
  )
}
