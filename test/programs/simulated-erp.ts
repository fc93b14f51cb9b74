import type { BatchItem } from '#features/programs/contract.ts'

/** A program that another firm wrote: it invoices, is paid, corrects and deletes, and remembers all of it. */
export interface SimulatedErp {
  /** One day of its life: the records to be pushed, as they are that evening. */
  liveDay(): BatchItem[]
  /** What its customers owe, by external identifier of the invoice; 0 once it is paid or deleted. */
  open(): ReadonlyMap<string, number>
  /** Of its payments, what settles nothing yet. */
  unallocatedCents(): number
}

interface Invoice {
  readonly id: string
  readonly customer: string
  readonly number: string
  readonly issuedOn: string
  instalments: { readonly dueOn: string; readonly amountCents: number }[]
  isDeleted: boolean
}

interface Payment {
  readonly id: string
  readonly customer: string
  readonly receivedOn: string
  readonly amountCents: number
  allocations: { readonly invoice: string; readonly amountCents: number }[]
}

const FIRST_DAY = Date.UTC(2026, 0, 5)
const DAY_MS = 86_400_000

/** `random` gives numbers from 0 to 1: the same ones make the same firm. */
export function openErp(
  random: () => number,
  size: { readonly customers: number; readonly invoicesADay: number },
): SimulatedErp {
  const invoices: Invoice[] = []
  const payments: Payment[] = []
  let day = 0
  const pick = <T>(all: readonly T[]): T | undefined => all[Math.floor(random() * all.length)]
  const dateOf = (rank: number) => new Date(FIRST_DAY + rank * DAY_MS).toISOString().slice(0, 10)
  const totalOf = ({ instalments, isDeleted }: Invoice) =>
    isDeleted ? 0 : instalments.reduce((sum, { amountCents }) => sum + amountCents, 0)
  const paidOf = (id: string) =>
    payments.reduce(
      (sum, { allocations }) =>
        sum + allocations.reduce((part, one) => part + (one.invoice === id ? one.amountCents : 0), 0),
      0,
    )
  const leftOf = (invoice: Invoice) => totalOf(invoice) - paidOf(invoice.id)

  function invoice(): Invoice {
    const rank = invoices.length + 1
    const cents = 1_000 + Math.floor(random() * 200_000)
    const half = Math.floor(cents / 2)
    const isCut = random() < 0.2
    const made: Invoice = {
      ...{ id: `F/${rank}`, customer: `C-${Math.floor(random() * size.customers)}` },
      ...{ number: `FA-2026-${String(rank).padStart(5, '0')}`, issuedOn: dateOf(day), isDeleted: false },
      instalments: isCut
        ? [
            { dueOn: dateOf(day + 30), amountCents: half },
            { dueOn: dateOf(day + 60), amountCents: cents - half },
          ]
        : [{ dueOn: dateOf(day + 30), amountCents: cents }],
    }
    invoices.push(made)
    return made
  }

  // Whole, in part, or too much: what is too much settles nothing.
  function pay(owed: Invoice): Payment | null {
    const left = leftOf(owed)
    if (left === 0) return null
    const share = random()
    const amountCents = share < 0.6 ? left : share < 0.9 ? Math.ceil(left * random()) : left + 500
    const payment: Payment = {
      ...{ id: `P/${payments.length + 1}`, customer: owed.customer, receivedOn: dateOf(day), amountCents },
      allocations: [{ invoice: owed.id, amountCents: Math.min(left, amountCents) }],
    }
    payments.push(payment)
    return payment
  }

  function liveDay(): BatchItem[] {
    const made = Array.from({ length: size.invoicesADay }, invoice)
    const paid = Array.from({ length: Math.ceil(size.invoicesADay / 2) }, () => pick(invoices))
      .flatMap((one) => (one && !one.isDeleted ? [pay(one)] : []))
      .filter((one) => one !== null)
    const moved = pick(invoices.filter((one) => !one.isDeleted && one.instalments.length === 1))
    if (moved) moved.instalments = moved.instalments.map((one) => ({ ...one, dueOn: dateOf(day + 45) }))
    const gone = pick(invoices.filter((one) => !one.isDeleted && paidOf(one.id) === 0))
    if (gone) gone.isDeleted = true
    const freed = pick(payments.filter(({ allocations }) => allocations.length > 0))
    if (freed && random() < 0.5) freed.allocations = []
    day += 1
    const changed = new Set([...made, ...(moved ? [moved] : []), ...(gone ? [gone] : [])])
    return [
      ...[...changed].map(invoiceItem),
      ...[...new Set([...paid, ...(freed ? [freed] : [])])].map(paymentItem),
      ...(day === 1 ? Array.from({ length: size.customers }, (_, rank) => customerItem(rank)) : []),
    ]
  }

  return {
    liveDay,
    open: () => new Map(invoices.map((one) => [one.id, leftOf(one)])),
    unallocatedCents: () =>
      payments.reduce(
        (sum, { amountCents, allocations }) =>
          sum + amountCents - allocations.reduce((part, one) => part + one.amountCents, 0),
        0,
      ),
  }
}

function customerItem(rank: number): BatchItem {
  return { kind: 'customer', externalId: `C-${rank}`, data: { name: `Client ${rank} SARL` } }
}

function invoiceItem({ id, customer, number, issuedOn, instalments, isDeleted }: Invoice): BatchItem {
  const data = isDeleted
    ? null
    : { customer, number, issuedOn, currency: 'EUR', instalments: [...instalments] }
  return { kind: 'invoice', externalId: id, data }
}

function paymentItem({ id, customer, receivedOn, amountCents, allocations }: Payment): BatchItem {
  const data = {
    customer,
    number: id,
    receivedOn,
    currency: 'EUR',
    amountCents,
    allocations: [...allocations],
  }
  return { kind: 'payment', externalId: id, data }
}
