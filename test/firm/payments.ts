import { receive } from './business.ts'
import { compare, Disagreement, heldPart } from './compare.ts'
import { did, type Firm, nameOf, note } from './firm.ts'
import {
  accountsOf,
  daysAfter,
  isOf,
  type NaiveAllocation,
  type NaiveCredit,
  type NaivePart,
} from './naive-books.ts'
import { type NaiveProbable, probableOf } from './naive-probable.ts'
import { allocate, settle, takeBack } from './naive-settling.ts'

// What people say of payments in the program, before their accountant does.

/** Somebody says what a credit of the last list pays, wholly or in part. */
export async function allocateSomething(firm: Firm, today: string): Promise<void> {
  const { books, chance, program } = firm
  const pairs = books.credits
    .filter(({ open, source }) => open > 0 && source === 'list')
    .flatMap((credit) => openParts(firm, credit).map((part) => ({ credit, part })))
    .filter(
      ({ credit, part }) => !books.allocations.some((one) => one.credit === credit && one.part === part),
    )
  const pair = pairs[chance(Math.max(1, pairs.length))]
  if (!pair) return
  const { credit, part } = pair
  const most = Math.min(credit.open, part.open)
  const cents = chance(2) === 0 ? most : 1 + chance(most)
  const { id } = await heldPart(firm, part, today)
  await program.allocate(
    await heldCredit(firm, credit, today),
    [{ instalmentId: id, amountCents: cents }],
    today,
  )
  allocate(books, credit, part, cents)
  did(firm, 'credit allocated')
  note(
    firm,
    today,
    `${cents} of ${credit.number} of ${nameOf(firm, credit.client)} to ${part.invoice.number}`,
  )
}

function openParts({ books }: Firm, credit: NaiveCredit): NaivePart[] {
  return books.invoices
    .filter((invoice) => isOf(invoice, credit))
    .flatMap(({ parts }) => parts.filter(({ open }) => open > 0))
}

async function heldCredit(firm: Firm, credit: NaiveCredit, today: string): Promise<number> {
  const found = (await firm.program.credits()).find(
    (one) =>
      one.number === credit.number &&
      one.name === nameOf(firm, credit.client) &&
      one.receivedOn === credit.receivedOn,
  )
  if (!found) throw new Disagreement(`${today}: the program has no ${credit.number}`)
  return found.id
}

/** Somebody takes back what was allocated by hand and still stands. */
export async function takeSomethingBack(firm: Firm, today: string): Promise<void> {
  const { books, chance, program } = firm
  const standing = books.allocations.filter(({ credit }) => credit.source === 'list')
  const allocation = standing[chance(Math.max(1, standing.length))]
  if (!allocation) return
  await program.takeBack(await heldAllocation(firm, allocation, today), today)
  takeBack(books, allocation)
  did(firm, 'allocation taken back')
  const { credit, part } = allocation
  note(
    firm,
    today,
    `${credit.number} of ${nameOf(firm, credit.client)} taken back from ${part.invoice.number}`,
  )
}

async function heldAllocation(
  firm: Firm,
  { credit, part, cents }: NaiveAllocation,
  today: string,
): Promise<number> {
  const { id } = await heldPart(firm, part, today)
  const found = (await firm.program.allocations()).find(
    (one) => one.partId === id && one.number === credit.number && one.cents === cents,
  )
  if (!found) throw new Disagreement(`${today}: nothing of ${credit.number} is on ${part.invoice.number}`)
  return found.id
}

/** « Règlement reçu le … »: of all that an invoice asks, or part of it. The books have it some days later, or never. */
export async function noteSomePayment(firm: Firm, today: string): Promise<void> {
  const { books, chance, program } = firm
  const open = books.invoices.filter(({ parts }) => parts.some((part) => part.open > 0))
  const invoice = open[chance(Math.max(1, open.length))]
  const [first] = invoice?.parts ?? []
  if (!invoice || !first) return
  const owed = invoice.parts.reduce((cents, part) => cents + part.open, 0)
  const cents = chance(2) === 0 ? owed : 1 + chance(owed)
  const receivedOn = daysAfter(today, -chance(4))
  const { invoiceId } = await heldPart(firm, first, today)
  if (!(await program.notePayment(invoiceId, receivedOn, cents, today))) return
  note(
    firm,
    today,
    `${cents} of ${invoice.number} of ${nameOf(firm, invoice.client)} received on ${receivedOn}`,
  )
  did(firm, 'payment noted')
  const { client, currency } = invoice
  const facts = { client, currency, kind: 'payment', source: 'noted', number: null, names: null } as const
  const credit: NaiveCredit = { ...facts, receivedOn, cents, left: cents, open: 0 }
  books.credits.push(credit)
  spread(books.allocations, credit, invoice.parts)
  settle(books)
  if (chance(2) === 0)
    receive(firm.business, invoice, { receivedOn: daysAfter(receivedOn, chance(3)), cents })
}

/** The oldest due first. */
function spread(allocations: NaiveAllocation[], credit: NaiveCredit, parts: readonly NaivePart[]): void {
  let rest = credit.cents
  for (const part of parts.toSorted((one, other) => (one.dueOn < other.dueOn ? -1 : 1))) {
    const cents = Math.min(rest, part.open)
    if (cents > 0) allocations.push({ credit, part, cents, told: 0 })
    rest -= cents
  }
}

/** A payment was noted by mistake, and no list has it yet. */
export async function unnoteSomePayment(firm: Firm, today: string): Promise<void> {
  const { books, chance, program } = firm
  const noted = books.credits.filter(({ source, left }) => source === 'noted' && left > 0)
  const credit = noted[chance(Math.max(1, noted.length))]
  if (!credit) return
  const [held] = (await program.notedPayments()).filter(
    (one) =>
      one.name === nameOf(firm, credit.client) &&
      one.cents === credit.cents &&
      one.receivedOn === credit.receivedOn,
  )
  if (!held)
    throw new Disagreement(`${today}: ${credit.cents} noted on ${credit.receivedOn} is not in the program`)
  await program.cancelNoted(held.id, today)
  did(firm, 'noted payment withdrawn')
  credit.left = 0
  books.allocations = books.allocations.filter((one) => one.credit !== credit)
  settle(books)
  note(firm, today, `payment of ${credit.cents} of ${nameOf(firm, credit.client)} was noted by mistake`)
}

/** « 16 règlements correspondent à une facture : les affecter ? »: all of them at once, or one of them. */
export async function allocateProbable(firm: Firm, today: string): Promise<void> {
  const { books, chance, program } = firm
  const found = accountsOf(books).flatMap((account) => probableOf(books, account))
  const listed = found.filter(({ payment }) => payment.source === 'list')
  const one = chance(2) === 0 ? listed[chance(Math.max(1, listed.length))] : undefined
  const chosen = one
    ? [one]
    : found.filter(({ isOneOfSeveral, payment }) => !isOneOfSeveral && payment.receivedOn <= today)
  if (chosen.length === 0) return
  const ids = one ? [await heldCredit(firm, one.payment, today)] : undefined
  const told = chosen.map(({ payment }) => `${payment.open}`)
  const done = await program.allocateProbable(ids, today)
  compare(
    firm,
    today,
    'probable payments',
    told,
    done.map(({ amountCents }) => `${amountCents}`),
  )
  for (const probable of chosen) allocateAll(firm, probable)
  did(firm, one ? 'probable payment allocated' : 'all probable payments allocated')
  note(firm, today, `probable payments: ${chosen.map(inWords).join(', ')}`)
}

function allocateAll({ books }: Firm, { payment, parts }: NaiveProbable): void {
  for (const part of parts) allocate(books, payment, part, part.open)
}

function inWords({ payment, invoices }: NaiveProbable): string {
  return `${payment.number} to ${invoices.map(({ number }) => number).join(' ')}`
}
