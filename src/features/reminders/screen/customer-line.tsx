import { ActionIcon } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Level } from '#domain/dunning/levels.ts'
import type { TickState } from '#domain/dunning/selection.ts'
import { LATE_BANDS } from '#domain/receivables/aged-balance.ts'
import { useFormats } from '#ui/format.ts'
import { LevelMenu } from '#ui/level-badge.tsx'
import { TablePart } from '#ui/table-part.tsx'
import { Tick } from '#ui/tick.tsx'
import type { CustomerRow } from '../contract.ts'
import { CustomerMarks } from './customer-marks.tsx'
import { RowMenu, type RowMenuActions } from './row-menu.tsx'

export interface CustomerLineProps {
  readonly row: CustomerRow
  readonly index: number
  readonly tick: TickState
  readonly isUnfolded: boolean
  readonly isActive: boolean
  readonly showsCompany: boolean
  readonly isByAge: boolean
  readonly actions: LineActions
}

/** What can be done from a line; one stable object for all of them. */
export interface LineActions extends RowMenuActions {
  readonly tickCustomer: (row: CustomerRow, ticked: boolean) => void
  readonly tickInvoice: (row: CustomerRow, invoiceId: number, ticked: boolean) => void
  readonly fold: (row: CustomerRow) => void
  readonly setLevel: (row: CustomerRow, level: Level, invoiceId?: number) => void
  /** Reads the client again, after an act of the line itself. */
  readonly refresh: (row: CustomerRow) => void
}

/** A client: what it owes, since when, and the level of its next letter. */
export const CustomerLine = memo(function CustomerLine(props: CustomerLineProps) {
  const { row, tick, isUnfolded, isActive, actions } = props
  const { t } = useTranslation()
  const format = useFormats()
  const tabIndex = isActive ? 0 : -1
  return (
    <TablePart
      as="row"
      className="line customer-line"
      tabIndex={tabIndex}
      data-line={row.key}
      aria-level={1}
      aria-rowindex={props.index + 2}
      aria-expanded={isUnfolded}
      aria-selected={tick === 'ticked'}
    >
      <TablePart as="gridcell" className="cell-tick">
        <Tick
          state={tick}
          label={t('reminders.tickCustomer', { name: row.name })}
          tabIndex={tabIndex}
          onTick={(ticked) => actions.tickCustomer(row, ticked)}
        />
      </TablePart>
      <TablePart as="gridcell" className="cell-fold">
        <ActionIcon
          variant="subtle"
          color="gray"
          tabIndex={tabIndex}
          aria-label={t(isUnfolded ? 'reminders.fold' : 'reminders.unfold', { name: row.name })}
          onClick={() => actions.fold(row)}
        >
          <IconChevronRight size={18} className="fold-arrow" data-open={isUnfolded} />
        </ActionIcon>
      </TablePart>
      <CustomerName row={row} showsCompany={props.showsCompany} onFold={() => actions.fold(row)} />
      <TablePart as="gridcell" className="cell-level">
        <LevelMenu
          level={row.level}
          label={t('reminders.levelOf', { name: row.name })}
          company={row.company}
          tabIndex={tabIndex}
          onChange={(level) => actions.setLevel(row, level)}
        />
      </TablePart>
      {props.isByAge ? (
        <AgeCells row={row} />
      ) : (
        <TablePart as="gridcell" className="cell-due">
          <span className="figures">{format.day(row.oldestDueOn)}</span>
          <span className="days-late figures">{t('reminders.days', { count: row.daysLate })}</span>
        </TablePart>
      )}
      <TablePart as="gridcell" className="cell-amount figures">
        {format.money(row.amountCents, row.currency)}
      </TablePart>
      <TablePart as="gridcell" className="cell-menu">
        <RowMenu row={row} tabIndex={tabIndex} actions={actions} />
      </TablePart>
    </TablePart>
  )
})

function AgeCells({ row }: { readonly row: CustomerRow }) {
  const { t } = useTranslation()
  const format = useFormats()
  return LATE_BANDS.map((band) => (
    <TablePart
      as="gridcell"
      key={band}
      className="cell-band figures"
      data-label={t(band === 'to30' ? 'reminders.column.to30' : `ages.${band}`)}
    >
      {row.lateCents[band] > 0 ? format.money(row.lateCents[band], row.currency) : ''}
    </TablePart>
  ))
}

interface CustomerNameProps {
  readonly row: CustomerRow
  readonly showsCompany: boolean
  readonly onFold: () => void
}

function CustomerName({ row, showsCompany, onFold }: CustomerNameProps) {
  const { t } = useTranslation()
  const place = [row.postcode, row.town].filter(Boolean).join(' ')
  return (
    <TablePart as="rowheader" className="cell-name" onClick={onFold}>
      <div className="customer-name">
        <span className="customer-code">{row.code}</span>
        <strong>{row.name}</strong>
        {place ? <span className="customer-place"> – {place}</span> : null}
        {showsCompany ? (
          <span className="company-tag" title={t('reminders.companyOf', { company: row.company })}>
            {row.company}
          </span>
        ) : null}
      </div>
      <CustomerMarks row={row} />
    </TablePart>
  )
}
