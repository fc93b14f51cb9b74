import { type Change, type LetterFacts, type Review, reviewLetter } from '#domain/letters/letter-review.ts'

/** What has changed since a letter was confirmed that keeps its e-mail from leaving. */
const HOLDING: readonly Change['kind'][] = ['amount', 'credit', 'blocked', 'due', 'addressee']

/**
 * What keeps an e-mail from leaving, read again at that very moment: paid since, in part or wholly, netted by a credit,
 * in dispute, promised, set aside, due later, or written to another kind of customer. Null: it leaves. The level is no reason, since its own letter moved it.
 */
export function reviewBeforeLeaving(facts: LetterFacts): Review | null {
  const items = facts.items.map((item) => ({
    ...item,
    frozen: { level: item.level, lastRemindedOn: item.lastRemindedOn },
  }))
  const review = reviewLetter({ ...facts, items, informationRows: null })
  const changes = (review?.changes ?? []).filter((change) => HOLDING.includes(change.kind))
  return review === null || changes.length === 0 ? null : { ...review, changes }
}
