import { Anchor, Button, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/format.ts'
import { TablePart } from '#ui/table-part.tsx'
import type { CreditRecord, OpenInstalments } from '../credit-contract.ts'
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
    <TablePart as="table" className="spread-table" aria-label={t('spread.table')}>
      <TablePart as="rowgroup" className="spread-head">
        <TablePart as="row" className="spread-line">
          <TablePart as="columnheader">{t('spread.invoice')}</TablePart>
          <TablePart as="columnheader">{t('spread.due')}</TablePart>
          <TablePart as="columnheader" className="amount">
            {t('spread.open')}
          </TablePart>
          <TablePart as="columnheader" className="amount">
            {t('spread.share')}
          </TablePart>
        </TablePart>
      </TablePart>
      <TablePart as="rowgroup">
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
      </TablePart>
    </TablePart>
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
    <TablePart as="row" className="spread-line">
      <TablePart as="cell" className="spread-invoice">
        <Anchor
          renderRoot={(link) => <Link {...link} to="/factures/$id" params={{ id: String(row.invoiceId) }} />}
        >
          {number}
        </Anchor>
      </TablePart>
      <TablePart as="cell" className="spread-due figures">
        {day}
        {row.daysLate > 0 ? (
          <span className="receivable-late"> {t('receivable.late', { count: row.daysLate })}</span>
        ) : null}
      </TablePart>
      <TablePart as="cell" className="spread-open amount" data-label={t('spread.open')}>
        {format.money(row.openCents, currency)}
      </TablePart>
      <TablePart as="cell" className="spread-share">
        <TextInput
          className="spread-amount figures"
          size="xs"
          inputMode="decimal"
          aria-label={t('spread.shareOf', { number, day })}
          value={text}
          error={isWrong ? t('spread.wrong', { max: format.money(row.openCents, currency) }) : null}
          onChange={(event) => onType(event.currentTarget.value)}
        />
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={t('spread.allOf', { number, day })}
          onClick={onAll}
        >
          {t('spread.all')}
        </Button>
      </TablePart>
    </TablePart>
  )
}
