import {
  type InfiniteData,
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useQueryClient,
} from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { say, sayFailure } from '#ui/notices.tsx'
import type { MovementPage, MovementRow, PaymentDecision } from '../contract.ts'
import {
  fetchMovementCounts,
  fetchMovements,
  type MovementsQuery,
  matchMovement,
  returnByMovement,
  setMovementAside,
  undoMovement,
} from '../contract.ts'

/** What the page asks, under keys that begin with "bank" so that one word refreshes all of it. */

export type MovementsAsked = Omit<MovementsQuery, 'after'>

export const movementsQuery = (asked: MovementsAsked) =>
  infiniteQueryOptions({
    queryKey: ['bank', 'movements', asked],
    queryFn: ({ pageParam }) => ask(fetchMovements, { query: { ...asked, after: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })

export const countsQuery = (companies: string | undefined) =>
  queryOptions({
    queryKey: ['bank', 'counts', companies],
    queryFn: () => ask(fetchMovementCounts, { query: { companies } }),
  })

export interface Decisions {
  /** Takes the first proposal, when it stands out. */
  readonly confirm: (movement: MovementRow) => Promise<boolean>
  readonly match: (movement: MovementRow, decision: PaymentDecision, done: string) => Promise<boolean>
  readonly takeBack: (movement: MovementRow, creditId: number, reasons: readonly string[]) => Promise<boolean>
  readonly setAside: (movement: MovementRow) => Promise<boolean>
  readonly undo: (movement: MovementRow, reason: string) => Promise<boolean>
  /** What has just been done, for who hears the screen. */
  readonly said: string
}

/** What can be decided of a movement; each leaves the list it is shown in, unless it is refused. */
export function useDecisions(): Decisions {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [busy] = useState(() => new Set<number>())
  const [said, setSaid] = useState('')
  const decide = async (movement: MovementRow, work: () => Promise<unknown>, done: string) => {
    // One key held down is one decision.
    if (busy.has(movement.id)) return false
    busy.add(movement.id)
    try {
      await work()
      client.setQueriesData<InfiniteData<MovementPage>>({ queryKey: ['bank', 'movements'] }, (data) =>
        data ? without(data, movement.id) : data,
      )
      setSaid(done)
      return true
    } catch (error) {
      sayFailure(error)
      void client.invalidateQueries({ queryKey: ['bank', 'movements'] })
      return false
    } finally {
      busy.delete(movement.id)
      void client.invalidateQueries({ queryKey: ['bank', 'counts'] })
      void client.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] !== 'bank',
        refetchType: 'none',
      })
    }
  }
  const match: Decisions['match'] = (movement, decision, done) =>
    decide(movement, () => ask(matchMovement, { params: { id: movement.id }, body: decision }), done)
  const takeBack: Decisions['takeBack'] = (movement, creditId, reasons) =>
    decide(
      movement,
      () => ask(returnByMovement, { params: { id: movement.id }, body: { creditId, reasons } }),
      t('bank.said.returned'),
    )
  return {
    match,
    takeBack,
    said,
    confirm: (movement) => {
      const [payment] = movement.proposals
      const [returned] = movement.returns
      if (!movement.hasClearFirst) return Promise.resolve(false)
      if (returned) return takeBack(movement, returned.creditId, returned.reasons)
      if (!payment) return Promise.resolve(false)
      return match(movement, decisionOf(movement, payment), t('bank.said.matched', { name: payment.name }))
    },
    setAside: (movement) =>
      decide(
        movement,
        () => ask(setMovementAside, { params: { id: movement.id }, body: { reason: 'not-a-customer' } }),
        t('bank.said.setAside'),
      ),
    undo: async (movement, reason) => {
      const isDone = await decide(
        movement,
        () => ask(undoMovement, { params: { id: movement.id }, body: { reason } }),
        t('bank.said.undone'),
      )
      if (isDone) {
        say(t('bank.said.undone'))
        void client.invalidateQueries({ queryKey: ['bank', 'movements'] })
      }
      return isDone
    },
  }
}

function decisionOf(movement: MovementRow, proposal: MovementRow['proposals'][number]): PaymentDecision {
  const shares = proposal.items.map(({ instalmentId, amountCents }) => ({ instalmentId, amountCents }))
  const { customerId, reasons } = proposal
  return { parts: [{ customerId, amountCents: movement.amountCents, shares, reasons }] }
}

function without(data: InfiniteData<MovementPage>, id: number): InfiniteData<MovementPage> {
  const pages = data.pages.map((page) => ({ ...page, rows: page.rows.filter((row) => row.id !== id) }))
  return { ...data, pages }
}
