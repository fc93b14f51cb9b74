import { heldPart } from './compare.ts'
import { did, type Firm, nameOf, note } from './firm.ts'
import { isListed, newHabits } from './list-export.ts'
import { accountsOf, daysAfter } from './naive-books.ts'
import { proposed } from './naive-claims.ts'
import { setLevel } from './naive-history.ts'

// What is set rather than lived: levels by hand, the procedure, and how the accounting program names things.

/** Somebody sets the level of what is proposed of a client, or of one of its invoices. */
export async function setSomeLevel(firm: Firm, today: string): Promise<void> {
  const { books, chance, program } = firm
  const on = daysAfter(today, -1)
  const due = accountsOf(books).flatMap((account) => proposed(books, account, on))
  const part = due[chance(Math.max(1, due.length))]
  if (!part) return
  const level = ([1, 2, 3, 4] as const)[chance(4)] ?? 1
  const isOfClient = chance(2) === 0
  const { invoice } = part
  const held = await heldPart(firm, part, today)
  const scope = isOfClient ? {} : { invoiceId: held.invoiceId }
  await program.setLevel({ ...scope, customerId: held.customerId, currency: held.currency, level, on }, today)
  const set = proposed(books, invoice, on).filter((one) => isOfClient || one.invoice === invoice)
  const events = setLevel(set, level)
  firm.events.push(...events)
  did(firm, 'level set by hand', events.length)
  note(
    firm,
    today,
    `level ${level} for ${nameOf(firm, invoice.client)}, ${isOfClient ? 'all' : invoice.number}`,
  )
}

/** The company wants a letter per level, or no longer. */
export async function changeLetters(firm: Firm, today: string): Promise<void> {
  const { books } = firm
  if (books.invoices.length === 0) return
  books.hasLetterPerLevel = !books.hasLetterPerLevel
  await firm.program.setLetterPerLevel(books.hasLetterPerLevel, today)
  note(firm, today, `one letter per level: ${books.hasLetterPerLevel}`)
}

const TOWNS = 'Lille Tours Nantes Lyon Rennes Dijon Brest Nancy Reims Metz'.split(' ')

/**
 * The accounting program changes its ways, a client its name, or the code of a client: one thing at a time, and of
 * a client the next list has, or nobody could know it again.
 */
export function changeNames(firm: Firm, today: string): void {
  const { chance, clients, business } = firm
  const what = chance(3)
  if (what === 0) {
    firm.habits = newHabits(chance)
    did(firm, 'ways changed')
    note(
      firm,
      today,
      `lists ${firm.habits.hasCodes ? 'with' : 'without'} codes, ${firm.habits.number('FA', '7')}`,
    )
    return
  }
  const listed = business.invoices.filter((invoice) => invoice.known !== null && isListed(invoice))
  const client = listed[chance(Math.max(1, listed.length))]?.client
  const written = client === undefined ? undefined : clients[client]
  if (client === undefined || !written || !firm.habits.hasCodes) return
  if (what === 1) {
    const town = TOWNS[chance(TOWNS.length)] ?? ''
    did(firm, 'client renamed')
    note(firm, today, `${written.name} is now of ${town}`)
    const [base] = written.name.split(' de ')
    written.name = `${base} de ${town}`
    firm.names[client] = written.name
  } else {
    did(firm, 'code changed')
    note(firm, today, `${written.name} had ${written.code}`)
    written.code = `${written.code.split('/')[0]}/${today.slice(2).replaceAll('-', '')}`
  }
}
