import type { Day } from '#domain/days-and-money/day.ts'
import type { Currency } from '#domain/days-and-money/money.ts'
import { parseCents } from './amounts.ts'
import { type CamtEntry, entryMovements } from './camt-entry.ts'
import { parseFecDay } from './dates.ts'
import { issue, newOccurrences, noteLine, type Occurrences, occurrenceIssues } from './issues.ts'
import type { ReadIssue } from './records.ts'
import { type MovementFacts, type Statement, type StatementsRead, statementOf } from './statement.ts'
import { attributeOf, nodesAt, readXmlTree, textAt, type XmlNode } from './statement-tree.ts'

/**
 * Reads a CAMT.053 statement (ISO 20022, camt.053.001.02 to .08): Document/BkToCstmrStmt/Stmt. Elements
 * are known by their local names, so that one reader serves every version.
 */
export function readCamt(text: string): StatementsRead {
  const { root, error } = readXmlTree(text)
  if (error) return { reason: error }
  const statements: Statement[] = []
  for (const node of messagesIn(root).flatMap((message) => nodesAt(message, 'stmt'))) {
    const statement = readStatement(node)
    if ('code' in statement) return { reason: statement }
    statements.push(statement)
  }
  return statements.length > 0 ? statements : { reason: issue('statement-none') }
}

// Document/BkToCstmrStmt, which some banks wrap in an envelope with a business header.
function messagesIn(node: XmlNode, depth = 0): readonly XmlNode[] {
  if (depth > DEEPEST_WRAPPING) return []
  return node.children.flatMap((child) =>
    child.name === 'bktocstmrstmt' ? [child] : messagesIn(child, depth + 1),
  )
}

const DEEPEST_WRAPPING = 5

/** What is left out of a statement, and told once. */
interface LeftOut {
  readonly notBooked: Occurrences
  readonly otherCurrency: Occurrences
  readonly notDetailed: Occurrences
}

function readStatement(node: XmlNode): Statement | ReadIssue {
  const currency = currencyOf(node)
  const left = { notBooked: newOccurrences(), otherCurrency: newOccurrences(), notDetailed: newOccurrences() }
  const opening = balanceOf(node, ['OPBD', 'PRCD'], currency, left)
  if (opening && 'code' in opening) return opening
  const closing = balanceOf(node, ['CLBD'], currency, left)
  if (closing && 'code' in closing) return closing
  const movements: MovementFacts[] = []
  for (const entryNode of nodesAt(node, 'ntry')) {
    const entry = readEntry(entryNode, currency, left)
    if (entry === null) continue
    if ('code' in entry) return entry
    const { movements: told, isWhole } = entryMovements(entry)
    if (!isWhole) noteLine(left.notDetailed, entryNode.line)
    movements.push(...told)
  }
  return statementOf({
    format: 'camt-053',
    account: textAt(node, 'acct/id/iban', 'acct/id/othr/id') || null,
    currency,
    openedOn: opening?.on ?? null,
    closedOn: closing?.on ?? null,
    openingCents: opening?.cents ?? null,
    closingCents: closing?.cents ?? null,
    movements,
    warnings: [
      ...occurrenceIssues('camt-not-booked', left.notBooked),
      ...occurrenceIssues('camt-other-currency', left.otherCurrency),
      ...occurrenceIssues('camt-not-detailed', left.notDetailed),
    ],
  })
}

// Acct/Ccy is optional: the booked balances then say it, and the entries at last.
function currencyOf(node: XmlNode): Currency {
  const amounts = [...nodesAt(node, 'bal/amt'), ...nodesAt(node, 'ntry/amt')]
  const stated = textAt(node, 'acct/ccy') || amounts.map((amount) => attributeOf(amount, 'Ccy')).find(Boolean)
  return stated || 'EUR'
}

interface Balance {
  readonly cents: number
  readonly on: Day | null
}

// Bal/Tp/CdOrPrtry/Cd: OPBD opening booked, PRCD the closing of the day before, CLBD closing booked.
function balanceOf(
  node: XmlNode,
  types: readonly string[],
  currency: Currency,
  left: LeftOut,
): Balance | ReadIssue | null {
  const balances = nodesAt(node, 'bal')
  for (const type of types) {
    const found = balances.find((balance) => textAt(balance, 'tp/cdorprtry/cd') === type)
    if (!found) continue
    const amount = signedAmount(found)
    if ('code' in amount) return amount
    if (amount.currency === currency) return { cents: amount.cents, on: dayIn(found, 'dt') }
    noteLine(left.otherCurrency, found.line)
  }
  return null
}

// Null when the entry is left out: one not booked yet will come again in another statement.
function readEntry(node: XmlNode, currency: Currency, left: LeftOut): CamtEntry | ReadIssue | null {
  const status = textAt(node, 'sts/cd', 'sts')
  if (status !== 'BOOK' && status !== '') {
    noteLine(left.notBooked, node.line)
    return null
  }
  const amount = signedAmount(node)
  if ('code' in amount) return amount
  if (amount.currency !== currency) {
    noteLine(left.otherCurrency, node.line)
    return null
  }
  const bookedOn = dayIn(node, 'bookgdt') ?? dayIn(node, 'valdt')
  if (bookedOn === null) {
    const value = textAt(node, 'bookgdt/dt', 'bookgdt/dttm')
    return issue('bad-date', { line: node.line, column: 'BookgDt' }, { value })
  }
  return { node, currency, bookedOn, amountCents: amount.cents }
}

function signedAmount(node: XmlNode): { cents: number; currency: Currency } | ReadIssue {
  const [amount] = nodesAt(node, 'amt')
  // Up to five decimals are met, zeros past the second but for a few currencies.
  const cents = parseCents(amount?.text ?? '', '.', 'rounded')
  if (!amount || cents === null)
    return issue('bad-amount', { line: node.line, column: 'Amt' }, { value: amount?.text ?? '' })
  const side = textAt(node, 'cdtdbtind')
  if (side !== 'CRDT' && side !== 'DBIT') return issue('camt-bad-side', { line: node.line }, { value: side })
  return { cents: side === 'DBIT' ? -cents || 0 : cents, currency: attributeOf(amount, 'Ccy') }
}

// Dt or DtTm; the day is the one written, whatever its time zone, and Dt may hold an hour (seen).
function dayIn(node: XmlNode, path: string): Day | null {
  return parseFecDay(textAt(node, `${path}/dt`, `${path}/dttm`).slice(0, 10)) || null
}
