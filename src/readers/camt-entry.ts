import type { Day } from '#domain/days-and-money/day.ts'
import type { Currency } from '#domain/days-and-money/money.ts'
import { mustHave } from '#domain/errors.ts'
import { parseCents } from './amounts.ts'
import { joinTexts, type MovementFacts, saysReturned } from './statement.ts'
import { attributeOf, nodesAt, textAt, type XmlNode } from './statement-tree.ts'

/** A booked entry (Ntry) whose own amount, side and day are read. */
export interface CamtEntry {
  readonly node: XmlNode
  readonly currency: Currency
  readonly bookedOn: Day
  readonly amountCents: number
}

/**
 * The movements of an entry. A batch (several NtryDtls/TxDtls) is one movement a transaction when
 * their amounts add up to it in its currency; else the entry stands alone, and `isWhole` is false. A
 * single transaction never changes the amount: banks write there the one of the order, in its currency.
 */
export function entryMovements(entry: CamtEntry): {
  readonly movements: readonly MovementFacts[]
  readonly isWhole: boolean
} {
  const details = nodesAt(entry.node, 'ntrydtls/txdtls')
  if (details.length <= 1)
    return { movements: [movementOf(entry, entry.amountCents, details)], isWhole: true }
  const amounts = details.map((detail) => detailCents(detail, entry))
  const total = amounts.reduce<number>((sum, cents) => sum + (cents ?? Number.NaN), 0)
  if (total !== entry.amountCents)
    return { movements: [movementOf(entry, entry.amountCents, details)], isWhole: false }
  const movements = details.map((detail, index) =>
    movementOf(entry, mustHave(amounts[index], 'the amount of a detail'), [detail]),
  )
  return { movements, isWhole: true }
}

// Amt from version 04 on, AmtDtls/TxAmt/Amt before, or the amount instructed where a bank gives it alone; the side is that of the entry unless it has its own.
function detailCents(detail: XmlNode, { amountCents, currency }: CamtEntry): number | null {
  const amount = ['amt', 'amtdtls/txamt/amt', 'amtdtls/instdamt/amt'].flatMap((path) =>
    nodesAt(detail, path),
  )[0]
  if (!amount || attributeOf(amount, 'Ccy') !== currency) return null
  const cents = parseCents(amount.text, '.', 'rounded')
  if (cents === null) return null
  const side = textAt(detail, 'cdtdbtind')
  const isDebit = side === '' ? amountCents < 0 : side === 'DBIT'
  return isDebit ? -cents : cents
}

function movementOf(entry: CamtEntry, amountCents: number, details: readonly XmlNode[]): MovementFacts {
  const { node, bookedOn } = entry
  const [first] = details
  const own = details.flatMap(textsOf)
  const text = joinTexts([
    ...own,
    ...(details.length === 1 && own.length > 0 ? [] : [textAt(node, 'addtlntryinf')]),
  ])
  const isRejection = amountCents < 0 && (isReturned(node) || details.some(isReturned) || saysReturned(text))
  const isAlone = details.length === 1
  return {
    bookedOn,
    amountCents,
    payer: isAlone && first ? partyOf(first, amountCents > 0, isRejection) : null,
    text,
    reference: (isAlone && first && referenceOf(first)) || textAt(node, 'acctsvcrref', 'ntryref') || null,
    isRejection,
    line: first && isAlone ? first.line : node.line,
  }
}

// RmtInf/Ustrd is what the payer wrote; Strd holds references by which an invoice may be known.
function textsOf(detail: XmlNode): string[] {
  const paths = [
    'rmtinf/ustrd',
    'rmtinf/strd/cdtrrefinf/ref',
    'rmtinf/strd/rfrddocinf/nb',
    'rmtinf/strd/addtlrmtinf',
    'addtltxinf',
  ]
  return paths.flatMap((path) => nodesAt(detail, path).map(({ text }) => text)).filter((text) => text !== '')
}

// Names stand under Dbtr up to version 07, under Dbtr/Pty from 08 on. On a payment returned the
// customer is the debtor, whom some banks nevertheless write as creditor (seen).
function partyOf(detail: XmlNode, isCredit: boolean, isRejection: boolean): string | null {
  const debtor = ['dbtr/nm', 'dbtr/pty/nm', 'ultmtdbtr/nm', 'ultmtdbtr/pty/nm']
  const creditor = ['cdtr/nm', 'cdtr/pty/nm', 'ultmtcdtr/nm', 'ultmtcdtr/pty/nm']
  const order = isCredit ? debtor : [...(isRejection ? debtor : []), ...creditor]
  return textAt(detail, ...order.map((path) => `rltdpties/${path}`)) || null
}

function referenceOf(detail: XmlNode): string {
  const endToEnd = textAt(detail, 'refs/endtoendid')
  if (endToEnd !== '' && !/^NOT ?PROVIDED$/i.test(endToEnd)) return endToEnd
  return textAt(detail, 'rmtinf/strd/cdtrrefinf/ref', 'refs/acctsvcrref')
}

// RtrInf is the reason of a return; RvslInd says that the entry takes back one of the other side;
// UPDD and UPCQ are the families of unpaid direct debits and cheques.
function isReturned(node: XmlNode): boolean {
  const isReversal = /^(?:true|1)$/.test(textAt(node, 'rvslind'))
  const family = textAt(node, 'bktxcd/domn/fmly/subfmlycd')
  return isReversal || nodesAt(node, 'rtrinf').length > 0 || family === 'UPDD' || family === 'UPCQ'
}
