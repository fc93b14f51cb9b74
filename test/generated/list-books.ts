import type { Below } from './fec-books.ts'

/** A document of a made list, amounts in cents; `paidCents` is 0, a part or the whole. */
export interface MadeDocument {
  readonly code: string
  readonly name: string
  readonly number: string
  readonly issuedOn: string
  readonly dueOn: string
  readonly cents: number
  readonly paidCents: number
  /** A credit note: its amount is in the customer's favour. */
  readonly isCredit: boolean
}

const NAMES = [
  'Menuiserie Perrière',
  'Garçon & Forêt',
  'Total Énergies',
  'Hôtel du Château',
  'Maçonnerie Vérin',
  'Sarl Été',
]

/** Documents of a small firm, customer by customer. Without `withParts`, an invoice is wholly paid or not at all. */
export function makeDocuments(
  below: Below,
  { withParts = true, withCredits = true } = {},
): readonly MadeDocument[] {
  const documents: MadeDocument[] = []
  const customers = 2 + below(4)
  for (let who = 0; who < customers; who++) {
    const count = 1 + below(4)
    for (let rank = 0; rank < count; rank++) {
      const cents = (1 + below(5_000)) * 100 + below(100)
      const paid = [0, 0, cents, withParts ? Math.floor(cents / 3) : 0][below(4)] ?? 0
      const isCredit = withCredits && below(6) === 0
      const month = 1 + below(9)
      documents.push({
        code: `C${String(who + 1).padStart(3, '0')}`,
        name: NAMES[who] ?? '',
        number: `${isCredit ? 'AV' : 'FA'}2025-${String(documents.length + 1).padStart(3, '0')}`,
        issuedOn: dayOf(month, below),
        dueOn: dayOf(month + 2, below),
        cents,
        paidCents: isCredit ? 0 : paid,
        isCredit,
      })
    }
  }
  return documents
}

/** What each customer owes, net of credit notes, by code. */
export function owedOf(documents: readonly MadeDocument[]): Record<string, number> {
  const owed: Record<string, number> = {}
  for (const document of documents) owed[document.code] = (owed[document.code] ?? 0) + leftOf(document)
  return owed
}

/** Signed: below zero for a credit note. */
export function leftOf({ cents, paidCents, isCredit }: MadeDocument): number {
  return isCredit ? -cents : cents - paidCents
}

function dayOf(month: number, below: Below): string {
  return `${String(1 + below(28)).padStart(2, '0')}/${String(month).padStart(2, '0')}/2025`
}
