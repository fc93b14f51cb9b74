import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CHANNELS, CUSTOMER_KINDS } from '#domain/people/parties.ts'
import { changeCustomer, fetchCustomer } from '#features/customers/contract.ts'
import { ask } from '#ui/ask.ts'
import { ApiError } from '#ui/request.ts'
import { messageOf } from '#ui/states.tsx'
import type { CompletionRow } from '../contract.ts'
import { type ChoiceWords, changeOf, type Field } from './completion-fields.ts'
import {
  type Edit,
  NOTHING_TYPED,
  noteSaved,
  savable,
  type TypedCells,
  takeRow,
  typeIn,
  undo,
} from './typed-cells.ts'

/** Why a row was not saved; `isStale`: somebody else changed the client meanwhile. */
export interface RowFailure {
  readonly message: string
  readonly isStale: boolean
}

export interface Completion {
  readonly cells: TypedCells
  readonly words: ChoiceWords
  readonly failures: ReadonlyMap<number, RowFailure>
  readonly savingIds: ReadonlySet<number>
  /** Rows saved since the screen was opened. */
  readonly savedCount: number
  readonly canUndo: boolean
  /** `rows`: those that have just been read, and are not in the list yet. */
  readonly type: (edits: readonly Edit[], rows?: readonly CompletionRow[]) => void
  readonly undo: () => void
  /** Tries again a row that was not saved; one that somebody else changed is read anew first. */
  readonly retry: (row: CompletionRow) => void
}

/** Rows that are saved at once: a paste of a thousand must leave room for the others. */
const AT_ONCE = 4

/** What is typed in the grid, saved row by row as soon as it is read. */
export function useCompletion(list: readonly CompletionRow[]): Completion {
  const words = useChoiceWords()
  const [cells, setCells] = useState(NOTHING_TYPED)
  const [failures, setFailures] = useState<ReadonlyMap<number, RowFailure>>(new Map())
  const [savingIds, setSavingIds] = useState<ReadonlySet<number>>(new Set())
  // Kept beyond a change of the filters: what is being saved may no longer be in the list.
  const known = useRef(new Map<number, CompletionRow>())
  for (const row of list) known.current.set(row.id, row)

  const save = useSaveRow({ setCells, setFailures, setSavingIds })
  useEffect(() => {
    const waiting = [...cells.typed.keys()].filter((id) => !savingIds.has(id) && !failures.has(id))
    for (const id of waiting.slice(0, AT_ONCE - savingIds.size)) {
      const row = cells.saved.get(id) ?? known.current.get(id)
      const typed = savable(cells, id)
      if (row && Object.keys(typed).length > 0) save(row, typed)
    }
  }, [cells, savingIds, failures, save])

  useRefreshOnLeave()

  const type = useCallback(
    (edits: readonly Edit[], rows: readonly CompletionRow[] = []) => {
      for (const row of rows) known.current.set(row.id, row)
      setFailures((current) =>
        without(
          current,
          edits.map(({ id }) => id),
        ),
      )
      setCells((current) => typeIn(current, known.current, edits, words))
    },
    [words],
  )
  const takeBack = useCallback(() => {
    setFailures(new Map())
    setCells((current) => undo(current, words))
  }, [words])
  const reread = useMutation({
    mutationFn: (row: CompletionRow) => ask(fetchCustomer, { params: { id: row.id } }),
    onSuccess: (row) => setCells((current) => takeRow(current, row)),
    onSettled: (_, __, row) => setFailures((current) => without(current, [row.id])),
  })
  const retry = (row: CompletionRow) => {
    if (failures.get(row.id)?.isStale) reread.mutate(row)
    else setFailures((current) => without(current, [row.id]))
  }
  const canUndo = cells.past.length > 0
  const savedCount = cells.saved.size
  return { cells, words, failures, savingIds, savedCount, canUndo, type, undo: takeBack, retry }
}

// Not before: a client that is completed would leave the list under the hands of who types.
function useRefreshOnLeave(): void {
  const client = useQueryClient()
  useEffect(
    () => () => {
      for (const key of ['customers', 'customer', 'agenda', 'dashboard'])
        void client.invalidateQueries({ queryKey: [key] })
    },
    [client],
  )
}

interface Setters {
  readonly setCells: (change: (current: TypedCells) => TypedCells) => void
  readonly setFailures: (
    change: (current: ReadonlyMap<number, RowFailure>) => ReadonlyMap<number, RowFailure>,
  ) => void
  readonly setSavingIds: (change: (current: ReadonlySet<number>) => ReadonlySet<number>) => void
}

function useSaveRow({ setCells, setFailures, setSavingIds }: Setters) {
  return useCallback(
    (row: CompletionRow, typed: Partial<Record<Field, string>>) => {
      setSavingIds((current) => new Set(current).add(row.id))
      const body = { updatedAt: row.updatedAt, ...changeOf(row, typed) }
      void ask(changeCustomer, { params: { id: row.id }, body })
        .then((saved) => setCells((current) => noteSaved(current, saved, typed)))
        .catch((error: unknown) => {
          const isStale = error instanceof ApiError && error.status === 409
          const failure = { message: messageOf(error) ?? '', isStale }
          setFailures((current) => new Map(current).set(row.id, failure))
        })
        .finally(() => setSavingIds((current) => new Set([...current].filter((id) => id !== row.id))))
    },
    [setCells, setFailures, setSavingIds],
  )
}

function useChoiceWords(): ChoiceWords {
  const { t } = useTranslation()
  return useMemo(
    () => ({
      kind: Object.fromEntries(
        CUSTOMER_KINDS.map((kind) => [kind, t(`customer.kinds.${kind}`)]),
      ) as ChoiceWords['kind'],
      channel: Object.fromEntries(
        CHANNELS.map((channel) => [channel, t(`record.channels.${channel}`)]),
      ) as ChoiceWords['channel'],
    }),
    [t],
  )
}

function without<Value>(map: ReadonlyMap<number, Value>, ids: readonly number[]): ReadonlyMap<number, Value> {
  return new Map([...map].filter(([id]) => !ids.includes(id)))
}
