import { nameWords, payerKey } from './party-name.ts'

/** What two files may say of one party; what a file does not say is null. */
export interface PartyIdentity {
  readonly code: string | null
  readonly name: string | null
  /** 9 digits. */
  readonly siren: string | null
  readonly vatNumber: string | null
}

/**
 * `same`: an identifier or the whole name says so; `alike`: one name is the other with more words;
 * `other`: an identifier says it is not; `unknown`: nothing tells.
 */
export type PartyLikeness = 'same' | 'alike' | 'other' | 'unknown'

/**
 * Tells whether two files speak of one party: by SIREN, else VAT number, else code, else name
 * (formats.md §6). What is told by a better identifier is not questioned by a lesser one.
 */
export function compareParties(one: PartyIdentity, other: PartyIdentity): PartyLikeness {
  const [siren, otherSiren] = [sirenOf(one), sirenOf(other)]
  if (siren !== null && otherSiren !== null) return siren === otherSiren ? 'same' : 'other'
  const [vat, otherVat] = [one.vatNumber, other.vatNumber]
  if (vat !== null && otherVat !== null) return vat === otherVat ? 'same' : 'other'
  if (one.code !== null && one.code === other.code) return 'same'
  if (one.name === null || other.name === null) return 'unknown'
  if (payerKey(one.name) === payerKey(other.name)) return 'same'
  const [few, many] = [nameWords(one.name), nameWords(other.name)].sort((a, b) => a.length - b.length)
  return few?.every((word) => many?.includes(word)) ? 'alike' : 'unknown'
}

/** A customer's code as two files may write it: "c1 " and "C1" are one. */
export function foldCode(code: string): string {
  return code.normalize('NFC').trim().replace(/\s+/g, ' ').toUpperCase()
}

/**
 * A code without the zeros that a spreadsheet eats or a program adds before a number: "00077" and "77", "C00042" and
 * "C42" may be one client's. Only with the same name do they make one.
 */
export function unpaddedCode(code: string): string {
  return foldCode(code).replace(/(^|\P{L}\b|\p{L})0+(?=\d)/gu, '$1')
}

/** A code bare of what two programs may write otherwise: "C 1", "ç1" and "C1" may be one client's, and may not. */
export function bareCode(code: string): string {
  return foldCode(code.normalize('NFD').replace(/\p{M}/gu, '')).replaceAll(' ', '')
}

/** The SIREN of a party, also when only its French VAT number is known (it ends with it). */
export function sirenOf({ siren, vatNumber }: Pick<PartyIdentity, 'siren' | 'vatNumber'>): string | null {
  return siren ?? /^FR[0-9A-Z]{2}(\d{9})$/.exec(vatNumber ?? '')?.[1] ?? null
}

/** The parties of a company, found by what a file says of them. */
export interface PartyIndex<Party extends PartyIdentity> {
  /** Those that are the same by the best identifier that finds any; more than one is for a person to tell apart. */
  find(sought: PartyIdentity): readonly Party[]
}

/** Indexes parties so that each of a file's is found without comparing it with all. */
export function indexParties<Party extends PartyIdentity>(parties: readonly Party[]): PartyIndex<Party> {
  const by = (keyOf: (party: PartyIdentity) => string | null) => ({
    keyOf,
    groups: Map.groupBy(parties, keyOf),
  })
  const indexes = [
    by(sirenOf),
    by(({ vatNumber }) => vatNumber),
    by(({ code }) => code),
    by(({ name }) => (name === null ? null : payerKey(name))),
  ]
  return {
    find(sought) {
      for (const { keyOf, groups } of indexes) {
        const key = keyOf(sought)
        const found = key === null ? [] : (groups.get(key) ?? [])
        const same = found.filter((party) => compareParties(sought, party) === 'same')
        if (same.length > 1) return namedLike(sought, same)
        if (same.length === 1) return same
      }
      return []
    },
  }
}

// Establishments of one company share its SIREN: their names or codes tell them apart.
function namedLike<Party extends PartyIdentity>(
  sought: PartyIdentity,
  parties: readonly Party[],
): readonly Party[] {
  const byCode = parties.filter(({ code }) => code !== null && code === sought.code)
  if (byCode.length === 1) return byCode
  const key = payerKey(sought.name ?? '')
  const byName = parties.filter(({ name }) => name !== null && payerKey(name) === key)
  return byName.length === 1 ? byName : parties
}
