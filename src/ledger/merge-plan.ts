import { sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import { type DocumentMerge, mergeObstacle, pairDocuments, standIns } from '#domain/matching/merge.ts'
import { type Claim, mergedSettlement, type SettlementChange } from '#domain/matching/merged-settlement.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import {
  companyOfMerge,
  type MergeOrder,
  type Merger,
  readClaims,
  readDocuments,
  type SideDocument,
  type SideInstalment,
} from './merge-sides.ts'

/** All that a merge will do; nothing is written yet. */
export interface MergePlan extends MergeOrder {
  readonly companyId: number
  /** The documents that become one, two by two. */
  readonly pairs: readonly SidePair[]
  /** Documents of both clients, merged or not; of a merge of two documents, those two. */
  readonly documents: readonly SideDocument[]
  /** By instalment of a merged invoice, the one that stands for it. */
  readonly instalments: ReadonlyMap<number, number>
  readonly settlement: SettlementChange
  /** The allocations it is about. */
  readonly claims: readonly Claim[]
}

export interface SidePair extends DocumentMerge {
  readonly kept: SideDocument
  readonly merged: SideDocument
}

/**
 * Works out what merging these two does.
 * @throws RelancesError not-found; conflict saying what forbids it, a letter that is not decided yet among others
 */
export async function planMerge(
  tx: ScopedTransaction,
  order: MergeOrder,
  who: Pick<Merger, 'companyIds'>,
): Promise<MergePlan> {
  const companyId = await companyOfMerge(tx, order, who)
  const { kind, keptId, mergedId } = order
  const documents = await readDocuments(
    tx,
    companyId,
    kind === 'customers' ? { customerIds: [keptId, mergedId] } : { kind, ids: [keptId, mergedId] },
  )
  const pairs = kind === 'customers' ? pairsOfClients(documents, order) : [pairOf(documents, order)]
  await refuseOpenLetters(tx, companyId, order, documents)
  const instalments = new Map(
    pairs.flatMap(({ kept, merged }) =>
      kept.kind === 'invoices' ? [...standIns(live(kept), merged.instalments)] : [],
    ),
  )
  const settled = await planSettlement(tx, companyId, pairs, instalments)
  return { ...order, companyId, pairs, documents, instalments, ...settled }
}

function live({ instalments }: SideDocument): readonly SideInstalment[] {
  return instalments.filter(({ isFinal }) => isFinal)
}

function pairsOfClients(documents: readonly SideDocument[], { keptId }: MergeOrder): readonly SidePair[] {
  const [ofKept, ofMerged] = [true, false].map((isKept) =>
    documents.filter(({ customerId }) => (customerId === keptId) === isKept),
  )
  return pairDocuments(ofKept ?? [], ofMerged ?? []) as readonly SidePair[]
}

function pairOf(documents: readonly SideDocument[], { keptId, mergedId }: MergeOrder): SidePair {
  const kept = documents.find(({ id }) => id === keptId)
  const merged = documents.find(({ id }) => id === mergedId)
  if (!kept || !merged) throw new RelancesError('conflict', 'merges.obstacle-merged')
  const obstacle = mergeObstacle(kept, merged)
  if (obstacle !== null) throw new RelancesError('conflict', `merges.obstacle-${obstacle}`)
  return { kept, merged }
}

// What a letter says is compared when it is confirmed: one that waits for it would be about two clients at once.
async function refuseOpenLetters(
  tx: ScopedTransaction,
  companyId: number,
  { kind, keptId, mergedId }: MergeOrder,
  documents: readonly SideDocument[],
): Promise<void> {
  const customerIds = kind === 'customers' ? [keptId, mergedId] : []
  const instalmentIds = documents.flatMap(({ instalments }) => instalments.map(({ id }) => id))
  const { rows } = await sql<{ run: number; customer: string; status: 'draft' | 'to-review' }>`
    select l.run_id as run, c.name as customer, l.status
    from letters l
      join runs r on r.company_id = l.company_id and r.id = l.run_id
      join customers c on c.company_id = l.company_id and c.id = l.customer_id
    where l.company_id = ${companyId} and r.status <> 'discarded'
      and (l.status = 'draft' or (l.status = 'to-review' and l.decision is null))
      and (l.customer_id = any(${customerIds}::bigint[]) or l.id in (
        select t.letter_id from letter_items t
        where t.company_id = ${companyId} and t.instalment_id = any(${instalmentIds}::bigint[])))
    order by l.run_id, l.id limit 1
  `.execute(tx)
  const [letter] = rows
  if (letter) throw new RelancesError('conflict', `merges.letter-${letter.status}`, { ...letter })
}

async function planSettlement(
  tx: ScopedTransaction,
  companyId: number,
  pairs: readonly SidePair[],
  instalments: ReadonlyMap<number, number>,
): Promise<Pick<MergePlan, 'settlement' | 'claims'>> {
  const invoices = pairs.filter(({ kept }) => kept.kind === 'invoices')
  const penalties = invoices.map((pair) => [-pair.merged.id, -pair.kept.id] as const)
  const standing = new Map([...instalments, ...penalties])
  const credits = pairs.filter(({ kept }) => kept.kind === 'credits')
  const kept = invoices.flatMap((pair) => live(pair.kept))
  const claims = await readClaims(
    tx,
    companyId,
    [...kept.map(({ id }) => id), ...standing.keys()],
    credits.flatMap((pair) => [pair.kept.id, pair.merged.id]),
  )
  const settlement = mergedSettlement({
    kept,
    instalments: standing,
    credits: new Map(
      credits.map((pair) => [pair.merged.id, { id: pair.kept.id, amountCents: pair.kept.facts.totalCents }]),
    ),
    claims,
  })
  return { settlement, claims }
}
