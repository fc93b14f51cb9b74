import { isMangledNumber } from '#domain/receivables/document-number.ts'
import { normalizeLabel } from './cells.ts'
import { isCollectiveAccount } from './fec-accounts.ts'
import type { FecLine } from './fec-line.ts'

/** A customer as the ledger keeps it: an account, with an auxiliary one or not. */
export interface LedgerParty {
  readonly account: string
  /** CompAuxNum; else the sub-account; else, on the collective account, the auxiliary label. */
  readonly code: string
  readonly name: string
  /** The collective account without any customer's name: nobody to write to. */
  readonly isCollective: boolean
  readonly lines: readonly FecLine[]
}

/**
 * The parties of a FEC. CompAuxNum names the customer (PCG, auxiliary accounts); without it the
 * sub-account does, unless it is the plain collective one: then the auxiliary label, if any, serves.
 */
export function groupParties(lines: readonly FecLine[]): LedgerParty[] {
  const groups = new Map<string, FecLine[]>()
  const keyOf = partyKeys()
  for (const line of lines) {
    const key = keyOf(line)
    const group = groups.get(key)
    if (group) group.push(line)
    else groups.set(key, [line])
  }
  return [...groups].map(([key, group]) => partyOf(key.slice(key.indexOf('\t') + 1), group))
}

/** Tells the party of each line: its account and the customer's code on it. */
export function partyKeys(): (line: FecLine) => string {
  const collectives = new Map<string, boolean>()
  const spelling = firstSpellings()
  const isCollective = (line: FecLine): boolean => {
    const key = `${line.account}\t${line.accountLabel}`
    const known = collectives.get(key) ?? isCollectiveAccount(line.account, line.accountLabel)
    collectives.set(key, known)
    return known
  }
  return (line) => {
    // A code a spreadsheet has mangled is that of several customers: the name tells them apart.
    const auxCode = isMangledNumber(line.auxCode) ? line.auxLabel || line.auxCode : spelling(line)
    return `${line.account}\t${auxCode || (isCollective(line) ? line.auxLabel : line.account)}`
  }
}

// Typed by hand, one code may be written in capitals or not: with the same name, it is one customer, as first written.
function firstSpellings(): (line: FecLine) => string {
  const known = new Map<string, string>()
  const firsts = new Map<string, string>()
  return ({ account, auxCode, auxLabel }) => {
    if (auxCode === '') return ''
    const written = `${account}\t${auxCode}\t${auxLabel}`
    const found = known.get(written)
    if (found !== undefined) return found
    const folded = `${account}\t${auxCode.toUpperCase()}\t${normalizeLabel(auxLabel)}`
    const first = firsts.get(folded) ?? auxCode
    firsts.set(folded, first)
    known.set(written, first)
    return first
  }
}

/**
 * The customer code of each party, unique in the file and stable from one export to the next. A code
 * alone names its customer, whatever the collective account (411000, 416000): auxiliary codes are
 * the customer's own. Where two accounts give one code to two names, the lowest account keeps the
 * code alone and the others are written "account/code"; so an account met later renames nobody.
 */
export function customerCodes(parties: readonly LedgerParty[]): Map<LedgerParty, string> {
  const codes = new Map<LedgerParty, string>()
  const owners = new Map<string, LedgerParty>()
  const inOrder = [...parties].sort((one, other) => (one.account < other.account ? -1 : 1))
  for (const party of inOrder) {
    let code = party.code || party.account
    for (let owner = owners.get(code); owner && !isSameName(owner, party); owner = owners.get(code)) {
      code = `${party.account}/${code}`
    }
    if (!owners.has(code)) owners.set(code, party)
    codes.set(party, code)
  }
  return codes
}

/** True when the name is the account's title and no customer's: "CLIENTS", "Clients au 31/03/2020". */
export function isUnnamed(party: LedgerParty): boolean {
  return /^clients?(?: (?:au|a|divers|ordinaires|france|export|\d+))*$/.test(normalizeLabel(party.name))
}

function partyOf(code: string, lines: readonly FecLine[]): LedgerParty {
  const account = lines[0]?.account ?? ''
  const auxLabel = lines.findLast((line) => line.auxLabel !== '')?.auxLabel ?? ''
  const accountLabel = lines.findLast((line) => line.accountLabel !== '')?.accountLabel ?? ''
  // On a sub-account, the auxiliary label of a farm ledger is the counterpart, not the customer.
  const label = code === account ? accountLabel || auxLabel : auxLabel || accountLabel
  const name = label.replace(/ {2,}/g, ' ')
  return { account, code, name: name || code || account, isCollective: code === '', lines }
}

function isSameName(one: LedgerParty, other: LedgerParty): boolean {
  return squeezed(one.name) === squeezed(other.name)
}

// "Dupont S.A." and "DUPONT SA" alike.
function squeezed(name: string): string {
  return normalizeLabel(name).replaceAll(' ', '')
}
