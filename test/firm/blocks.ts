import { daysAfter } from './business.ts'
import { codeOf } from './compare.ts'
import { type Firm, note } from './firm.ts'

/** Days a company waits after a promise, unless it says otherwise. */
const GRACE = 3

const KINDS = ['promise', 'promise', 'dispute', 'do-not-remind', 'direct-debit'] as const

/** A client promises, disputes an invoice, or is not to be reminded; for a while or until it is lifted. */
export async function blockSomeone(firm: Firm, today: string): Promise<void> {
  const { books, chance, program } = firm
  const open = books.invoices.filter(({ parts }) => parts.some((part) => part.open > 0))
  const invoice = open[chance(Math.max(1, open.length))]
  if (!invoice) return
  const kind = KINDS[chance(KINDS.length)] ?? 'dispute'
  const isOfClient = chance(3) === 0
  const endsOn = kind === 'promise' || chance(2) === 0 ? daysAfter(today, 2 + chance(20)) : null
  const held = (await program.parts()).find(
    (one) =>
      one.code === codeOf(firm, invoice.client) &&
      one.number === invoice.number &&
      one.issuedOn === invoice.issuedOn,
  )
  if (!held) throw new Error(`${invoice.number} of ${invoice.issuedOn} is not in the program`)
  const scope = isOfClient ? {} : { invoiceId: held.invoiceId }
  const id = await program.block(
    { customerId: held.customerId, kind, ...scope, ...(endsOn && { endsOn }) },
    today,
  )
  note(
    firm,
    today,
    `${kind} of ${codeOf(firm, invoice.client)}${isOfClient ? '' : ` on ${invoice.number}`} until ${endsOn}`,
  )
  const last = endsOn !== null && kind === 'promise' ? daysAfter(endsOn, GRACE) : endsOn
  books.blocks.push({
    id,
    client: invoice.client,
    invoice: isOfClient ? null : invoice,
    endsOn: last,
    isLifted: false,
  })
}

/** Somebody ends one of the blocks that still hold. */
export async function liftSomething(firm: Firm, today: string): Promise<void> {
  const holding = firm.books.blocks.filter(({ isLifted }) => !isLifted)
  const block = holding[firm.chance(Math.max(1, holding.length))]
  if (!block) return
  await firm.program.lift(block.id, today)
  block.isLifted = true
  note(firm, today, `block ${block.id} lifted`)
}
