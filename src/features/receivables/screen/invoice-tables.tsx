import { Anchor, Table } from '@mantine/core'
import { IconFileTypePdf } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { fetchLetterPdf } from '#features/runs/letter-contract.ts'
import { addressOf } from '#ui/ask.ts'

import { useFormats } from '#ui/format.ts'
import { LevelBadge } from '#ui/level-badge.tsx'
import { WideTable } from '#ui/wide-table.tsx'
import type { InvoiceRecord } from '../invoice-contract.ts'

interface TableProps {
  readonly invoice: InvoiceRecord
}

export function RecordInstalments({ invoice }: TableProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const money = (cents: number) => format.money(cents, invoice.currency)
  return (
    <section>
      <h2>{t('invoices.instalments')}</h2>
      <WideTable label={t('invoices.instalments')} minWidth={560} isDense isCards>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('invoices.column.dueOn')}</Table.Th>
            <Table.Th className="amount">{t('invoices.amount')}</Table.Th>
            <Table.Th className="amount">{t('invoices.column.open')}</Table.Th>
            <Table.Th>{t('invoices.column.level')}</Table.Th>
            <Table.Th>{t('invoices.lastReminder')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {invoice.instalments.map((item) => (
            <Table.Tr key={item.id}>
              <Table.Td className="figures">
                {item.dueOn ? format.day(item.dueOn) : t('receivable.noDueDate')}
                {item.dueIsEstimated ? <span className="dimmed"> {t('receivable.estimated')}</span> : null}
                {item.daysLate > 0 ? (
                  <span className="receivable-late"> {t('receivable.late', { count: item.daysLate })}</span>
                ) : null}
              </Table.Td>
              <Table.Td className="amount" data-label={t('invoices.amount')}>
                {money(item.amountCents)}
              </Table.Td>
              <Table.Td className="amount" data-label={t('invoices.column.open')}>
                {money(item.openCents)}
              </Table.Td>
              <Table.Td data-label={t('invoices.column.level')}>
                <LevelBadge level={item.level} />
              </Table.Td>
              <Table.Td className="figures" data-label={t('invoices.lastReminder')}>
                {item.lastRemindedOn ? format.day(item.lastRemindedOn) : t('invoices.never')}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
    </section>
  )
}

export function RecordReminders({ invoice }: TableProps) {
  const { t } = useTranslation()
  const format = useFormats()
  if (invoice.reminders.length === 0)
    return (
      <section>
        <h2>{t('invoices.reminders')}</h2>
        <p className="dimmed">{t('invoices.noReminder')}</p>
      </section>
    )
  return (
    <section>
      <h2>{t('invoices.reminders')}</h2>
      <WideTable label={t('invoices.reminders')} minWidth={460} isDense isCards>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('invoices.letterOn')}</Table.Th>
            <Table.Th>{t('invoices.column.level')}</Table.Th>
            <Table.Th>{t('invoices.pdf')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {invoice.reminders.map((letter) => (
            <Table.Tr key={letter.letterId}>
              <Table.Td className="figures">
                {format.day(letter.letterOn)}
                {letter.by ? <span className="dimmed"> {format.who(letter.by)}</span> : null}
              </Table.Td>
              <Table.Td>
                <LevelBadge level={letter.level} />
              </Table.Td>
              <Table.Td>
                <Anchor
                  href={addressOf(fetchLetterPdf, { params: { id: letter.letterId } })}
                  target="_blank"
                  rel="noreferrer"
                >
                  <IconFileTypePdf size={16} aria-hidden className="inline-icon" />
                  {t(letter.isCancelled ? 'invoices.cancelledPdf' : 'invoices.pdf')}
                </Anchor>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
    </section>
  )
}
