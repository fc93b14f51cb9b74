import { currencyInCell } from './cell-currency.ts'
import { normalizeLabel } from './cells.ts'
import type { ColumnFormats } from './column-formats.ts'
import { type ColumnMapping, type Positions, positionsOf } from './invoice-columns.ts'
import { comparedName } from './labels.ts'
import type { ListFacts } from './list-facts.ts'
import { cellReaders } from './row-cells.ts'
import { notOwedPrefix } from './row-questions.ts'
import { saysCredit } from './row-side.ts'
import { type Cell, type Table, textAt } from './rows.ts'
import { isTotalRow } from './totals.ts'
import { unreadPayments } from './unread-payments.ts'

/** What most rows of a list have, against which one of them stands out. */
export function rowFactsOf(
  table: Table,
  mapping: ColumnMapping,
  formats: ColumnFormats,
  isLedger: boolean,
): Pick<
  ListFacts,
  | 'hasDocuments'
  | 'hasOtherNumbers'
  | 'hasOppositeRemainders'
  | 'companyAt'
  | 'hasCellCurrencies'
  | 'isMostlyNegative'
  | 'hasHiddenRows'
  | 'unread'
> {
  const positions = positionsOf(table, mapping)
  const { number } = positions
  const numbers =
    number === undefined ? [] : table.rows.map((row) => textAt(row, number)).filter((text) => text !== '')
  const isDated = mapping.issuedOn !== undefined || mapping.dueOn !== undefined
  return {
    // The lines of a ledger may carry a balance forward.
    hasDocuments: !isLedger && isDated && numbers.length > 0,
    hasOtherNumbers:
      !isLedger && mapping.kind === undefined && numbers.some((text) => notOwedPrefix(text) === null),
    hasOppositeRemainders: !isLedger && remaindersAreOpposite(table, mapping, formats),
    companyAt: companyColumn(table, mapping),
    hasCellCurrencies: namesCurrencies(table, amountsOf(positions)),
    isMostlyNegative: !isLedger && mapping.kind === undefined && isMostlyNegative(table, mapping, formats),
    hasHiddenRows: hasHiddenRows(table, positions),
    unread: isLedger ? [] : unreadPayments(table, mapping),
  }
}

function amountsOf(positions: Positions): readonly number[] {
  const fields = ['totalCents', 'openCents', 'amount', 'debit', 'credit', 'instalmentCents'] as const
  return fields.flatMap((field) => positions[field] ?? []).filter((at) => at >= 0)
}

function namesCurrencies(table: Table, amounts: readonly number[]): boolean {
  return table.rows.some((row) =>
    amounts.some((at) => {
      const cell = row.cells[at]
      return typeof cell === 'string' && /[$£A-Z]/.test(cell) && currencyInCell(cell) !== null
    }),
  )
}

// A few credit notes among invoices are what they seem; where most amounts are below zero, signs may be reversed.
function isMostlyNegative(table: Table, mapping: ColumnMapping, formats: ColumnFormats): boolean {
  const positions = positionsOf(table, mapping)
  const at = positions.totalCents ?? positions.openCents ?? -1
  if (!table.rows.some(({ cells }) => isBelowZero(cells[at] ?? ''))) return false
  let [negative, positive] = [0, 0]
  for (const row of table.rows) {
    const cells = cellReaders({ mapping, positions, formats }, row)
    const cents = cells.cents('totalCents') ?? cells.cents('openCents')
    if (cents === null || saysCredit(cells)) continue
    if (cents > 0) positive++
    else if (cents < 0) negative++
  }
  return negative > 3 * positive
}

function isBelowZero(cell: Cell): boolean {
  return typeof cell === 'number' ? cell < 0 : /^[-(\u2212]|-$/.test(cell)
}

// Of a collapsed outline only the totals are seen.
function hasHiddenRows(table: Table, positions: Positions): boolean {
  if (!table.rows.some(({ mark }) => mark === 'hidden')) return false
  const documents = (['number', 'issuedOn', 'dueOn'] as const).flatMap((field) => positions[field] ?? [])
  return table.rows.some(
    (row) => row.mark !== 'hidden' && row.cells.some((cell) => cell !== '') && !isTotalRow(row, documents),
  )
}

function remaindersAreOpposite(table: Table, mapping: ColumnMapping, formats: ColumnFormats): boolean {
  if (mapping.openCents === undefined || mapping.totalCents === undefined) return false
  const positions = positionsOf(table, mapping)
  let opposite = 0
  for (const row of table.rows) {
    const cells = cellReaders({ mapping, positions, formats }, row)
    const totalCents = cells.cents('totalCents')
    const openCents = cells.cents('openCents')
    // A row without one of the two figures says nothing of their signs.
    if (totalCents === null || openCents === null) continue
    const product = totalCents * openCents
    if (product > 0) return false
    if (product < 0) opposite++
  }
  return opposite > 0
}

const COMPANY =
  /^(?:societe|entreprise|company|etablissement|entite|dossier|emetteur|vendeur|seller|filiale|nom (?:de l entreprise|de la societe|du dossier))$/
const MOST_COMPANIES = 20

// A client may have a company of its own; a client of two is one of two sellers'.
function companyColumn(table: Table, mapping: ColumnMapping): number {
  const used = new Set(Object.values(mapping))
  const party = mapping.customerCode ?? mapping.customerName
  const partyAt = party === undefined ? -1 : table.columns.indexOf(party)
  return table.columns.findIndex((column, at) => {
    if (used.has(column) || partyAt < 0 || !COMPANY.test(comparedName(column))) return false
    const clients = new Map<string, Set<string>>()
    const companies = new Set<string>()
    for (const row of table.rows) {
      const [company, client] = [normalizeLabel(textAt(row, at)), normalizeLabel(textAt(row, partyAt))]
      if (company === '' || client === '') continue
      companies.add(company)
      clients.set(client, (clients.get(client) ?? new Set()).add(company))
    }
    if (companies.size < 2 || companies.size > MOST_COMPANIES) return false
    const isShared = [...clients.values()].some((found) => found.size > 1)
    return isShared || clients.size >= companies.size * 2
  })
}
