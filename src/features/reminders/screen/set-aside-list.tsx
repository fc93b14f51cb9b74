import { Button, NativeSelect } from '@mantine/core'
import { IconMoodSmile } from '@tabler/icons-react'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { liftBlock } from '#features/blocks/contract.ts'
import { ask } from '#ui/ask.ts'

import { useCapability, whyDisabled } from '#ui/capability.ts'
import { useFormats } from '#ui/format.ts'
import { LevelBadge } from '#ui/level-badge.tsx'
import { say, sayFailure } from '#ui/notices.tsx'
import { Empty, Failure, RowsSkeleton } from '#ui/states.tsx'
import { TablePart } from '#ui/table-part.tsx'
import { useLoadedRows } from '#ui/use-loaded-rows.ts'
import { VirtualRows } from '#ui/virtual-rows.tsx'
import type { SetAsideRow } from '../contract.ts'
import type { PageState, RemindersAddress } from './page-address.ts'
import { ProbablePayment } from './probable-payment.tsx'
import { setAsideQuery, setAsideReasonsQuery } from './queries.tsx'
import './set-aside.css'

interface SetAsideListProps {
  readonly state: PageState
  /** Opens the question a row waits for. */
  readonly onDecide: (doubtId: number) => void
  readonly onChange: (change: RemindersAddress) => void
}

/** « Écartés »: each overdue item not proposed, and why; never a silent omission. */
export function SetAsideList(props: SetAsideListProps) {
  const { state, onChange } = props
  return (
    <>
      {state.dateProblem ? null : <ReasonField state={state} onChange={onChange} />}
      <SetAsideRows {...props} />
    </>
  )
}

/** Each reason with its count; one of them asked for is in the address. */
function ReasonField({ state, onChange }: Pick<SetAsideListProps, 'state' | 'onChange'>) {
  const { t } = useTranslation()
  const format = useFormats()
  const { data } = useQuery(setAsideReasonsQuery(state))
  const reasons = data?.reasons ?? []
  const total = reasons.reduce((sum, { count }) => sum + count, 0)
  if (reasons.length < 2 && state.reason === undefined) return null
  const named = (label: string, count: number) => `${label} (${format.count(count)})`
  return (
    <NativeSelect
      className="aside-filter"
      label={t('setAside.column.reason')}
      value={state.reason ?? ''}
      onChange={(event) => onChange({ motif: event.currentTarget.value || undefined })}
      data={[
        { value: '', label: named(t('setAside.anyReason'), total) },
        ...reasons.map(({ reason, count }) => ({
          value: reason,
          label: named(t(`setAside.reason.${reason}`), count),
        })),
        ...(state.reason !== undefined && reasons.every(({ reason }) => reason !== state.reason)
          ? [{ value: state.reason, label: named(t(`setAside.reason.${state.reason}`), 0) }]
          : []),
      ]}
    />
  )
}

function SetAsideRows({ state, onDecide }: Pick<SetAsideListProps, 'state' | 'onDecide'>) {
  const { t } = useTranslation()
  const items = useInfiniteQuery(setAsideQuery(state))
  const { rows, onEnd } = useLoadedRows(items)
  if (state.dateProblem) return null
  if (items.isError && rows.length === 0)
    return <Failure error={items.error} onRetry={() => void items.refetch()} />
  if (items.isPending) return <RowsSkeleton rows={8} height={52} />
  if (rows.length === 0)
    return (
      <Empty icon={<IconMoodSmile size={28} />} title={t('setAside.none')}>
        {t('setAside.noneHint')}
      </Empty>
    )
  return (
    <TablePart as="table" aria-label={t('setAside.label')} aria-rowcount={-1} className="set-aside">
      <SetAsideHead />
      <VirtualRows
        count={rows.length}
        keyOf={(index) => rows[index]?.instalmentId ?? index}
        estimate={52}
        onEnd={onEnd}
        render={(index) => {
          const row = rows[index]
          return row ? <SetAsideLine row={row} index={index} onDecide={onDecide} /> : null
        }}
      />
    </TablePart>
  )
}

const COLUMNS = ['item', 'due', 'amount', 'reason', 'lift'] as const

function SetAsideHead() {
  const { t } = useTranslation()
  return (
    <TablePart as="rowgroup" className="grid-head">
      <TablePart as="row" className="aside-line" aria-rowindex={1}>
        {COLUMNS.map((column) => (
          <TablePart key={column} as="columnheader" className={`aside-${column}`}>
            {t(`setAside.column.${column}`)}
          </TablePart>
        ))}
      </TablePart>
    </TablePart>
  )
}

interface SetAsideLineProps extends Pick<SetAsideListProps, 'onDecide'> {
  readonly row: SetAsideRow
  readonly index: number
}

function SetAsideLine({ row, index, onDecide }: SetAsideLineProps) {
  const { t } = useTranslation()
  const format = useFormats()
  // Told by a payment dated later, and lifted by nobody: it ends on its day.
  const expectedOn = row.reason === 'payment-under-way' && row.blockId === null ? row.until : null
  return (
    <TablePart as="row" className="aside-line" aria-rowindex={index + 2}>
      <TablePart as="cell" className="aside-item">
        <div className="customer-name">
          <span className="customer-code">{row.code}</span>
          <strong>{row.name}</strong>
        </div>
        <div className="customer-marks">
          <span className="figures">{row.number ?? row.label ?? t('reminders.unnumbered')}</span>
          <LevelBadge level={row.level} />
        </div>
      </TablePart>
      <TablePart as="cell" className="aside-due figures">
        {row.dueOn ? format.day(row.dueOn) : t('invoice.noDueDate')}
        {row.daysLate > 0 ? (
          <span className="days-late">{t('reminders.days', { count: row.daysLate })}</span>
        ) : null}
      </TablePart>
      <TablePart as="cell" className="aside-amount figures">
        {format.money(row.openCents, row.currency)}
      </TablePart>
      <TablePart as="cell" className="aside-reason">
        <strong>
          {expectedOn ? t('setAside.expected', { day: format.day(expectedOn) }) : t(reasonKey(row))}
        </strong>
        <div className="customer-marks">
          {row.scope ? <span>{t(`setAside.scope.${row.scope}`)}</span> : null}
          {row.until && !expectedOn ? (
            <span>{t('setAside.until', { day: format.day(row.until) })}</span>
          ) : null}
          {row.note ? <span>« {row.note} »</span> : null}
          {row.probablePayment ? <AsidePayment row={row} payment={row.probablePayment} /> : null}
        </div>
      </TablePart>
      <TablePart as="cell" className="aside-lift">
        {row.doubtId === null ? null : <DecideButton row={row} onDecide={onDecide} doubtId={row.doubtId} />}
        {row.blockId === null || row.doubtId !== null ? null : <LiftButton blockId={row.blockId} row={row} />}
      </TablePart>
    </TablePart>
  )
}

// What keeps an item aside is no reason to leave its payment unallocated.
function AsidePayment({
  row,
  payment,
}: {
  readonly row: SetAsideRow
  readonly payment: NonNullable<SetAsideRow['probablePayment']>
}) {
  const client = useQueryClient()
  return (
    <ProbablePayment
      name={row.name}
      company={row.company}
      payment={payment}
      onChange={() => void client.invalidateQueries({ queryKey: ['reminders'] })}
    />
  )
}

// A payment is no credit note: what covers a debt is named for what it is.
function reasonKey({ reason, coveredBy }: SetAsideRow) {
  const [first, ...others] = coveredBy
  return first && others.length === 0
    ? (`setAside.coveredBy.${first.kind}` as const)
    : (`setAside.reason.${reason}` as const)
}

function LiftButton({ blockId, row }: { readonly blockId: number; readonly row: SetAsideRow }) {
  const { t } = useTranslation()
  const { name } = row
  const mayLift = useCapability('block', row.company)
  const client = useQueryClient()
  const lift = useMutation({
    mutationFn: () => ask(liftBlock, { params: { id: blockId }, body: {} }),
    onSuccess: async () => {
      say(t('setAside.lifted', { name }))
      await client.invalidateQueries({ queryKey: ['reminders'] })
    },
    onError: sayFailure,
  })
  return (
    <Button
      variant="default"
      size="compact-sm"
      loading={lift.isPending}
      aria-label={t('setAside.liftOf', { name })}
      onClick={() => lift.mutate()}
      {...whyDisabled(mayLift)}
    >
      {t('setAside.lift')}
    </Button>
  )
}

function DecideButton({
  row,
  doubtId,
  onDecide,
}: Pick<SetAsideLineProps, 'row' | 'onDecide'> & { readonly doubtId: number }) {
  const { t } = useTranslation()
  const mayDecide = useCapability('import', row.company)
  return (
    <Button
      size="compact-sm"
      aria-label={t('setAside.decideOf', { name: row.name })}
      onClick={() => onDecide(doubtId)}
      {...whyDisabled(mayDecide)}
    >
      {t('setAside.decide')}
    </Button>
  )
}
