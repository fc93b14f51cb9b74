import { addDays, type Day } from '#domain/days-and-money/day.ts'
import { FIRST_LEVEL } from '#domain/dunning/levels.ts'
import { creditorReference, letterReferenceBody } from '#domain/letters/creditor-reference.ts'
import type { LetterContent, Letterhead } from '#domain/letters/letter.ts'
import { NOTHING_IMPUTED } from '#ledger/imputed-credits.ts'
import { letterContent } from '#ledger/letter-content.ts'
import { defaultText } from '#letters/default-texts.ts'
import { translate } from '#messages/translate.ts'

/** A sender that says nothing of itself. */
export const SAMPLE_LETTERHEAD: Letterhead = {
  legalName: 'ABC',
  addressLines: [],
  phone: null,
  email: null,
  website: null,
  siret: null,
  vatNumber: null,
  iban: null,
  bic: null,
  place: null,
  signatoryName: null,
  signatoryTitle: null,
  legalFooter: null,
}

const NOTHING = { last_event_id: null, last_reminded_on: null, last_letter_level: null, label: null }

/** A first letter to nobody, made as real ones are: what a letterhead is looked at on. */
export function sampleLetter(
  letterhead: Letterhead,
  { language, today }: { readonly language: 'fr' | 'en'; readonly today: Day },
): LetterContent {
  const say = (name: string) => translate(language, `identity.sample-${name}`)
  const dueOn = addDays(today, -12)
  const ids = { company_id: 0, customer_id: 0, invoice_id: 0, id: 0 }
  return letterContent({
    letterhead,
    customer: {
      ...ids,
      code: 'EXEMPLE',
      name: say('customer'),
      address_lines: [say('street')],
      postcode: '75001',
      town: 'Paris',
      country: null,
      contact: null,
      kind: 'business',
      language,
    },
    currency: 'EUR',
    level: FIRST_LEVEL,
    letterOn: today,
    settings: { deadlineDays: 8, showsPenalties: false, listsForInformation: false, printsQr: true },
    penaltyRules: {
      terms: { agreedRate: { kind: 'default' }, yearDays: '365', paymentsReduce: 'principal' },
      rates: new Map(),
    },
    text: defaultText(FIRST_LEVEL, language, 'business'),
    items: [
      {
        ...ids,
        ...NOTHING,
        currency: 'EUR',
        is_ticked: true,
        open_cents: 123_456,
        amount_cents: 123_456,
        level: FIRST_LEVEL,
        due_on: dueOn,
        due_is_estimated: false,
        number: 'FA-0042',
        issued_on: addDays(dueOn, -30),
        cuts: [],
      },
    ],
    informationItems: [],
    ownReference: creditorReference(letterReferenceBody(0, 1)),
    imputed: NOTHING_IMPUTED,
    feesAsked: new Set(),
    paidPenalties: new Map(),
  })
}
