import { Anchor, Button, Table, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/format.ts'
import { WideTable } from '#ui/wide-table.tsx'
import type { CreditRecord, OpenInstalments } from './contract.ts'
import { readSpread, type SpreadAmounts, withAll } from './spread-amounts.ts'

interface SpreadTableProps {
  readonly credit: CreditRecord
  readonly rows: OpenInstalments['rows']
  readonly amounts: SpreadAmounts
  readonly onChange: (amounts: SpreadAmounts) => void
}

/** The instalments, oldest first, each with the part of the credit it gets. */
export function SpreadTable({ credit, rows, amounts, onChange }: SpreadTableProps) {
  const { t } = useTranslation()
  const { wrong } = readSpread(amounts, rows, credit.openCents)
  return (
    <WideTable label={t('spread.table')} minWidth={520} isDense>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('spread.invoice')}</Table.Th>
          <Table.Th>{t('spread.due')}</Table.Th>
          <Table.Th className="amount">{t('spread.open')}</Table.Th>
          <Table.Th className="amount">{t('spread.share')}</Table.Th>
          <Table.Td />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <SpreadRow
            key={row.instalmentId}
            row={row}
            currency={credit.currency}
            text={amounts[row.instalmentId] ?? ''}
            isWrong={wrong.has(row.instalmentId)}
            onType={(text) => onChange({ ...amounts, [row.instalmentId]: text })}
            onAll={() => onChange(withAll(amounts, row, rows, credit.openCents))}
          />
        ))}
      </Table.Tbody>
    </WideTable>
  )
}

function SpreadRow(props: {
  readonly row: OpenInstalments['rows'][number]
  readonly currency: string
  readonly text: string
  readonly isWrong: boolean
  readonly onType: (text: string) => void
  readonly onAll: () => void
}) {
  const { t } = useTranslation()
  const format = useFormats()
  const { row, currency, text, isWrong, onType, onAll } = props
  const number = row.number ?? t('receivable.unnumbered')
  const day = row.dueOn ? format.day(row.dueOn) : t('receivable.noDueDate')
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor
          renderRoot={(link) => <Link {...link} to="/factures/$id" params={{ id: String(row.invoiceId) }} />}
        >
          {number}
        </Anchor>
      </Table.Td>
      <Table.Td className="figures">
        {day}
        {row.daysLate > 0 ? (
          <span className="receivable-late"> {t('receivable.late', { count: row.daysLate })}</span>
        ) : null}
      </Table.Td>
      <Table.Td className="amount">{format.money(row.openCents, currency)}</Table.Td>
      <Table.Td className="amount">
        <TextInput
          className="spread-amount figures"
          size="xs"
          inputMode="decimal"
          aria-label={t('spread.shareOf', { number, day })}
          value={text}
          error={isWrong ? t('spread.wrong', { max: format.money(row.openCents, currency) }) : null}
          onChange={(event) => onType(event.currentTarget.value)}
        />
      </Table.Td>
      <Table.Td>
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={t('spread.allOf', { number, day })}
          onClick={onAll}
        >
          {t('spread.all')}
        </Button>
      </Table.Td>
    </Table.Tr>
  )
}
