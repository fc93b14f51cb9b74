import { type Day, dayOf } from '#domain/days-and-money/day.ts'
import { isBlankText } from './cells.ts'
import { parseOverpunched } from './cfonb-amount.ts'
import { type CfonbComplements, complementsOf, noComplements } from './cfonb-complements.ts'
import { frenchIban } from './french-account.ts'
import { issue, newOccurrences, noteLine, type Occurrences, occurrenceIssues } from './issues.ts'
import type { ReadIssue } from './records.ts'
import {
  joinTexts,
  type MovementFacts,
  type Statement,
  type StatementsRead,
  saysReturned,
  statementOf,
} from './statement.ts'

const RECORD_CHARS = 120
/** Some banks leave blanks after the record, up to 135 characters; past this several are glued. */
const MAX_LINE_CHARS = 200

/**
 * Reads a CFONB 120 statement (relevé de compte): blocks of an old balance (01), movements (04), each
 * followed by its complements (05), and a new balance (07); several accounts may follow each other.
 * A record out of its place refuses the file, since something is missing from it.
 */
export function readCfonb(text: string): StatementsRead {
  const statements: Statement[] = []
  let block: Block | null = null
  for (const record of recordsOf(text)) {
    const code = zone(record, 1, 2)
    if (code === '01') {
      if (block) return unclosed(block)
      const opened = openBlock(record)
      if ('code' in opened) return { reason: opened }
      block = opened
    } else if (!block || !addToBlock(block, record, code)) {
      return { reason: issue('cfonb-misplaced', { line: record.line }, { record: code }) }
    } else if (block.error) {
      return { reason: block.error }
    } else if (code === '07') {
      statements.push(closeBlock(block))
      block = null
    }
  }
  return block ? unclosed(block) : statements
}

interface CfonbRecord {
  readonly line: number
  readonly text: string
}

/** What is between an 01 and its 07. */
interface Block {
  readonly opening: CfonbRecord
  readonly openingCents: number
  readonly openedOn: Day
  /** The last movement met, which complements may still follow. */
  current: { readonly record: CfonbRecord; readonly complements: CfonbComplements } | null
  readonly otherAccounts: Occurrences
  closingCents: number
  closedOn: Day
  read: MovementFacts[]
  error: ReadIssue | null
}

// Records end with a line, or follow each other every 120 characters without any.
function* recordsOf(text: string): Generator<CfonbRecord> {
  let line = 0
  for (const content of linesOf(text)) {
    line++
    if (isBlankText(content)) continue
    if (content.length <= MAX_LINE_CHARS) yield { line, text: content }
    else
      for (let at = 0; at < content.length; at += RECORD_CHARS) {
        const record = content.slice(at, at + RECORD_CHARS)
        if (!isBlankText(record)) yield { line, text: record }
      }
  }
}

// One at a time: a long statement is not held twice.
function* linesOf(text: string): Generator<string> {
  const ends = /\r\n|\n|\r/g
  let from = 0
  for (let end = ends.exec(text); end !== null; end = ends.exec(text)) {
    yield text.slice(from, end.index)
    from = ends.lastIndex
  }
  yield text.slice(from)
}

function openBlock(record: CfonbRecord): Block | ReadIssue {
  const [openingCents, openedOn] = [amountOf(record), dateOf(record)]
  if (typeof openingCents !== 'number') return openingCents
  if (typeof openedOn !== 'string') return openedOn
  const closing = { closingCents: openingCents, closedOn: openedOn }
  const otherAccounts = newOccurrences()
  return {
    opening: record,
    openingCents,
    openedOn,
    current: null,
    otherAccounts,
    ...closing,
    read: [],
    error: null,
  }
}

// False when the record has no place here.
function addToBlock(block: Block, record: CfonbRecord, code: string): boolean {
  // The bank code of movements often differs from that of the balances: branch and account only.
  if (zone(record, 12, 16) + accountOf(record) !== zone(block.opening, 12, 16) + accountOf(block.opening))
    noteLine(block.otherAccounts, record.line)
  if (code === '05') return addComplement(block, record)
  if (code !== '04' && code !== '07') return false
  // Read as soon as it is complete: the records of a long statement are not kept.
  readMovement(block)
  if (code === '04') {
    block.current = { record, complements: noComplements() }
    return true
  }
  const [closingCents, closedOn] = [amountOf(record), dateOf(record)]
  if (typeof closingCents !== 'number') block.error ??= closingCents
  else if (typeof closedOn !== 'string') block.error ??= closedOn
  else Object.assign(block, { closingCents, closedOn })
  return true
}

// Zones 46-48, the qualifier, and 49-118, its text.
function addComplement(block: Block, record: CfonbRecord): boolean {
  block.current?.complements.add(zone(record, 46, 48), zone(record, 49, 118))
  return block.current !== null
}

function readMovement(block: Block): void {
  if (!block.current) return
  const movement = movementOf(block.current.record, block.current.complements)
  block.current = null
  if ('code' in movement) block.error ??= movement
  else block.read.push(movement)
}

function movementOf(record: CfonbRecord, complements: CfonbComplements): MovementFacts | ReadIssue {
  const [amountCents, bookedOn] = [amountOf(record), dateOf(record)]
  if (typeof amountCents !== 'number') return amountCents
  if (typeof bookedOn !== 'string') return bookedOn
  const said = complementsOf(complements)
  const text = joinTexts([zone(record, 49, 79), ...said.texts])
  const isRejection = amountCents < 0 && isReturned(record, text)
  const isOurs = amountCents < 0 && !isRejection
  const payer = isOurs ? said.beneficiary || said.payer : said.payer
  const reference = said.reference || zone(record, 105, 120).trim() || said.batchReference
  const facts = { payer: payer || null, reference: reference || null, isRejection }
  return { bookedOn, amountCents, text, ...facts, line: record.line }
}

// Zones 33-34, interbank operation: B3 and B4 are direct debits returned; 41-42, reason of a return.
function isReturned(record: CfonbRecord, text: string): boolean {
  const operation = zone(record, 33, 34)
  const reason = zone(record, 41, 42).trim()
  return operation === 'B3' || operation === 'B4' || /^[1-9A-Z]|^0[1-9]/.test(reason) || saysReturned(text)
}

function closeBlock(block: Block): Statement {
  const { opening, openingCents, closingCents, openedOn, closedOn } = block
  const [bank, branch, account] = [zone(opening, 3, 7), zone(opening, 12, 16), accountOf(opening)]
  return statementOf({
    format: 'cfonb-120',
    account: frenchIban(bank, branch, account) ?? [bank, branch, account].join(' '),
    currency: zone(opening, 17, 19).trim() || 'EUR',
    openedOn,
    closedOn,
    openingCents,
    closingCents,
    movements: block.read,
    warnings: occurrenceIssues('cfonb-other-account', block.otherAccounts),
  })
}

// Zones 91-104, thirteen digits and one that carries the sign, and 20, how many of them are decimals.
function amountOf(record: CfonbRecord): number | ReadIssue {
  const written = zone(record, 91, 104)
  const cents = parseOverpunched(written, zone(record, 20, 20))
  return cents ?? issue('bad-amount', { line: record.line, column: '91-104' }, { value: written.trim() })
}

// Zone 35-40, DDMMYY; statements of the twentieth century are no longer imported.
function dateOf(record: CfonbRecord): Day | ReadIssue {
  const written = zone(record, 35, 40)
  const parts = /^(\d\d)(\d\d)(\d\d)$/.exec(written)
  const day = parts && dayOf(2000 + Number(parts[3]), Number(parts[2]), Number(parts[1]))
  return day ?? issue('bad-date', { line: record.line, column: '35-40' }, { value: written.trim() })
}

function accountOf(record: CfonbRecord): string {
  return zone(record, 22, 32).trim()
}

function unclosed({ opening }: Block): StatementsRead {
  return { reason: issue('cfonb-unclosed', { line: opening.line }) }
}

// Positions are those of the standard: from 1, the last included. Short lines are as if padded.
function zone({ text }: CfonbRecord, first: number, last: number): string {
  return text.slice(first - 1, last).padEnd(last - first + 1)
}
