import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { CreditSort } from '#domain/receivables/receivable-lists.ts'
import { useFormats } from '#ui/format.ts'
import { useShowsCompany } from '#ui/shows-company.ts'
import type { Sorting } from '#ui/sort-head.tsx'
import { SortedRows } from '#ui/sorted-rows.tsx'
import { TablePart } from '#ui/table-part.tsx'
import type { CreditListRow } from '../credit-contract.ts'

interface CreditRowsProps extends Sorting<CreditSort> {
  readonly label: 'credits.credit-notes.list' | 'credits.payments.list'
  readonly rows: readonly CreditListRow[]
  readonly onEnd: () => void
}

const COLUMNS = ['receivedOn', 'number', 'customer', 'state', 'amount', 'open'] as const

/** Credit notes or payments, of which only those in sight exist. */
export function CreditRows({ label, rows, onEnd, ...sorting }: CreditRowsProps) {
  const { t } = useTranslation()
  const columns = COLUMNS.map((column) => ({
    key: column,
    label: t(`credits.column.${column}`),
    sort: column === 'state' ? null : column,
    isText: column === 'number' || column === 'customer',
    isAmount: column === 'amount' || column === 'open',
  }))
  return (
    <SortedRows
      label={t(label)}
      lineClass="credit-line"
      columns={columns}
      count={rows.length}
      keyOf={(index) => rows[index]?.id ?? index}
      onEnd={onEnd}
      render={(index) => {
        const credit = rows[index]
        return credit ? <CreditLine credit={credit} index={index} /> : null
      }}
      {...sorting}
    />
  )
}

function CreditLine({ credit, index }: { readonly credit: CreditListRow; readonly index: number }) {
  const { t } = useTranslation()
  const format = useFormats()
  const showsCompany = useShowsCompany()
  return (
    <TablePart as="row" className="receivable-line credit-line" aria-rowindex={index + 2}>
      <TablePart as="cell" className="receivable-day figures" data-label={t('credits.column.receivedOn')}>
        {credit.receivedOn ? format.day(credit.receivedOn) : '–'}
      </TablePart>
      <TablePart as="cell" className="receivable-number">
        <Anchor
          className="receivable-name"
          renderRoot={(props) => (
            <Link
              {...props}
              to={credit.kind === 'payment' ? '/reglements/$id' : '/avoirs/$id'}
              params={{ id: String(credit.id) }}
            />
          )}
        >
          {credit.number ?? credit.label ?? t('receivable.unnumbered')}
        </Anchor>
        {credit.isNoted ? <span className="dimmed">{t('receivable.noted')}</span> : null}
        {credit.kind === 'adjustment' ? (
          <span className="dimmed">{t('invoices.kind.adjustment')}</span>
        ) : credit.number && credit.label ? (
          <span className="dimmed">{credit.label}</span>
        ) : null}
      </TablePart>
      <TablePart as="cell" className="receivable-customer">
        <span className="receivable-name">{credit.customer.name}</span>
        <span className="dimmed">
          {showsCompany ? `${credit.customer.code} · ${credit.company}` : credit.customer.code}
        </span>
      </TablePart>
      <TablePart
        as="cell"
        className={credit.state === 'void' ? 'receivable-state receivable-late' : 'receivable-state'}
      >
        {t(`credits.states.${credit.voidReason ?? credit.state}`)}
        {credit.state === 'open' && credit.openCents < credit.amountCents ? (
          <span className="dimmed">{t('credits.partly')}</span>
        ) : null}
      </TablePart>
      <TablePart as="cell" className="receivable-total amount" data-label={t('credits.column.amount')}>
        {format.money(credit.amountCents, credit.currency)}
      </TablePart>
      <TablePart as="cell" className="receivable-open amount" data-label={t('credits.column.open')}>
        <strong>{format.money(credit.openCents, credit.currency)}</strong>
      </TablePart>
    </TablePart>
  )
}
