import { countAct } from './acts.ts'
import type { BookedCredit, BookedInvoice, Business, Chance } from './business.ts'
import { daysBetween, isOf, type NaiveBooks, type NaiveCredit } from './naive-books.ts'
import { hear, settle } from './naive-settling.ts'

/** How an accounting program writes its list. */
export interface Habits {
  readonly hasCodes: boolean
  /** Of FA-7: as it is, padded, apart, in small letters. */
  readonly number: (series: string, rank: string) => string
}

const plainly: Habits['number'] = (series, rank) => `${series}-${rank}`
const NUMBERS: readonly Habits['number'][] = [
  plainly,
  (series, rank) => `${series}-${rank.padStart(5, '0')}`,
  (series, rank) => `${series} ${rank}`,
  (series, rank) => `${series.toLowerCase()}${rank.padStart(3, '0')}`,
]

/** Those of a new program, or of a new version of the same. */
export function newHabits(chance: Chance): Habits {
  return { hasCodes: chance(4) > 0, number: NUMBERS[chance(NUMBERS.length)] ?? plainly }
}

/** A client as the accounting program writes it. */
export interface WrittenClient {
  code: string
  name: string
}

/** What is open, and what has changed since the export before, as a list; Relances then knows it. */
export function exportList(
  business: Business,
  books: NaiveBooks,
  clients: readonly WrittenClient[],
  { hasCodes, number }: Habits,
): string {
  const codeHeading = hasCodes ? ['Code client'] : []
  const headings = ['Type', 'N° pièce', ...codeHeading, 'Client', 'Date', 'Échéance', 'Devise']
  const lines = [[...headings, 'Montant TTC', 'Reste dû', 'Libellé'].join(';')]
  const write = (client: number, kind: string, numbered: string, cells: readonly string[]) => {
    const { code, name } = clients[client] ?? { code: '', name: '' }
    lines.push([kind, numbered, ...(hasCodes ? [code] : []), name, ...cells].join(';'))
  }
  const written = (plain: string) => {
    const [series = '', rank = ''] = plain.split('-')
    return number(series, rank)
  }
  const invoices = business.invoices.filter(isListed)
  for (const invoice of invoices) {
    for (const part of invoice.parts) {
      const days = [french(invoice.issuedOn), french(part.dueOn)]
      const amounts = [euros(part.cents), euros(part.open)]
      write(invoice.client, 'Facture', written(invoice.number), [...days, invoice.currency, ...amounts, ''])
    }
  }
  const credits = business.credits.filter(({ hasChanged, open }) => hasChanged || open > 0)
  for (const credit of credits) {
    const kind = credit.kind === 'payment' ? 'Règlement' : 'Avoir'
    const amounts = [euros(-credit.cents), euros(-credit.open)]
    const text = credit.names === null ? '' : `VIREMENT ${credit.names}`
    const cells = [french(credit.receivedOn), '', credit.currency, ...amounts, text]
    write(credit.client, kind, written(credit.number), cells)
  }
  for (const credit of credits)
    if (learnCredit(books, credit, written(credit.number)))
      countAct(business.told, 'noted payment in the books')
  for (const invoice of invoices) learnInvoice(books, invoice, written(invoice.number))
  settle(books)
  return `${lines.join('\r\n')}\r\n`
}

/** Whether the next list will have it. */
export function isListed({ hasChanged, parts }: BookedInvoice): boolean {
  return hasChanged || parts.some((part) => part.open > 0)
}

function learnInvoice(books: NaiveBooks, invoice: BookedInvoice, written: string): void {
  invoice.hasChanged = false
  if (invoice.known === null) {
    const { client, currency, issuedOn } = invoice
    const known: BookedInvoice['known'] = { client, currency, number: written, issuedOn, parts: [] }
    for (const { dueOn, cents } of invoice.parts)
      known.parts.push({
        ...{ invoice: known, dueOn, cents, left: cents, open: cents },
        ...{ level: 1, remindedOn: null, standing: [] },
      })
    invoice.known = known
    books.invoices.push(known)
  }
  invoice.known.number = written
  for (const [index, part] of invoice.known.parts.entries()) {
    const booked = invoice.parts[index]
    if (!booked) throw new Error(`${invoice.number} has lost an instalment`)
    hear(books, part, booked.open)
    part.dueOn = booked.dueOn
  }
}

/** Whether it is one that was noted by hand. */
function learnCredit(books: NaiveBooks, credit: BookedCredit, written: string): boolean {
  credit.hasChanged = false
  const noted = credit.known === null ? notedAs(books, credit) : null
  if (noted !== null) {
    noted.source = 'list'
    noted.receivedOn = credit.receivedOn
    noted.names = credit.names
    credit.known = noted
  } else if (credit.known === null) {
    const { client, currency, kind, receivedOn, cents, names } = credit
    credit.known = {
      client,
      currency,
      kind,
      source: 'list',
      number: written,
      receivedOn,
      cents,
      names,
      left: 0,
      open: 0,
    }
    books.credits.push(credit.known)
  }
  credit.known.number = written
  credit.known.left = credit.open
  return noted !== null
}

/** How many days apart a payment may be noted by hand and entered in the books. */
const NOTED_DAYS = 15

/** The payment noted by hand that this one of the books was as a whole: of its client, the nearest in time. */
function notedAs({ credits }: NaiveBooks, booked: BookedCredit): NaiveCredit | null {
  let nearest: NaiveCredit | null = null
  for (const credit of credits) {
    if (credit.source !== 'noted' || credit.left === 0 || booked.kind !== 'payment') continue
    if (!isOf(credit, booked) || credit.cents !== booked.cents) continue
    const days = daysBetween(credit.receivedOn, booked.receivedOn)
    if (days > NOTED_DAYS) continue
    if (nearest === null || days < daysBetween(nearest.receivedOn, booked.receivedOn)) nearest = credit
  }
  return nearest
}

function french(day: string): string {
  return day.split('-').toReversed().join('/')
}

function euros(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0')
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)},${digits.slice(-2)}`
}
