import { formatMoney } from '#domain/days-and-money/money.ts'
import { mustHave } from '#domain/errors.ts'
import type { DoubtAnswers } from '#domain/receivables/doubt.ts'
import { listDoubts } from './doubts.ts'
import type { FecFile } from './fec.ts'
import { isAdvanceAccount } from './fec-accounts.ts'
import { addLine, beginParty, type FecItems, newFecItems } from './fec-items.ts'
import { labelNumbersOf } from './fec-label-numbers.ts'
import { customerCodes, groupParties, isUnnamed, type LedgerParty } from './fec-parties.ts'
import { askRepeated, newFecRepeats } from './fec-repeats.ts'
import { issue, occurrenceIssues } from './issues.ts'
import type { AllocationRecord, CustomerRecord, ReadIssue, ReceivablesFile } from './records.ts'
import { type LetteredItem, type OpenItem, proposeNetting, settleLettered } from './settlements.ts'

/** A party's account, to be checked against the ledger's balance. */
export interface FecParty {
  readonly account: string
  /** The customer's code in this file; two accounts may belong to one customer. */
  readonly code: string
  readonly name: string
  readonly openCents: number
  readonly unallocatedCents: number
  /** Always `openCents - unallocatedCents`. */
  readonly balanceCents: number
  /** Collective account without customer detail: imported for the balance, never reminded. */
  readonly isCollective: boolean
}

export interface FecReceivables extends ReceivablesFile {
  readonly parties: readonly FecParty[]
  /** Part of the credits that the file letters, from 0 to 1. */
  readonly letteredShare: number
  /** The books letter little, and payments stand beside open invoices: offer to net them. */
  readonly suggestsNetting: boolean
}

export interface FecReceivablesOptions {
  /** Nets what no lettering settles. */
  readonly netting: boolean
  /** What the user has answered to the questions of this ledger, or of one before. */
  readonly answers?: DoubtAnswers
}

/**
 * What customers owe according to a FEC. Lettering (EcritureLet) settles inside (account, party,
 * code), never by the code alone, which software reuses for other customers; a group that does not
 * balance keeps its residual, credits going to the oldest debits. With `netting`, what no lettering
 * settles is netted too, party by party, as proposals the user may undo.
 */
export function fecReceivables(file: FecFile, options: FecReceivablesOptions): FecReceivables {
  if (file.errors.length > 0) return { ...NOTHING, warnings: file.warnings, errors: file.errors }
  const parties = groupParties(file.lines)
  const codes = customerCodes(parties)
  const named = parties.filter((party) => !party.isCollective)
  const labels = labelNumbersOf(named, options.answers)
  const repeats = newFecRepeats(options.answers)
  const items = newFecItems(parties, labels, repeats)
  const allocations: AllocationRecord[] = []
  const accounts: FecParty[] = []
  let canBeNetted = false
  for (const party of parties) {
    const code = codes.get(party) ?? party.code
    const sides = settleParty(party, code, items)
    allocations.push(...sides.lettered)
    // Nobody knows whose credits and debits stand on a collective account: nothing to propose there.
    if (!party.isCollective) {
      canBeNetted ||= left(sides.debits) > 0 && left(sides.credits) > 0
      const isNetted = options.netting || isAdvanceAccount(party.account)
      if (isNetted) allocations.push(...proposeNetting(sides.debits, sides.credits))
    }
    accounts.push(accountOf(party, code, sides))
  }
  const letteredShare = shareLettered(named)
  return {
    customers: customersOf(parties, codes),
    invoices: items.invoices,
    credits: items.credits,
    allocations,
    doubts: [...labels.doubts, ...listDoubts(repeats.doubts, items)],
    remarks: [],
    warnings: [
      ...file.warnings,
      ...occurrenceIssues('fec-zero-lines', items.zeroLines),
      ...occurrenceIssues('fec-mangled-numbers', items.mangledNumbers),
      ...occurrenceIssues('fec-other-side', items.otherSide),
      ...(named.length > 0 ? parties.filter((party) => party.isCollective).map(collectiveIssue) : []),
      ...unnamedIssues(named),
    ],
    errors: named.length === 0 ? noDetail(parties) : [],
    parties: accounts,
    letteredShare,
    suggestsNetting: canBeNetted && letteredShare < 0.5,
  }
}

const NOTHING: FecReceivables = {
  customers: [],
  invoices: [],
  credits: [],
  allocations: [],
  doubts: [],
  remarks: [],
  warnings: [],
  errors: [],
  parties: [],
  letteredShare: 0,
  suggestsNetting: false,
}

interface Sides {
  readonly debits: OpenItem[]
  readonly credits: OpenItem[]
  readonly lettered: AllocationRecord[]
  /** Debit less credit of the lines that count. */
  balanceCents: number
}

function settleParty(party: LedgerParty, code: string, items: FecItems): Sides {
  const sides: Sides = { debits: [], credits: [], lettered: [], balanceCents: 0 }
  const groups = new Map<string, LetteredItem[]>()
  beginParty(items)
  for (const line of party.lines) {
    const added = addLine(items, code, line)
    if (added === 'copy') continue
    sides.balanceCents += line.debitCents - line.creditCents
    if (!added) continue
    const side = added.isDebit ? 'debits' : 'credits'
    sides[side].push(added.item)
    if (line.matchingCode === '') continue
    const member = { ...added, year: line.matchingYear }
    const group = groups.get(line.matchingCode)
    if (group) group.push(member)
    else groups.set(line.matchingCode, [member])
  }
  for (const group of groups.values()) sides.lettered.push(...settleLettered(group))
  for (const { key, leftCents } of [...sides.debits, ...sides.credits]) {
    const copy = items.repeats.copies.get(key)
    if (copy && leftCents > 0) askRepeated(items.repeats, copy)
  }
  return sides
}

function accountOf(party: LedgerParty, code: string, sides: Sides): FecParty {
  const { balanceCents } = sides
  const { account, name, isCollective } = party
  const [openCents, unallocatedCents] = [left(sides.debits), left(sides.credits)]
  return { account, code, name, openCents, unallocatedCents, balanceCents, isCollective }
}

function left(items: readonly OpenItem[]): number {
  let cents = 0
  for (const item of items) cents += item.leftCents
  return cents
}

function customersOf(
  parties: readonly LedgerParty[],
  codes: ReadonlyMap<LedgerParty, string>,
): CustomerRecord[] {
  const customers = new Map<string, CustomerRecord>()
  for (const party of parties) {
    const code = codes.get(party) ?? party.code
    const known = customers.get(code)
    if (known?.account && known.account <= party.account) continue
    const { name, account, isCollective } = party
    const { line } = firstLineOf(party)
    customers.set(code, { code, name, account, line, ...(isCollective ? { isCollective } : {}) })
  }
  return [...customers.values()]
}

function shareLettered(parties: readonly LedgerParty[]): number {
  let lettered = 0
  let total = 0
  for (const party of parties) {
    for (const line of party.lines) {
      total += line.creditCents
      if (line.matchingCode !== '') lettered += line.creditCents
    }
  }
  return total === 0 ? 0 : lettered / total
}

function firstLineOf(party: LedgerParty): LedgerParty['lines'][number] {
  return mustHave(party.lines[0], 'the first line of a party')
}

function collectiveIssue(party: LedgerParty): ReadIssue {
  let cents = 0
  for (const line of party.lines) cents += line.debitCents - line.creditCents
  const values = { account: party.account, count: party.lines.length, balance: formatMoney(cents) }
  return issue('fec-collective-lines', { line: firstLineOf(party).line, column: 'CompAuxNum' }, values)
}

function unnamedIssues(parties: readonly LedgerParty[]): ReadIssue[] {
  const accounts = parties.filter(isUnnamed).map((party) => party.account)
  if (accounts.length === 0) return []
  return [issue('fec-unnamed-customers', { column: 'CompteLib' }, { accounts: accounts.join(', ') })]
}

function noDetail(parties: readonly LedgerParty[]): ReadIssue[] {
  const accounts = parties.map((party) => party.account).join(', ')
  return [issue('fec-no-customer-detail', { column: 'CompAuxNum' }, { account: accounts })]
}
