import { addTo } from '#domain/days-and-money/add-to.ts'
import type { CreditRecord, InvoiceRecord } from '#readers/records.ts'
import { isOut, type Push, refuse } from './push.ts'
import type { PushedCredit, PushedInvoice, PushItem } from './push-order.ts'

/** The documents of a push as the books stage them; `line` is the place of the row, from 1. */
export interface DocumentRecords {
  readonly invoices: readonly InvoiceRecord[]
  readonly credits: readonly CreditRecord[]
}

/** The key a document is stored under. */
export function pushKey(
  program: string,
  { kind, externalId }: Pick<PushItem, 'kind' | 'externalId'>,
): string {
  return `api|${program}|${kind}|${externalId}`
}

/** The documents that a push puts, with the code of their customer; those without one are refused by `codeOf`. */
export function recordsOf(
  push: Push,
  codeOf: (index: number, data: PushedInvoice | PushedCredit) => string | null,
): DocumentRecords {
  const invoices: InvoiceRecord[] = []
  const credits: CreditRecord[] = []
  for (const [index, item] of push.items.entries()) {
    if (item.kind === 'customer' || item.data === null || isOut(push, index)) continue
    if (item.kind !== 'invoice' && !hasRoom(push, index, item.data)) continue
    const customerCode = codeOf(index, item.data)
    if (customerCode === null) continue
    const base = { key: pushKey(push.program, item), customerCode, isProvisional: false, line: index + 1 }
    if (item.kind === 'invoice') invoices.push({ ...base, ...invoiceOf(base.key, index, item.data) })
    else
      credits.push({
        ...base,
        kind: item.kind === 'credit' ? 'credit-note' : 'payment',
        ...creditOf(item.data),
      })
  }
  return { invoices, credits }
}

function hasRoom(push: Push, index: number, { allocations = [], amountCents }: PushedCredit): boolean {
  let left = amountCents
  for (const [rank, share] of allocations.entries()) {
    left -= share.amountCents
    if (left >= 0) continue
    const field = `allocations.${rank}.amountCents`
    refuse(push, index, { code: 'invalid', key: 'programs.allocates-more', values: {}, field })
    return false
  }
  return true
}

// The day an instalment falls due names it: one moved to another day is found by what is left of the others.
function invoiceOf(key: string, index: number, data: PushedInvoice) {
  const { number, issuedOn, currency, label = null } = data
  const seen = new Map<string, number>()
  const instalments = data.instalments.map(({ dueOn, amountCents }) => {
    const rank = addTo(seen, dueOn, 1)
    const own = rank === 1 ? `${key}@${dueOn}` : `${key}@${dueOn}#${rank}`
    return { key: own, dueOn, amountCents, settledCents: 0, line: index + 1 }
  })
  return { number, kind: 'invoice' as const, issuedOn, currency, label, instalments }
}

function creditOf({ number = null, on, currency, amountCents, label = null }: PushedCredit) {
  return { number, receivedOn: on, currency, amountCents, label }
}
