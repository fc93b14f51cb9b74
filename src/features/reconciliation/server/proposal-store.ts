import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { mustHave } from '#domain/errors.ts'
import { matchReturn } from '#domain/matching/payments-made.ts'
import { type MatchCandidate, matchPayment } from '#domain/matching/reconciliation.ts'
import { readOpenBook, readPayments } from '#ledger/bank-book.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { MatchedItem, Proposal, ReturnProposal } from '../contract.ts'
import type { StoredMovement } from './movement-store.ts'

export interface Proposals {
  readonly hasClearFirst: boolean
  readonly proposals: Proposal[]
  readonly returns: ReturnProposal[]
}

/**
 * What each undecided movement may be, worked out from what its candidates owe now: a proposal is never
 * older than the page that shows it.
 */
export async function readProposals(
  tx: ScopedTransaction,
  movements: readonly StoredMovement[],
): Promise<ReadonlyMap<number, Proposals>> {
  const found = new Map<number, Proposals>()
  const undecided = movements.filter(({ status }) => status === 'pending')
  for (const [companyId, group] of Map.groupBy(undecided, (movement) => movement.companyId)) {
    const [payments, returns] = [group.filter(isPayment), group.filter((movement) => !isPayment(movement))]
    for (const [id, proposals] of await proposePayments(tx, companyId, payments)) found.set(id, proposals)
    for (const [id, proposals] of await proposeReturns(tx, companyId, returns)) found.set(id, proposals)
  }
  return found
}

function isPayment({ amountCents }: StoredMovement): boolean {
  return amountCents > 0
}

async function proposePayments(
  tx: ScopedTransaction,
  companyId: number,
  movements: readonly StoredMovement[],
): Promise<Map<number, Proposals>> {
  const customerIds = [...new Set(movements.flatMap(({ candidateIds }) => candidateIds))]
  if (customerIds.length === 0) return new Map()
  const book = await readOpenBook(tx, companyId, customerIds)
  const matches = movements.map((movement) => ({
    id: movement.id,
    match: matchPayment(movement, book, movement.candidateIds),
  }))
  const candidates = matches.flatMap(({ match }) => match.candidates)
  const parties = await readParties(tx, companyId, customerIds)
  const items = await readItems(tx, companyId, candidates)
  return new Map(
    matches.map(({ id, match }) => [
      id,
      {
        hasClearFirst: match.hasClearFirst,
        proposals: match.candidates.map((candidate) => proposalOf(candidate, parties, items)),
        returns: [],
      },
    ]),
  )
}

function proposalOf(
  { customerId, shares, restCents, reasons }: MatchCandidate,
  parties: ReadonlyMap<number, Party>,
  items: ReadonlyMap<number, OpenItemRow>,
): Proposal {
  return {
    ...partyOf(customerId, parties),
    items: shares.map(({ instalmentId, amountCents }) => ({
      ...(items.get(instalmentId) ?? { instalmentId, number: null, dueOn: null, openCents: 0 }),
      amountCents,
    })),
    restCents,
    reasons: [...reasons],
  }
}

async function proposeReturns(
  tx: ScopedTransaction,
  companyId: number,
  movements: readonly StoredMovement[],
): Promise<Map<number, Proposals>> {
  const amounts = [...new Set(movements.map(({ amountCents }) => -amountCents))]
  const payments = await readPayments(tx, companyId, amounts)
  const all = new Map([...payments.values()].flat().map((payment) => [payment.creditId, payment]))
  const parties = await readParties(
    tx,
    companyId,
    [...all.values()].map(({ customerId }) => customerId),
  )
  return new Map(
    movements.map((movement) => {
      const { candidates } = matchReturn(movement, payments.get(-movement.amountCents) ?? [])
      const returns = candidates.flatMap(({ creditId, customerId, reasons }) => {
        const payment = all.get(creditId)
        if (!payment) return []
        const { amountCents, receivedOn, numbers } = payment
        const facts = { creditId, amountCents, receivedOn, numbers: [...numbers], reasons: [...reasons] }
        return [{ ...partyOf(customerId, parties), ...facts }]
      })
      const [first, second] = candidates
      const isClear = first !== undefined && (first.reasons.length > 1 || second === undefined)
      return [movement.id, { hasClearFirst: isClear, proposals: [], returns }]
    }),
  )
}

export interface Party {
  readonly customerId: number
  readonly code: string
  readonly name: string
}

/** Code and name of these customers. */
export async function readParties(
  tx: ScopedTransaction,
  companyId: number,
  customerIds: readonly number[],
): Promise<ReadonlyMap<number, Party>> {
  const rows = await tx
    .selectFrom('customers')
    .select(['id as customerId', 'code', 'name'])
    .where('company_id', '=', companyId)
    .where(sql<boolean>`id = any(${customerIds}::bigint[])`)
    .execute()
  return new Map(rows.map((row) => [row.customerId, row]))
}

function partyOf(customerId: number, parties: ReadonlyMap<number, Party>): Party {
  return mustHave(parties.get(customerId), 'the customer of a proposal')
}

type OpenItemRow = Omit<MatchedItem, 'amountCents'>

async function readItems(
  tx: ScopedTransaction,
  companyId: number,
  candidates: readonly MatchCandidate[],
): Promise<ReadonlyMap<number, OpenItemRow>> {
  const ids = candidates.flatMap(({ shares }) => shares.map(({ instalmentId }) => instalmentId))
  const { rows } = await sql<{
    instalmentId: number
    number: string | null
    dueOn: Day | null
    openCents: number
  }>`
    select i.id as "instalmentId", coalesce(v.number, v.label) as number, i.due_on as "dueOn",
           i.open_cents as "openCents"
    from instalments i join invoices v on v.company_id = i.company_id and v.id = i.invoice_id
    where i.company_id = ${companyId} and i.id = any(${ids}::bigint[])
  `.execute(tx)
  return new Map(rows.map((row) => [row.instalmentId, row]))
}
