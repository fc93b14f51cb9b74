import type { TFunction } from 'i18next'
import type { Formats } from '#ui/format.ts'
import type { ReviewChange } from '../contract.ts'
import type { LetterRow } from '../letter-contract.ts'

type Reviewed = Pick<LetterRow, 'review' | 'reviewReason' | 'currency'>

/** Why a letter is to review, change by change; the reason alone where no figure was kept. */
export function reviewWords(
  { review, reviewReason, currency }: Reviewed,
  t: TFunction,
  format: Formats,
): string {
  if (review === null || review.changes.length === 0) return t(`letters.reason.${reviewReason ?? 'failed'}`)
  return review.changes.map((change) => changeWords(change, currency, t, format)).join(' ; ')
}

/** « 493,20 € → 0,00 € »: what the letter asks, and what it would ask now; null where it asks the same. */
export function netWords({ review, currency }: Reviewed, format: Formats): string | null {
  if (review === null || review.netBeforeCents === review.netAfterCents) return null
  const [before, after] = [review.netBeforeCents, review.netAfterCents].map((cents) =>
    format.money(cents, currency),
  )
  return `${before} → ${after}`
}

function changeWords(change: ReviewChange, currency: string, t: TFunction, format: Formats): string {
  const money = (cents: number) => format.money(cents, currency)
  const { document } = change
  switch (change.kind) {
    case 'amount':
    case 'information': {
      const words = change.after === 0 ? (`${change.kind}Settled` as const) : change.kind
      return t(`review.change.${words}`, {
        document,
        before: money(change.before),
        after: money(change.after),
      })
    }
    case 'due':
    case 'reminded': {
      const day = (on: string | null) => (on === null ? t('review.never') : format.day(on))
      return t(`review.change.${change.kind}`, {
        document,
        before: day(change.before),
        after: day(change.after),
      })
    }
    case 'level':
      return t('review.change.level', { document, before: change.before, after: change.after })
    case 'blocked': {
      const until = change.until === null ? '' : ` ${t('setAside.until', { day: format.day(change.until) })}`
      return t('review.change.blocked', {
        document,
        block: `${t(`setAside.reason.${change.block}`)}${until}`,
      })
    }
    case 'credit':
      return creditWords(change, t, format, money)
    case 'penalties':
      return t('review.change.penalties', { before: money(change.before), after: money(change.after) })
    case 'addressee':
      return t('review.change.addressee', {
        before: t(`customer.kinds.${change.before}`),
        after: t(`customer.kinds.${change.after}`),
      })
    case 'document':
      return t('review.change.document', { document, after: change.after })
  }
}

function creditWords(
  { credit, document, receivedOn, before, after }: Extract<ReviewChange, { kind: 'credit' }>,
  t: TFunction,
  format: Formats,
  money: (cents: number) => string,
): string {
  const what = t(`review.credit.${credit}`, {
    document,
    day: receivedOn === null ? '' : t('review.receivedOn', { day: format.day(receivedOn) }),
  }).trim()
  if (before === 0) return t('review.change.creditNew', { what, amount: money(after) })
  if (after === 0) return t('review.change.creditGone', { what, amount: money(before) })
  return t('review.change.credit', { what, before: money(before), after: money(after) })
}
