import { type BankLine, exportBank } from './bank-export.ts'
import { enter, hasAlike } from './business.ts'
import { compare, heldPart, nameOfAccount } from './compare.ts'
import { did, type Firm, nameOf, note } from './firm.ts'
import {
  areTelling,
  firstOf,
  type NaiveShare,
  openParts,
  receiveFromBank,
  sendBack,
  sumOfShares,
  whole,
} from './naive-bank.ts'
import { accountsOf, type NaiveAccount, type NaiveCredit, type NaiveInvoice } from './naive-books.ts'

/** A line of the statement, and what the program is to make of it: null when it cannot be told. */
interface Expected {
  readonly line: BankLine
  readonly shares: readonly NaiveShare[]
  readonly account: NaiveAccount
  readonly status: 'automatic' | 'pending'
}

/** A week of the bank: right payments, wrong ones, unknown ones, and some that come back unpaid. */
export async function importStatement(firm: Firm, today: string): Promise<void> {
  for (const currency of ['EUR', 'USD']) {
    const returned = sendSomethingBack(firm, currency, today)
    const expected: Expected[] = []
    const paying = accountsOf(firm.books).filter((one) => one.currency === currency && firm.chance(5) === 0)
    for (const account of paying) {
      const one = await payment(firm, account, today)
      if (one === null || isInBooks(firm, one, today)) continue
      expected.push(one)
      if (one.status === 'automatic') receive(firm, one, today)
    }
    const lines = [...(returned ? [returned] : []), ...expected.map(({ line }) => line)]
    if (lines.length === 0) continue
    did(firm, 'statement')
    did(firm, 'payment told by the bank', expected.filter(({ status }) => status === 'automatic').length)
    did(firm, 'letter paid by its reference', expected.filter(({ line }) => line.reference !== null).length)
    note(
      firm,
      today,
      `statement in ${currency}: ${lines.map(({ cents, text }) => `${cents} ${text}`).join(' · ')}`,
    )
    await firm.program.import(`releve-${currency}.xml`, exportBank(lines, currency, today), today)
    await compareMovements(firm, expected, returned, today)
    await decideOthers(firm, expected, today)
  }
}

function isInBooks({ business }: Firm, { account, line }: Expected, receivedOn: string): boolean {
  return hasAlike(business.credits, { ...account, cents: line.cents, receivedOn })
}

function receive(firm: Firm, { account, shares, line }: Expected, today: string): void {
  const credit = receiveFromBank(firm.books, account, today, shares)
  firm.business.transfers.push({ ...account, cents: line.cents, receivedOn: today })
  for (const { part, cents } of shares) enter(firm.business, part, cents)
  firm.banked.push({ credit, text: line.text, payer: line.payer, shares })
}

async function compareMovements(
  firm: Firm,
  expected: readonly Expected[],
  returned: BankLine | null,
  today: string,
): Promise<void> {
  const wanted = expected.map(({ line, status }) => `${line.cents} ${line.payer} ${status}`)
  if (returned) wanted.push(`${returned.cents} ${returned.payer} automatic`)
  const held = await firm.program.movementsOf(today, expected[0]?.line.currency ?? returned?.currency ?? '')
  compare(
    firm,
    today,
    'movements',
    wanted,
    held.map(({ cents, payer, status }) => `${cents} ${payer} ${status}`),
  )
}

/** Somebody says what the others pay, or that they are nobody's. */
async function decideOthers(firm: Firm, expected: readonly Expected[], today: string): Promise<void> {
  for (const one of expected) {
    if (one.status === 'automatic') continue
    const { line, shares } = one
    const held = await firm.program.movementsOf(today, line.currency)
    const movement = held.find(({ cents, payer }) => cents === line.cents && payer === line.payer)
    const [first] = shares
    if (!movement || !first) throw new Error(`no movement of ${line.cents}`)
    if (firm.chance(4) === 0) {
      await firm.program.setMovementAside(movement.id, today)
      did(firm, 'movement set aside')
      note(firm, today, `${line.cents} of ${line.payer} set aside`)
      continue
    }
    const { customerId } = await heldPart(firm, first.part, today)
    const own: { instalmentId: number; amountCents: number }[] = []
    for (const { part, cents } of shares)
      own.push({ instalmentId: (await heldPart(firm, part, today)).id, amountCents: cents })
    await firm.program.attribute(movement.id, { customerId, amountCents: line.cents, shares: own }, today)
    did(firm, 'payment told by somebody')
    note(firm, today, `${line.cents} of ${line.payer} is of ${nameOfAccount(firm, one.account)}`)
    receive(firm, one, today)
  }
}

async function payment(firm: Firm, account: NaiveAccount, today: string): Promise<Expected | null> {
  const { chance, books } = firm
  const open = openParts(books, account)
  if (open.length === 0) return null
  const how = chance(6)
  if (how === 0) return await wholeLetter(firm, account)
  if (how === 1) return allOwed(firm, account)
  const payer = nameOf(firm, account.client)
  const invoices = [...new Set(open.map(({ invoice }) => invoice))]
  const named = invoices.slice(0, 1 + chance(3))
  const parts = open.filter(({ invoice }) => named.includes(invoice))
  const text = `VIREMENT ${named.map((invoice) => numberOf(firm, invoice)).join(' ')}`
  if (how <= 3) {
    const shares = whole(parts)
    return expectedOf(account, shares, { payer, text }, areTelling(books, named) ? 'automatic' : 'pending')
  }
  const owed = sumOfShares(whole(how === 4 ? parts : open))
  const shares = firstOf(how === 4 ? parts : open, 1 + chance(owed - 1))
  if (how === 4) return expectedOf(account, shares, { payer, text }, 'pending')
  return expectedOf(account, shares, { payer: `Holding ${today}`, text: 'sans motif' }, 'pending')
}

function expectedOf(
  account: NaiveAccount,
  shares: readonly NaiveShare[],
  { payer, text, reference = null }: { payer: string; text: string; reference?: string | null },
  status: Expected['status'],
): Expected {
  const { currency } = account
  const line = { cents: sumOfShares(shares), currency, payer, text, reference, isReturned: false }
  return { line, shares, account, status }
}

/** By its creditor reference, all that is still owed of a letter. */
async function wholeLetter(firm: Firm, account: NaiveAccount): Promise<Expected | null> {
  const letters = firm.runs.flatMap(({ references }) => [...references])
  const own = letters.filter(
    ([letter]) => letter.account.client === account.client && letter.account.currency === account.currency,
  )
  const [letter, reference] = own.at(-1) ?? []
  const parts = letter?.parts.filter((part) => part.open > 0) ?? []
  if (!letter || !reference || parts.length === 0) return null
  const payer = nameOf(firm, account.client)
  return expectedOf(account, whole(parts), { payer, text: reference, reference }, 'automatic')
}

const LONGEST_TEXT = 140

/** All that a client owes, by as many numbers as a transfer can carry: the last may be cut. */
function allOwed(firm: Firm, account: NaiveAccount): Expected {
  const parts = openParts(firm.books, account)
  const invoices = [...new Set(parts.map(({ invoice }) => invoice))]
  const text = invoices
    .map((invoice) => numberOf(firm, invoice))
    .join(' ')
    .slice(0, LONGEST_TEXT)
  const isTold = areTelling(firm.books, invoices)
  return expectedOf(
    account,
    whole(parts),
    { payer: nameOf(firm, account.client), text },
    isTold ? 'automatic' : 'pending',
  )
}

/** As the client's copy of the invoice has it. */
function numberOf({ business }: Firm, invoice: NaiveInvoice): string {
  return business.invoices.find(({ known }) => known === invoice)?.number ?? invoice.number
}

/** A payment that named its invoice comes back unpaid, as long as no other of that amount did. */
function sendSomethingBack(firm: Firm, currency: string, today: string): BankLine | null {
  const { banked, chance, books } = firm
  const own = banked.filter(({ credit, text }) => credit.currency === currency && text.startsWith('VIREMENT'))
  const back = own[chance(Math.max(3, own.length))]
  if (!back) return null
  banked.splice(banked.indexOf(back), 1)
  const { credit, text, payer, shares } = back
  for (const { part, cents } of shares) enter(firm.business, part, -cents)
  sendBack(books, credit)
  did(firm, 'payment sent back')
  note(firm, today, `${credit.cents} of ${payer} comes back`)
  return { cents: -credit.cents, currency, payer, text: `REJET ${text}`, reference: null, isReturned: true }
}

/** A payment that the bank told. */
export interface Banked {
  readonly credit: NaiveCredit
  readonly text: string
  readonly payer: string
  readonly shares: readonly NaiveShare[]
}
