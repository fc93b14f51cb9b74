import { Button } from '@mantine/core'
import { IconBuildingBank, IconCircleCheck } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { STATEMENT_FORMAT_NAMES } from '#domain/matching/statement-formats.ts'
import { lazyPart } from '#ui/lazy-part.tsx'
import { Empty, Failure, RowsSkeleton } from '#ui/states.tsx'
import { TablePart } from '#ui/table-part.tsx'
import { useLoadedRows } from '#ui/use-loaded-rows.ts'
import { VirtualRows } from '#ui/virtual-rows.tsx'
import type { MovementRow } from '../contract.ts'
import { MovementLine } from './movement-line.tsx'
import { type Decisions, type MovementsAsked, movementsQuery, useDecisions } from './queries.tsx'
import { useLineFocus } from './use-line-focus.tsx'

const PaymentModal = lazyPart(async () => (await import('./payment-modal.tsx')).PaymentModal)
const ReturnModal = lazyPart(async () => (await import('./return-modal.tsx')).ReturnModal)
const UndoModal = lazyPart(async () => (await import('./undo-modal.tsx')).UndoModal)

interface MovementListProps {
  readonly asked: MovementsAsked
  readonly onClearFilters: () => void
}

/** The movements of a tab, a line each. */
export function MovementList({ asked, onClearFilters }: MovementListProps) {
  const movements = useInfiniteQuery(movementsQuery(asked))
  const decisions = useDecisions()
  const { rows, onEnd } = useLoadedRows(movements)
  const isFiltered = asked.search !== undefined || asked.proposal !== undefined
  const content = () => {
    if (movements.isError && rows.length === 0)
      return <Failure error={movements.error} onRetry={() => void movements.refetch()} />
    if (movements.isPending) return <RowsSkeleton rows={8} height={64} />
    if (rows.length === 0 && movements.hasNextPage) return <RowsSkeleton rows={8} height={64} />
    if (rows.length === 0) return <Nothing asked={asked} isFiltered={isFiltered} onClear={onClearFilters} />
    return <Lines rows={rows} tab={asked.tab} decisions={decisions} onEnd={onEnd} />
  }
  return (
    <>
      <p className="bank-said" role="status">
        {decisions.said}
      </p>
      {content()}
    </>
  )
}

interface LinesProps {
  readonly rows: readonly MovementRow[]
  readonly tab: MovementsAsked['tab']
  readonly decisions: Decisions
  readonly onEnd: () => void
}

type Opened = { readonly kind: 'choose' | 'undo'; readonly movement: MovementRow } | null

function Lines({ rows, tab, decisions, onEnd }: LinesProps) {
  const { t } = useTranslation()
  const [opened, setOpened] = useState<Opened>(null)
  const focus = useLineFocus(rows)
  // What is decided leaves the list: the next line takes the focus without waiting, so that keys can follow.
  const decide = (movement: MovementRow, decision: (movement: MovementRow) => Promise<boolean>) => {
    focus.leave(movement.id)
    void decision(movement)
  }
  const actions = {
    confirm: (movement: MovementRow) => {
      if (!movement.hasClearFirst) setOpened({ kind: 'choose', movement })
      else decide(movement, decisions.confirm)
    },
    choose: (movement: MovementRow) => setOpened({ kind: 'choose', movement }),
    setAside: (movement: MovementRow) => decide(movement, decisions.setAside),
    undo: (movement: MovementRow) => {
      if (movement.status === 'set-aside') decide(movement, (one) => decisions.undo(one, ''))
      else setOpened({ kind: 'undo', movement })
    },
  }
  const commands = tab === 'pending' ? PENDING_KEYS : DECIDED_KEYS
  return (
    <>
      <TablePart
        as="table"
        aria-label={t(`bank.tab.${tab}`)}
        aria-rowcount={-1}
        className="bank-lines"
        onFocus={focus.onFocus}
        onKeyDown={(event) => {
          const pressed = focus.onKeyDown(event)
          const command = pressed && commands[pressed.key]
          if (!command) return
          event.preventDefault()
          actions[command](pressed.movement)
        }}
      >
        <VirtualRows
          count={rows.length}
          keyOf={(index) => rows[index]?.id ?? index}
          estimate={76}
          onEnd={onEnd}
          handle={focus.handle}
          render={(index) => {
            const movement = rows[index]
            return movement ? (
              <MovementLine
                movement={movement}
                index={index}
                isActive={focus.isActive(movement.id, index)}
                actions={actions}
              />
            ) : null
          }}
        />
      </TablePart>
      <Suspense>
        {opened ? (
          <Window
            opened={opened}
            decisions={decisions}
            onDone={focus.leave}
            onClose={() => setOpened(null)}
          />
        ) : null}
      </Suspense>
    </>
  )
}

const PENDING_KEYS: Readonly<Record<string, 'confirm' | 'choose' | 'setAside'>> = {
  Enter: 'confirm',
  c: 'choose',
  x: 'setAside',
}
const DECIDED_KEYS: Readonly<Record<string, 'undo'>> = { Delete: 'undo' }

interface WindowProps {
  readonly opened: NonNullable<Opened>
  readonly decisions: Decisions
  readonly onDone: (movementId: number) => void
  readonly onClose: () => void
}

function Window({ opened, decisions, onDone, onClose }: WindowProps) {
  const { movement, kind } = opened
  const close = (isDone: boolean) => {
    if (!isDone) return
    onClose()
    onDone(movement.id)
  }
  const parts = { movement, decisions, onDone: close, onClose }
  if (kind === 'undo') return <UndoModal {...parts} />
  return movement.amountCents < 0 ? <ReturnModal {...parts} /> : <PaymentModal {...parts} />
}

interface NothingProps {
  readonly asked: MovementsAsked
  readonly isFiltered: boolean
  readonly onClear: () => void
}

function Nothing({ asked, isFiltered, onClear }: NothingProps) {
  const { t } = useTranslation()
  if (isFiltered)
    return (
      <Empty title={t('bank.noMatch')} actions={<Button onClick={onClear}>{t('bank.showAll')}</Button>} />
    )
  if (asked.tab !== 'pending') return <Empty title={t(`bank.nothing.${asked.tab}`)} />
  return (
    <Empty
      icon={asked.tab === 'pending' ? <IconCircleCheck size={28} /> : <IconBuildingBank size={28} />}
      title={t('bank.nothing.pending')}
      actions={
        <Button renderRoot={(props) => <Link {...props} to="/importer" />}>{t('bank.importOne')}</Button>
      }
    >
      {t('bank.nothingHint', { formats: STATEMENT_FORMAT_NAMES })}
    </Empty>
  )
}
