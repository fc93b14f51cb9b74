import type { BookedCredit, BookedInvoice, Business } from './business.ts'
import type { NaiveBooks } from './naive-model.ts'

const HEADER = 'Type;N° pièce;Code client;Client;Date;Échéance;Montant TTC;Reste dû;Libellé'

/** A client as the accounting program writes it. */
export interface WrittenClient {
  readonly code: string
  readonly name: string
}

/** What is open, and what has changed since the export before, as a list; Relances then knows it. */
export function exportList(business: Business, books: NaiveBooks, clients: readonly WrittenClient[]): string {
  const lines = [HEADER]
  const write = (client: number, kind: string, cells: readonly string[]) => {
    const { code, name } = clients[client] ?? { code: '', name: '' }
    lines.push([kind, cells[0], code, name, ...cells.slice(1)].join(';'))
  }
  for (const invoice of business.invoices) {
    if (!invoice.hasChanged && invoice.parts.every((part) => part.open === 0)) continue
    for (const part of invoice.parts)
      write(invoice.client, 'Facture', [
        invoice.number,
        french(invoice.issuedOn),
        french(part.dueOn),
        euros(part.cents),
        euros(part.open),
        '',
      ])
    learnInvoice(books, invoice)
  }
  for (const credit of business.credits) {
    if (!credit.hasChanged && credit.open === 0) continue
    const kind = credit.kind === 'payment' ? 'Règlement' : 'Avoir'
    const amounts = [euros(-credit.cents), euros(-credit.open)]
    const text = credit.names === null ? '' : `VIREMENT ${credit.names}`
    write(credit.client, kind, [credit.number, french(credit.receivedOn), '', ...amounts, text])
    learnCredit(books, credit)
  }
  return `${lines.join('\r\n')}\r\n`
}

function learnInvoice(books: NaiveBooks, invoice: BookedInvoice): void {
  invoice.hasChanged = false
  if (invoice.known === null) {
    const { client, number, issuedOn } = invoice
    const known: BookedInvoice['known'] = { client, number, issuedOn, parts: [] }
    for (const { dueOn, cents } of invoice.parts)
      known.parts.push({ invoice: known, dueOn, cents, open: 0, level: 1, remindedOn: null, standing: [] })
    invoice.known = known
    books.invoices.push(known)
  }
  for (const [index, part] of invoice.known.parts.entries())
    part.open = invoice.parts[index]?.open ?? Number.NaN
}

function learnCredit(books: NaiveBooks, credit: BookedCredit): void {
  credit.hasChanged = false
  if (credit.known === null) {
    const { client, kind, number, receivedOn, cents, names } = credit
    credit.known = { client, kind, number, receivedOn, cents, names, open: 0 }
    books.credits.push(credit.known)
  }
  credit.known.open = credit.open
}

function french(day: string): string {
  return day.split('-').toReversed().join('/')
}

function euros(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0')
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)},${digits.slice(-2)}`
}
