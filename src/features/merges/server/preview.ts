import { sumByCurrency } from '#domain/days-and-money/money.ts'
import { highestLevel, type Level } from '#domain/dunning/levels.ts'
import type { MergePlan, SidePair } from '#ledger/merge-plan.ts'
import type { SideDocument } from '#ledger/merge-sides.ts'
import type { MergePreview } from '../contract.ts'

/** What a merge would change, before and after. */
export function previewOf(plan: MergePlan): MergePreview {
  const pairs = plan.pairs.map((pair) => previewPair(plan, pair))
  const afterOf = new Map(plan.pairs.map(({ kept }, at) => [kept, pairs[at]?.after.openCents]))
  const merged = new Set(plan.pairs.map((pair) => pair.merged))
  const counted = plan.documents.filter(({ isCounted }) => isCounted)
  const sums = (kind: SideDocument['kind']) => {
    const documents = counted.filter((document) => document.kind === kind)
    const amount = (document: SideDocument, cents: number) => ({ currency: document.currency, cents })
    return {
      before: sumByCurrency(documents.map((one) => amount(one, one.facts.leftCents))),
      after: sumByCurrency(
        documents
          .filter((one) => !merged.has(one))
          .map((one) => amount(one, afterOf.get(one) ?? one.facts.leftCents)),
      ),
    }
  }
  return {
    owed: sums('invoices'),
    credits: sums('credits'),
    pairs,
    movedCount:
      plan.kind === 'customers'
        ? counted.filter((one) => one.customerId === plan.mergedId && !merged.has(one)).length
        : 0,
  }
}

function previewPair(
  { settlement, claims }: MergePlan,
  { kept, merged }: SidePair,
): MergePreview['pairs'][number] {
  const cancelled = new Set(settlement.cancelled)
  const own = new Set(kept.instalments.map(({ id }) => id))
  const isOf = ({ instalmentId, creditId }: { instalmentId: number; creditId: number | null }) =>
    kept.kind === 'invoices' ? own.has(instalmentId) : creditId === kept.id
  const freed = claims.filter((claim) => cancelled.has(claim.id) && isOf(claim))
  const taken = settlement.made.filter(isOf)
  const sum = (rows: readonly { readonly amountCents: number }[]) =>
    rows.reduce((total, { amountCents }) => total + amountCents, 0)
  const openCents = kept.facts.leftCents + sum(freed) - sum(taken)
  return {
    kind: kept.kind,
    number: kept.facts.number,
    mergedNumber: merged.facts.number,
    issuedOn: kept.facts.issuedOn,
    currency: kept.currency,
    kept: { openCents: kept.facts.leftCents, level: levelOf(kept) },
    merged: { openCents: merged.facts.leftCents, level: levelOf(merged) },
    after: { openCents, level: levelOf(kept, merged) },
  }
}

function levelOf(...documents: readonly SideDocument[]): Level | null {
  const levels = documents.flatMap(({ instalments }) => instalments.map(({ level }) => level))
  return levels.length === 0 ? null : highestLevel(levels)
}
