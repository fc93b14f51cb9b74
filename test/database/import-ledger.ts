/** A FEC written entry by entry, as an accountant's software would export it. */
export interface Ledger {
  /** Debit of the customer, credit of a sales account. */
  sale(on: string, customer: string, number: string, cents: number, more?: EntryOptions): Ledger
  creditNote(on: string, customer: string, number: string, cents: number, more?: EntryOptions): Ledger
  payment(on: string, customer: string, cents: number, more?: EntryOptions): Ledger
  /** A payment that came back: debit of the customer, credit of the bank. */
  bounced(on: string, customer: string, cents: number, more?: EntryOptions): Ledger
  /** An opening line ("à nouveau"), negative for a credit. */
  opening(on: string, customer: string, number: string, cents: number, more?: EntryOptions): Ledger
  text(): string
}

export interface EntryOptions {
  /** EcritureLet of the customer's line. */
  readonly letter?: string
  /** EcritureNum, when the entry was numbered anew. */
  readonly entry?: string
  readonly isDraft?: boolean
  readonly pieceOn?: string
}

const HEADER =
  'JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\tCompAuxLib\tPieceRef\tPieceDate\tEcritureLib\tDebit\tCredit\tEcritureLet\tDateLet\tValidDate\tMontantdevise\tIdevise'

/** `names` gives customers' names by code; a code without one is its own name. */
export function ledger(names: Readonly<Record<string, string>> = {}): Ledger {
  const rows: string[] = [HEADER]
  let count = 0
  const add = (
    journal: string,
    label: string,
    on: string,
    customer: string,
    piece: string,
    cents: number,
    counterpart: string,
    more: EntryOptions = {},
  ): Ledger => {
    count++
    const entry = more.entry ?? String(count)
    const row = (account: string, aux: string, debit: number, letter: string) =>
      [
        journal,
        label,
        entry,
        compact(on),
        account,
        account === '411000' ? 'Clients' : label,
        aux,
        aux === '' ? '' : (names[aux] ?? aux),
        piece,
        compact(more.pieceOn ?? on),
        `${label} ${piece}`,
        euros(Math.max(debit, 0)),
        euros(Math.max(-debit, 0)),
        letter,
        '',
        more.isDraft ? '' : compact(on),
        '',
        '',
      ].join('\t')
    rows.push(row('411000', customer, cents, more.letter ?? ''), row(counterpart, '', -cents, ''))
    return self
  }
  const self: Ledger = {
    sale: (on, customer, number, cents, more) =>
      add('VT', 'Ventes', on, customer, number, cents, '706000', more),
    creditNote: (on, customer, number, cents, more) =>
      add('VT', 'Ventes', on, customer, number, -cents, '706000', more),
    payment: (on, customer, cents, more) => add('BQ', 'Banque', on, customer, '-', -cents, '512000', more),
    bounced: (on, customer, cents, more) => add('BQ', 'Banque', on, customer, '-', cents, '512000', more),
    opening: (on, customer, number, cents, more) =>
      add('AN', 'A nouveaux', on, customer, number, cents, '890000', more),
    text: () => `${rows.join('\r\n')}\r\n`,
  }
  return self
}

function compact(day: string): string {
  return day.replaceAll('-', '')
}

function euros(cents: number): string {
  const digits = String(cents).padStart(3, '0')
  return `${digits.slice(0, -2)},${digits.slice(-2)}`
}
