import { type Day, dayOf } from '#domain/days-and-money/day.ts'
import type { Currency } from '#domain/days-and-money/money.ts'
import { effectOf } from '#domain/receivables/e-invoice-status.ts'
import { parseCents } from './amounts.ts'
import { issue } from './issues.ts'
import type { ReadIssue } from './records.ts'
import { attributeOf, elementAt, elementsAt, textAt, textOf, type XmlElement } from './xml-tree.ts'

/** The root of a status of e-invoices: UN/CEFACT CDAR, D22B. */
export const CDAR_ROOT = 'CrossDomainAcknowledgementAndResponse'

/** The statuses that one file says, each about one document. */
export interface StatusFile {
  readonly kind: 'statuses'
  readonly statuses: readonly EInvoiceStatus[]
  readonly warnings: readonly ReadIssue[]
}

/** One status of one document (MDT numbers: XP Z12-012). */
export interface EInvoiceStatus {
  /** The message's own identifier (MDT-4); null when it gives none. */
  readonly messageId: string | null
  /** The number of the document (MDT-87). */
  readonly number: string
  /** MDT-89. */
  readonly issuedOn: Day | null
  /** Of UNTDID 1001: "380" (MDT-91). */
  readonly documentType: string | null
  /** Of the seller, who issued the document (MDT-129). */
  readonly sellerSiren: string | null
  /** "207" (MDT-105). */
  readonly code: string
  /** "2025-07-01T15:10:00", without a zone, as it is written; midnight when only the day is. */
  readonly at: string
  readonly reasons: readonly StatusReason[]
  readonly amounts: readonly StatusAmount[]
  /** The day of payment that an announcement (211) gives. */
  readonly payableOn: Day | null
}

/** Why, and what is asked for. */
export interface StatusReason {
  /** "TX_TVA_ERR" (MDT-113). */
  readonly code: string | null
  /** In the words of whoever sends it, when they say more than the code. */
  readonly text: string | null
  /** "NIN": a new invoice (MDT-121). */
  readonly action: string | null
}

/** An amount with what it is: MEN received, RAP left to pay. */
export interface StatusAmount {
  readonly type: string
  /** Negative: given back. */
  readonly cents: number
  readonly currency: Currency
  /** VAT rate, "20.00". */
  readonly percent: string | null
}

/** What a CDAR says; the place of a fault is the rank of the document it is about. */
export function statusesOf(root: XmlElement): StatusFile | ReadIssue {
  const messageId = textAt(root, 'ExchangedDocument/ID')
  const sentAt = elementAt(root, 'ExchangedDocument/IssueDateTime/DateTimeString')
  const statuses: EInvoiceStatus[] = []
  const warnings: ReadIssue[] = []
  for (const acknowledgement of elementsAt(root, 'AcknowledgementDocument')) {
    const own = elementAt(acknowledgement, 'IssueDateTime/DateTimeString')
    const stamp = textOf(own) === null ? sentAt : own
    for (const reference of elementsAt(acknowledgement, 'ReferenceReferencedDocument')) {
      const place = { line: statuses.length + 1 }
      const status = statusOf(reference, { messageId, stamp: textOf(stamp) })
      if ('missing' in status) return issue('cdar-missing', place, { what: status.missing })
      if ('bad' in status) return issue('cdar-bad-value', place, { what: status.bad, value: status.value })
      if (effectOf(status.code).needsReason && status.reasons.length === 0)
        warnings.push(issue('cdar-no-reason', place, { number: status.number, status: status.code }))
      statuses.push(status)
    }
  }
  return statuses.length === 0 ? issue('cdar-empty') : { kind: 'statuses', statuses, warnings }
}

type Fault = { readonly missing: string } | { readonly bad: string; readonly value: string }

function statusOf(
  reference: XmlElement,
  { messageId, stamp }: { readonly messageId: string | null; readonly stamp: string | null },
): EInvoiceStatus | Fault {
  const number = textAt(reference, 'IssuerAssignedID')
  const code = textAt(reference, 'ProcessConditionCode')
  if (number === null) return { missing: 'IssuerAssignedID' }
  if (code === null) return { missing: 'ProcessConditionCode' }
  if (!/^\d{3}$/.test(code)) return { bad: 'ProcessConditionCode', value: code }
  if (stamp === null) return { missing: 'IssueDateTime' }
  const at = momentOf(stamp)
  if (at === null) return { bad: 'IssueDateTime', value: stamp }
  const issued = textAt(reference, 'FormattedIssueDateTime/DateTimeString')
  const issuedAt = issued === null ? null : momentOf(issued)
  if (issued !== null && issuedAt === null) return { bad: 'FormattedIssueDateTime', value: issued }
  const details = elementsAt(reference, 'SpecifiedDocumentStatus')
  const characteristics = details.flatMap((detail) => elementsAt(detail, 'SpecifiedDocumentCharacteristic'))
  const amounts = amountsOf(characteristics)
  if ('bad' in amounts) return amounts
  const received = amounts.filter(({ type }) => type === 'MEN')
  if (effectOf(code).isReceipt && received.length === 0) return { missing: 'MEN' }
  const currencies = [...new Set(received.map(({ currency }) => currency))]
  if (currencies.length > 1) return { bad: 'currencyID', value: currencies.join(', ') }
  return {
    messageId,
    number,
    issuedOn: issuedAt?.slice(0, 10) ?? null,
    documentType: textAt(reference, 'TypeCode'),
    sellerSiren: sirenAt(reference),
    code,
    at,
    reasons: details.flatMap((detail) => reasonOf(detail) ?? []),
    amounts,
    payableOn: dayAt(characteristics),
  }
}

// "20250701", "20250701151000", "202507011510" (formats 102, 204, 203), or ISO 8601.
function momentOf(text: string): string | null {
  const parts =
    /^(\d{4})-?(\d{2})-?(\d{2})(?:T?(\d{2}):?(\d{2})(?::?(\d{2}))?(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/.exec(
      text,
    )
  if (!parts) return null
  const [, year, month, day, hour = '00', minute = '00', second = '00'] = parts
  const on = dayOf(Number(year), Number(month), Number(day))
  if (on === null || hour > '23' || minute > '59' || second > '59') return null
  return `${on}T${hour}:${minute}:${second}`
}

// 0002 is SIREN, 0009 SIRET, which begins with it.
function sirenAt(reference: XmlElement): string | null {
  for (const id of elementsAt(reference, 'IssuerTradeParty/GlobalID')) {
    const digits = textOf(id)?.replace(/\s/g, '') ?? ''
    const scheme = attributeOf(id, 'schemeID')
    if (scheme === '0002' && /^\d{9}$/.test(digits)) return digits
    if (scheme === '0009' && /^\d{14}$/.test(digits)) return digits.slice(0, 9)
  }
  return null
}

function reasonOf(detail: XmlElement): StatusReason | null {
  const code = textAt(detail, 'ReasonCode')
  const said = [textAt(detail, 'Reason'), textAt(detail, 'IncludedNote/Content')]
  // « Motif TX_TVA_ERR » says no more than the code.
  const texts = said.filter(
    (text): text is string => text !== null && text.replace(/^motif\s+/i, '') !== code,
  )
  const text = [...new Set(texts)].join(' – ') || null
  return code === null && text === null ? null : { code, text, action: textAt(detail, 'RequestedActionCode') }
}

function amountsOf(
  characteristics: readonly XmlElement[],
): readonly StatusAmount[] | (Fault & { bad: string }) {
  const amounts: StatusAmount[] = []
  for (const characteristic of characteristics) {
    const type = textAt(characteristic, 'TypeCode')
    const [amount] = elementsAt(characteristic, 'ValueAmount')
    const text = amount ? textOf(amount) : null
    if (type === null || !amount || text === null) continue
    const cents = parseCents(text, '.')
    if (cents === null) return { bad: `${type} ValueAmount`, value: text }
    const currency = attributeOf(amount, 'currencyID') ?? 'EUR'
    if (!/^[A-Z]{3}$/.test(currency)) return { bad: 'currencyID', value: currency }
    amounts.push({ type, cents, currency, percent: textAt(characteristic, 'ValuePercent') })
  }
  return amounts
}

function dayAt(characteristics: readonly XmlElement[]): Day | null {
  for (const characteristic of characteristics) {
    const text = textAt(characteristic, 'ValueDateTime/DateTimeString')
    const at = text === null ? null : momentOf(text)
    if (at !== null) return at.slice(0, 10)
  }
  return null
}
