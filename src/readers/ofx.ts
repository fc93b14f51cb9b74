import { type Day, dayOf } from '#domain/days-and-money/day.ts'
import { parseCents } from './amounts.ts'
import { frenchIban } from './french-account.ts'
import {
  addIssue,
  type IssueList,
  issue,
  listedIssues,
  newIssueList,
  newOccurrences,
  noteLine,
  occurrenceIssues,
} from './issues.ts'
import { nodesNamed, readOfxTree, textNamed } from './ofx-tree.ts'
import type { ReadIssue } from './records.ts'
import {
  joinTexts,
  type MovementFacts,
  type Statement,
  type StatementsRead,
  saysReturned,
  statementOf,
} from './statement.ts'
import type { XmlNode } from './statement-tree.ts'

/**
 * Reads an OFX file, 1 (SGML) or 2 (XML): each STMTRS of a bank account or CCSTMTRS of a card is a
 * statement. OFX gives at most the last balance (LEDGERBAL), hence nothing to check it against.
 */
export function readOfx(text: string): StatementsRead {
  const root = readOfxTree(text)
  if (!root) return { reason: issue('ofx-truncated') }
  const statements = nodesNamed(root, 'stmtrs', 'ccstmtrs').map(readStatement)
  return statements.length > 0 ? statements : { reason: issue('statement-none') }
}

function readStatement(node: XmlNode): Statement {
  const refused = newIssueList()
  const foreign = newOccurrences()
  const contrary = newOccurrences()
  const currency = textNamed(node, 'curdef', 'cursym').toUpperCase() || 'EUR'
  const { rows, applied, elsewhere } = corrected(nodesNamed(node, 'stmttrn'))
  const movements = rows.flatMap((row) => {
    if (isForeign(row, currency)) {
      noteLine(foreign, row.line)
      return []
    }
    const read = readRow(row, refused)
    if (read.some(({ amountCents }) => amountCents * signOf(row) < 0)) noteLine(contrary, row.line)
    return read
  })
  const [balance] = nodesNamed(node, 'ledgerbal')
  return statementOf({
    format: 'ofx',
    account: accountOf(node),
    currency,
    openedOn: dayIn(textNamed(node, 'dtstart')),
    closedOn: dayIn((balance && textNamed(balance, 'dtasof')) || textNamed(node, 'dtend')),
    openingCents: null,
    closingCents: balance ? centsIn(textNamed(balance, 'balamt')) : null,
    movements,
    warnings: [
      ...listedIssues(refused),
      ...occurrenceIssues('camt-other-currency', foreign),
      ...occurrenceIssues('ofx-signs', contrary),
      ...occurrenceIssues('ofx-corrected', applied),
      ...occurrenceIssues('ofx-correction-elsewhere', elsewhere),
    ],
  })
}

// CORRECTFITID names a transaction sent before, which CORRECTACTION replaces by this one or deletes (OFX, STMTTRN).
// Of an earlier file, it may be in the books already: adding the correction would count it twice.
function corrected(all: readonly XmlNode[]) {
  const [applied, elsewhere] = [newOccurrences(), newOccurrences()]
  const here = new Set(all.map((row) => textNamed(row, 'fitid')))
  const gone = new Set<string>()
  const kept = all.filter((row) => {
    const named = textNamed(row, 'correctfitid')
    if (named === '') return true
    const action = textNamed(row, 'correctaction').toUpperCase()
    const isHere = here.has(named) && (action === 'REPLACE' || action === 'DELETE')
    noteLine(isHere ? applied : elsewhere, row.line)
    if (isHere) gone.add(named)
    return isHere && action === 'REPLACE'
  })
  return { rows: kept.filter((row) => !gone.has(textNamed(row, 'fitid'))), applied, elsewhere }
}

// CURRENCY says that the amount is in another currency; ORIGCURRENCY that it was converted from one.
function isForeign(row: XmlNode, currency: string): boolean {
  const [named] = nodesNamed(row, 'currency')
  const written = named ? textNamed(named, 'cursym').toUpperCase() : ''
  return written !== '' && written !== currency
}

// Amounts bear their sign; a type that says otherwise shows that the bank has left it out, or reversed it.
function signOf(row: XmlNode): 1 | -1 | 0 {
  const type = textNamed(row, 'trntype').toUpperCase()
  if (/^(?:DEBIT|FEE|SRVCHG|ATM|POS|DIRECTDEBIT)$/.test(type)) return -1
  return /^(?:CREDIT|DEP|DIRECTDEP)$/.test(type) ? 1 : 0
}

// BANKACCTFROM of a French bank holds the parts of the RIB: the account then has its IBAN.
function accountOf(node: XmlNode): string | null {
  const [from] = nodesNamed(node, 'bankacctfrom', 'ccacctfrom')
  if (!from) return null
  const account = textNamed(from, 'acctid')
  return frenchIban(textNamed(from, 'bankid'), textNamed(from, 'branchid'), account) ?? (account || null)
}

// A transaction without day or amount is left out and told; the others are good.
function readRow(row: XmlNode, refused: IssueList): MovementFacts[] {
  const [postedOn, amount] = [textNamed(row, 'dtposted'), textNamed(row, 'trnamt')]
  const [bookedOn, amountCents] = [dayIn(postedOn), centsIn(amount)]
  if (bookedOn === null || amountCents === null) {
    const [column, value] = bookedOn === null ? ['DTPOSTED', postedOn] : ['TRNAMT', amount]
    addIssue(refused, leftOut(row, column, value))
    return []
  }
  const name = textNamed(row, 'name')
  const text = joinTexts([name, textNamed(row, 'memo')])
  const bankId = textNamed(row, 'fitid')
  // Some banks write the number 0 for want of a cheque.
  const check = textNamed(row, 'checknum').replace(/^0+$/, '')
  return [
    {
      bookedOn,
      amountCents,
      payer: name === '' ? null : joinTexts([name]),
      text,
      reference: check || textNamed(row, 'refnum') || bankId || null,
      isRejection: amountCents < 0 && saysReturned(text),
      line: row.line,
      bankId,
    },
  ]
}

function leftOut(row: XmlNode, column: string, value: string): ReadIssue {
  return issue('ofx-row-left-out', { line: row.line, column }, { value })
}

// YYYYMMDD (some write the dashes), then perhaps the hour and its zone: the day is the one written.
function dayIn(text: string): Day | null {
  const parts = /^(\d{4})-?(\d\d)-?(\d\d)/.exec(text)
  return parts ? dayOf(Number(parts[1]), Number(parts[2]), Number(parts[3])) : null
}

// The only mark of an OFX amount is the decimal one, a dot or a comma: never a thousands separator.
function centsIn(text: string): number | null {
  const marks = text.replace(/[^.,]/g, '')
  return marks.length > 1 ? parseCents(text, null) : parseCents(text.replace(',', '.'), '.', 'rounded')
}
