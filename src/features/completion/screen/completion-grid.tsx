import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { missingFacts } from '#domain/people/missing-facts.ts'
import { useShowsCompany } from '#ui/shows-company.ts'
import { TablePart } from '#ui/table-part.tsx'
import { VirtualRows } from '#ui/virtual-rows.tsx'
import type { CompletionRow } from '../contract.ts'
import { CompletionCell } from './completion-cell.tsx'
import { FIELDS, type Field } from './completion-fields.ts'
import { isWithin } from './grid-place.ts'
import { cellText } from './typed-cells.ts'
import type { Completion, RowFailure } from './use-completion.ts'
import type { useGridKeyboard } from './use-grid-keyboard.ts'

const WIDTHS: Readonly<Record<Field, string>> = {
  line1: 'minmax(120px, 1.4fr)',
  line2: 'minmax(90px, 1fr)',
  postcode: '84px',
  town: 'minmax(100px, 1fr)',
  email: 'minmax(130px, 1.5fr)',
  kind: '122px',
  siren: '96px',
  paymentTerm: '112px',
  channel: '112px',
}
const STYLE = {
  '--completion-columns': `minmax(150px, 1.6fr) ${FIELDS.map((field) => WIDTHS[field]).join(' ')}`,
} as CSSProperties

interface CompletionGridProps {
  readonly rows: readonly CompletionRow[]
  /** Clients of the whole list, loaded or not. */
  readonly total: number
  readonly completion: Completion
  readonly keyboard: ReturnType<typeof useGridKeyboard>
  /** The rows are cards, below one another: there is no room for columns. */
  readonly isCards: boolean
  readonly onEnd: () => void
}

/** Clients to complete, a row each, as cells of a spreadsheet; only the rows in sight exist. */
export function CompletionGrid({ rows, total, completion, keyboard, isCards, onEnd }: CompletionGridProps) {
  const { t } = useTranslation()
  return (
    <TablePart
      as="grid"
      aria-label={t('completion.title')}
      aria-describedby="completion-keys"
      aria-multiselectable="true"
      aria-rowcount={total + 1}
      aria-colcount={FIELDS.length + 1}
      className="completion-grid"
      style={STYLE}
      onKeyDown={keyboard.onKeyDown}
      onFocus={keyboard.onFocus}
      onMouseDown={keyboard.onMouseDown}
      onCopy={keyboard.onCopy}
      onPaste={(event) => void keyboard.onPaste(event)}
      onClick={(event) => keyboard.onClick(event, isCards)}
    >
      <TablePart as="rowgroup" className="completion-head">
        <TablePart as="row" className="completion-line" aria-rowindex={1}>
          <TablePart as="columnheader" aria-colindex={1}>
            {t('completion.column.name')}
          </TablePart>
          {FIELDS.map((field, column) => (
            <TablePart as="columnheader" key={field} aria-colindex={column + 2}>
              {t(`completion.column.${field}`)}
            </TablePart>
          ))}
        </TablePart>
      </TablePart>
      <VirtualRows
        count={rows.length}
        keyOf={(index) => rows[index]?.id ?? index}
        estimate={isCards ? 420 : 46}
        onEnd={onEnd}
        handle={keyboard.handle}
        render={(index) => {
          const row = rows[index]
          return row ? (
            <CompletionLine row={row} index={index} completion={completion} keyboard={keyboard} />
          ) : null
        }}
      />
    </TablePart>
  )
}

interface CompletionLineProps extends Pick<CompletionGridProps, 'completion' | 'keyboard'> {
  readonly row: CompletionRow
  readonly index: number
}

function CompletionLine({ row, index, completion, keyboard }: CompletionLineProps) {
  const { cells, words } = completion
  const { active, area, editing } = keyboard
  return (
    <TablePart as="row" className="completion-line" aria-rowindex={index + 2}>
      <LineHead row={row} completion={completion} />
      {FIELDS.map((field, column) => {
        const isActive = active.row === index && active.column === column
        return (
          <CompletionCell
            key={field}
            field={field}
            row={index}
            column={column}
            name={row.name}
            words={words}
            text={cellText(cells, row, field)}
            problem={cells.typed.get(row.id)?.[field]?.problem ?? null}
            placeholder={field === 'paymentTerm' ? row.companyTerm : ''}
            isActive={isActive}
            isChosen={isWithin({ row: index, column }, area)}
            editing={isActive ? editing : null}
            onEnd={keyboard.onEnd}
          />
        )
      })}
    </TablePart>
  )
}

function LineHead({ row, completion }: Pick<CompletionLineProps, 'row' | 'completion'>) {
  const { t } = useTranslation()
  const showsCompany = useShowsCompany()
  const saved = completion.cells.saved.get(row.id)
  const failure = completion.failures.get(row.id)
  const missing = missingFacts(saved ?? row)
  const says = [
    row.code,
    showsCompany ? row.company : null,
    ...missing.map((fact) => t(`completion.lacks.${fact}`)),
    completion.savingIds.has(row.id) ? t('completion.saving') : null,
    saved && missing.length === 0 ? t('completion.complete') : null,
  ]
  return (
    <TablePart as="rowheader" className="completion-client" aria-colindex={1}>
      <Link to="/clients/$id" params={{ id: String(row.id) }} tabIndex={-1}>
        {row.name}
      </Link>
      <span className="dimmed">{says.filter(Boolean).join(' · ')}</span>
      {failure ? <LineFailure failure={failure} onRetry={() => completion.retry(row)} /> : null}
    </TablePart>
  )
}

function LineFailure({ failure, onRetry }: { readonly failure: RowFailure; readonly onRetry: () => void }) {
  const { t } = useTranslation()
  return (
    <span className="completion-wrong" role="alert">
      {failure.message}{' '}
      <Button variant="subtle" size="compact-xs" onClick={onRetry}>
        {t(failure.isStale ? 'completion.reread' : 'failure.retry')}
      </Button>
    </span>
  )
}
