import { formatDay } from '#domain/days-and-money/day.ts'
import { effectOf, isKnownStatus, type StatusHold } from '#domain/receivables/e-invoice-status.ts'
import { type Language, translate } from '#messages/translate.ts'
import type { StoredReason } from '#platform/tables-e-invoices.ts'

/** « 207 En litige »; the bare code when it is none that we know. */
export function statusName(language: Language, code: string): string {
  if (!isKnownStatus(code)) return translate(language, 'statuses.unnamed', { code })
  return translate(language, 'statuses.named', { code, name: translate(language, `statuses.name-${code}`) })
}

/** Reasons in words, « taux de TVA erroné – demandé : faire une nouvelle facture »; null without any. */
export function reasonWords(language: Language, reasons: readonly StoredReason[]): string | null {
  const words = reasons.map(({ code, text, action }) => {
    const known = code === null ? null : knownWords(language, 'reason', code)
    const reason = [...new Set([known ?? code, text])].filter((one) => one !== null && one !== '').join(' : ')
    const asked = action === null ? null : knownWords(language, 'action', action)
    return asked === null ? reason : translate(language, 'statuses.with-action', { reason, action: asked })
  })
  return words.length === 0 ? null : [...new Set(words)].join(' ; ')
}

function knownWords(language: Language, kind: 'reason' | 'action', code: string): string | null {
  const key = `statuses.${kind}-${code}`
  const words = translate(language, key)
  return words === key ? null : words
}

/** A status as a hold is told by it: what a block keeps as its reason. */
interface HoldingStatus {
  readonly code: string
  readonly happenedOn: string
  readonly payableOn: string | null
  readonly reasons: readonly StoredReason[]
}

/** Why a status sets an invoice aside, as « Écartés » tells it; kept with the block, in French like the books. */
export function holdWords(status: HoldingStatus): string {
  const reason = reasonWords('fr', status.reasons) ?? translate('fr', 'statuses.without-reason')
  const hold = effectOf(status.code).holds
  if (hold === 'promise')
    return translate('fr', 'statuses.announced', { day: formatDay(status.payableOn ?? status.happenedOn) })
  const key = hold === undefined ? undefined : HOLD_SENTENCES[hold]
  return key === undefined ? reason : translate('fr', key, { reason })
}

const HOLD_SENTENCES: Readonly<Partial<Record<StatusHold, string>>> = {
  suspended: 'statuses.asked-for',
  refused: 'statuses.refused-do',
  'not-received': 'statuses.resend',
}
