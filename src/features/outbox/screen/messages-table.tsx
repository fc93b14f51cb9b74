import { Anchor, UnstyledButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { LevelBadge } from '#ui/level-badge.tsx'
import { TablePart } from '#ui/table-part.tsx'
import { Tick } from '#ui/tick.tsx'
import { VirtualRows } from '#ui/virtual-rows.tsx'
import type { MessageRow } from '../contract.ts'
import { StateWords } from './state-words.tsx'

interface MessagesTableProps {
  readonly rows: readonly MessageRow[]
  readonly ticked: ReadonlySet<number>
  readonly onTick: (ticked: ReadonlySet<number>) => void
  readonly onOpen: (id: number) => void
  readonly onEnd: () => void
}

const COLUMNS = ['customer', 'level', 'state', 'subject'] as const

/** The messages, newest first: to whom, at which level, in which state and since when. */
export function MessagesTable({ rows, ticked, onTick, onOpen, onEnd }: MessagesTableProps) {
  const { t } = useTranslation()
  const all = rows.length > 0 && rows.every((row) => ticked.has(row.id))
  const some = rows.some((row) => ticked.has(row.id))
  const tick = (row: MessageRow, isTicked: boolean) => {
    const next = new Set(ticked)
    if (isTicked) next.add(row.id)
    else next.delete(row.id)
    onTick(next)
  }
  return (
    <TablePart as="table" aria-label={t('outbox.list')} aria-rowcount={-1}>
      <TablePart as="rowgroup" className="outbox-head">
        <TablePart as="row" className="outbox-line" aria-rowindex={1}>
          <TablePart as="columnheader" className="outbox-tick">
            <Tick
              state={all ? 'ticked' : some ? 'partial' : 'unticked'}
              label={t('outbox.tickAll')}
              onTick={(isTicked) => onTick(new Set(isTicked ? rows.map((row) => row.id) : []))}
            />
          </TablePart>
          {COLUMNS.map((column) => (
            <TablePart key={column} as="columnheader" className={`outbox-${column}`}>
              {t(`outbox.column.${column}`)}
            </TablePart>
          ))}
        </TablePart>
      </TablePart>
      <VirtualRows
        count={rows.length}
        keyOf={(index) => rows[index]?.id ?? index}
        estimate={62}
        onEnd={onEnd}
        render={(index) => {
          const row = rows[index]
          if (!row) return null
          return (
            <MessageLine
              row={row}
              index={index}
              isTicked={ticked.has(row.id)}
              onTick={(isTicked) => tick(row, isTicked)}
              onOpen={() => onOpen(row.id)}
            />
          )
        }}
      />
    </TablePart>
  )
}

interface MessageLineProps {
  readonly row: MessageRow
  readonly index: number
  readonly isTicked: boolean
  readonly onTick: (isTicked: boolean) => void
  readonly onOpen: () => void
}

function MessageLine({ row, index, isTicked, onTick, onOpen }: MessageLineProps) {
  const { t } = useTranslation()
  return (
    <TablePart as="row" className="outbox-line" aria-rowindex={index + 2}>
      <TablePart as="cell" className="outbox-tick">
        <Tick
          state={isTicked ? 'ticked' : 'unticked'}
          label={t('outbox.tick', { name: row.name })}
          onTick={onTick}
        />
      </TablePart>
      <TablePart as="cell" className="outbox-customer">
        <Anchor
          renderRoot={(props) => (
            <Link {...props} to="/clients/$id" params={{ id: String(row.customerId) }} />
          )}
        >
          {row.name}
        </Anchor>
        <span className="dimmed">{row.addresses.join(', ')}</span>
      </TablePart>
      <TablePart as="cell" className="outbox-level">
        {row.level === null ? (
          <span className="mark" data-tone="quiet">
            {row.purpose === 'reminder' ? null : t(`outbox.purpose.${row.purpose}`)}
          </span>
        ) : (
          <LevelBadge level={row.level} />
        )}
      </TablePart>
      <TablePart as="cell" className="outbox-state">
        <StateWords row={row} />
      </TablePart>
      <TablePart as="cell" className="outbox-subject">
        <UnstyledButton className="outbox-open" onClick={onOpen}>
          {row.subject}
        </UnstyledButton>
      </TablePart>
    </TablePart>
  )
}
