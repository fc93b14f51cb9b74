import { ActionIcon } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { memo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/format.ts'
import { LevelMenu } from '#ui/level-badge.tsx'
import { TablePart } from '#ui/table-part.tsx'
import { Tick } from '#ui/tick.tsx'
import type { CustomerRow, InvoiceRow } from '../contract.ts'
import type { LineActions } from './customer-line.tsx'
import { AdviceMark, DraftLink, Mark } from './customer-marks.tsx'
import { ProbablePayment } from './probable-payment.tsx'
import { RowMenu } from './row-menu.tsx'

export interface InvoiceLineActions extends LineActions {
  readonly openInvoice: (invoiceId: number) => void
}

export interface InvoiceLineProps {
  readonly row: CustomerRow
  readonly invoice: InvoiceRow
  readonly lineKey: string
  readonly index: number
  readonly isTicked: boolean
  readonly isActive: boolean
  readonly actions: InvoiceLineActions
}

/** An unfolded invoice: figures are those of its proposed instalments. */
export const InvoiceLine = memo(function InvoiceLine(props: InvoiceLineProps) {
  const { row, invoice, isTicked, isActive, actions } = props
  const { t } = useTranslation()
  const format = useFormats()
  const tabIndex = isActive ? 0 : -1
  const name = invoice.number ?? invoice.label ?? t('reminders.unnumbered')
  return (
    <TablePart
      as="row"
      className="line overdue-line"
      tabIndex={tabIndex}
      data-line={props.lineKey}
      aria-level={2}
      aria-rowindex={props.index + 2}
      aria-selected={isTicked}
    >
      <TablePart as="gridcell" className="cell-tick">
        <Tick
          state={isTicked ? 'ticked' : 'unticked'}
          label={t('reminders.tickInvoice', { number: name })}
          tabIndex={tabIndex}
          onTick={(ticked) => actions.tickInvoice(row, invoice.id, ticked)}
        />
      </TablePart>
      <InvoiceName name={name} invoice={invoice}>
        {invoice.probablePayment ? (
          <ProbablePayment
            name={row.name}
            company={row.company}
            payment={invoice.probablePayment}
            tabIndex={tabIndex}
            onChange={() => actions.refresh(row)}
          />
        ) : null}
      </InvoiceName>
      <TablePart as="gridcell" className="cell-level">
        <LevelMenu
          level={invoice.level}
          label={t('reminders.levelOf', { name })}
          company={row.company}
          tabIndex={tabIndex}
          onChange={(level) => actions.setLevel(row, level, invoice.id)}
        />
      </TablePart>
      <TablePart as="gridcell" className="cell-due">
        <span className="figures">{format.day(invoice.dueOn)}</span>
        {invoice.dueIsEstimated ? <span className="estimated">{t('reminders.estimated')}</span> : null}
        <span className="days-late figures">{t('reminders.days', { count: invoice.daysLate })}</span>
      </TablePart>
      <TablePart as="gridcell" className="cell-amount figures">
        {format.money(invoice.openCents, row.currency)}
      </TablePart>
      <TablePart as="gridcell" className="cell-menu">
        <ActionIcon
          variant="subtle"
          color="gray"
          tabIndex={tabIndex}
          aria-label={t('reminders.magnify', { number: name })}
          onClick={() => actions.openInvoice(invoice.id)}
        >
          <IconSearch size={18} />
        </ActionIcon>
        <RowMenu row={row} invoice={invoice} tabIndex={tabIndex} actions={actions} />
      </TablePart>
    </TablePart>
  )
})

interface InvoiceNameProps {
  readonly name: string
  readonly invoice: InvoiceRow
  readonly children: ReactNode
}

function InvoiceName({ name, invoice, children }: InvoiceNameProps) {
  const { t } = useTranslation()
  const format = useFormats()
  return (
    <TablePart as="rowheader" className="cell-name invoice-name">
      <span className="invoice-number figures">{name}</span>
      {invoice.issuedOn ? (
        <span className="figures">{t('reminders.issuedOn', { day: format.day(invoice.issuedOn) })}</span>
      ) : null}
      {invoice.instalmentCount > 1 ? (
        <span>{t('reminders.instalments', { count: invoice.instalmentCount })}</span>
      ) : null}
      {invoice.lastRemindedOn ? (
        <span>{t('reminders.remindedOn', { day: format.day(invoice.lastRemindedOn) })}</span>
      ) : null}
      {invoice.isAdvised || invoice.probablePayment ? null : (
        <AdviceMark isAdvised={false} daysToWait={invoice.daysToWait} />
      )}
      {invoice.isProvisional ? <Mark tone="quiet">{t('reminders.provisional')}</Mark> : null}
      {invoice.draftRun === null ? null : <DraftLink run={invoice.draftRun} />}
      {children}
    </TablePart>
  )
}
