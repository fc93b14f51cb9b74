import { heldPart } from './compare.ts'
import { did, type Firm, nameOf, note } from './firm.ts'
import { daysAfter } from './naive-books.ts'
import { judge, promise } from './naive-promises.ts'

/** Days a company waits after a promise, unless it says otherwise. */
const GRACE = 3

const KINDS = ['promise', 'promise', 'dispute', 'do-not-remind', 'direct-debit'] as const

/** A client promises, disputes an invoice, or is not to be reminded; for a while or until it is lifted. */
export async function blockSomeone(firm: Firm, today: string): Promise<void> {
  const { books, chance, program } = firm
  const open = books.invoices.filter(({ parts }) => parts.some((part) => part.open > 0))
  const invoice = open[chance(Math.max(1, open.length))]
  const [part] = invoice?.parts ?? []
  if (!invoice || !part) return
  const kind = KINDS[chance(KINDS.length)] ?? 'dispute'
  const isOfClient = chance(3) === 0
  const endsOn = kind === 'promise' || chance(2) === 0 ? daysAfter(today, 2 + chance(20)) : null
  const { customerId, invoiceId } = await heldPart(firm, part, today)
  const scope = isOfClient ? {} : { invoiceId }
  const id = await program.block({ customerId, kind, ...scope, ...(endsOn && { endsOn }) }, today)
  const about = `${nameOf(firm, invoice.client)}${isOfClient ? '' : ` on ${invoice.number}`}`
  did(firm, kind)
  note(firm, today, `${kind} of ${about} until ${endsOn}`)
  const last = endsOn !== null && kind === 'promise' ? daysAfter(endsOn, GRACE) : endsOn
  books.blocks.push({
    id,
    client: invoice.client,
    invoice: isOfClient ? null : invoice,
    endsOn: last,
    isLifted: false,
  })
  if (kind !== 'promise' || endsOn === null || last === null) return
  const own = { client: invoice.client, invoice: isOfClient ? null : invoice, blockId: id }
  firm.promises.push(promise(books, { ...own, promisedOn: endsOn, endsOn: last }))
}

/** Somebody ends one of the blocks that still hold. */
export async function liftSomething(firm: Firm, today: string): Promise<void> {
  const holding = firm.books.blocks.filter(({ isLifted }) => !isLifted)
  const block = holding[firm.chance(Math.max(1, holding.length))]
  if (!block) return
  await firm.program.lift(block.id, today)
  block.isLifted = true
  did(firm, 'block lifted')
  note(firm, today, `block ${block.id} lifted`)
}

/** Counts the promises of which it is known, since today, what became of them. */
export function countJudged(firm: Firm, today: string): void {
  for (const one of firm.promises) {
    if (firm.judged.has(one)) continue
    const state = judge(firm.books, one, daysAfter(today, -1))
    if (state === 'waiting') continue
    firm.judged.add(one)
    if (state !== 'lifted') did(firm, `promise ${state}`)
  }
}
