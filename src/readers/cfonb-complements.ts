/** The 05 records of one movement, by qualifier, in the order of the file. */
export interface CfonbComplements {
  readonly byQualifier: ReadonlyMap<string, readonly string[]>
  add(qualifier: string, text: string): void
}

/** What they say, of the much they may. */
export interface SaidOfMovement {
  readonly payer: string
  readonly beneficiary: string
  /** End to end (RCN), else the structured one (LCS). */
  readonly reference: string
  readonly batchReference: string
  readonly texts: readonly string[]
}

/** Qualifiers whose text is for machines, or told apart from the text of the movement. */
const NOT_TEXT = new Set('NPY IPY NBE IBE NPO IPO NBU IBU RCN REF RUM CPY CBE MMO FEE LCC LC2'.split(' '))

const REFERENCE_CHARS = 35

export function noComplements(): CfonbComplements {
  const byQualifier = new Map<string, string[]>()
  return {
    byQualifier,
    add(qualifier, text) {
      const texts = byQualifier.get(qualifier)
      if (texts) texts.push(text)
      else byQualifier.set(qualifier, [text])
    },
  }
}

/**
 * Reads the complements: NPY payer, NPO the debtor behind it, NBE beneficiary, RCN end-to-end
 * reference (35) and purpose (35), LCS structured reference, REF reference of the batch (35), LCC and
 * LC2 the two halves of the remittance text. LIB and the qualifiers unknown to us are kept as text.
 */
export function complementsOf({ byQualifier }: CfonbComplements): SaidOfMovement {
  const raw = (qualifier: string) => byQualifier.get(qualifier)?.join('') ?? ''
  const name = (qualifier: string) => raw(qualifier).replace(/\s+/g, ' ').trim()
  const reference = (qualifier: string) => raw(qualifier).slice(0, REFERENCE_CHARS).trim()
  const free = [...byQualifier].filter(([qualifier]) => !NOT_TEXT.has(qualifier))
  return {
    payer: name('NPY') || name('NPO'),
    beneficiary: name('NBE'),
    reference: endToEnd(reference('RCN')) || reference('LCS'),
    batchReference: reference('REF'),
    // The remittance is one text cut at 70 characters, in the middle of a word if need be.
    texts: [...free.flatMap(([, texts]) => texts), raw('LCC').padEnd(70) + raw('LC2')],
  }
}

// The word by which SEPA says that the payer gave no reference.
function endToEnd(reference: string): string {
  return /^NOT ?PROVIDED$/i.test(reference) ? '' : reference
}
