import { LEVELS } from '#domain/dunning/levels.ts'
import { epcQrPayload } from '#domain/letters/epc-qr.ts'
import type { LetterContent, Letterhead } from '#domain/letters/letter.ts'
import { letterVariableValues } from '#domain/letters/letter-variable-values.ts'
import { resolveVariables } from '#domain/letters/letter-variables.ts'
import { defaultText } from '#letters/default-texts.ts'

export const LETTERHEAD: Letterhead = {
  legalName: 'GAEC des Trois Chênes',
  addressLines: ['12 chemin des Censives', '60000 TILLÉ'],
  phone: '03 44 46 00 00',
  email: 'compta@trois-chenes.test',
  website: null,
  siret: '73282932000074',
  vatNumber: 'FR44732829320',
  iban: 'FR1420041010050500013M02606',
  bic: 'AGRIFRPP882',
  place: 'Beauvais',
  signatoryName: 'Jeanne Lefèvre',
  signatoryTitle: null,
  legalFooter: 'Capital 10 000 €\nRCS Beauvais 732 829 320',
}

const TEXTS = {
  1: defaultText(1, 'fr', 'business'),
  2: defaultText(2, 'fr', 'business'),
  3: defaultText(3, 'fr', 'business'),
  4: defaultText(4, 'fr', 'business'),
}

/** The letter of the `index`-th customer of a made-up run: each differs, as letters do. */
export function benchLetter(index: number): LetterContent {
  const level = LEVELS[index % LEVELS.length] ?? 1
  const rowCount = 1 + (index % 5)
  const rows = Array.from({ length: rowCount }, (_, row) => ({
    number: String(2_300_000_000 + index * 10 + row),
    issuedOn: '2023-11-24',
    amountCents: 10_000 + index * 7 + row,
    dueOn: '2023-12-24',
    dueIsEstimated: false,
    openCents: 10_000 + index * 7 + row,
  }))
  const cents = rows.reduce((sum, row) => sum + row.openCents, 0)
  const customerCode = `C${index}`
  const { title, body } = TEXTS[level]
  const values = letterVariableValues({
    language: 'fr',
    level,
    letterOn: '2024-01-29',
    deadlineDays: 8,
    customerName: `EARL ${index}`,
    customerCode,
    contactName: null,
    currency: 'EUR',
    instalmentsCents: cents,
    netCents: cents,
    invoiceCount: rowCount,
    oldestDueOn: '2023-12-24',
    latestDueOn: '2023-12-24',
    previousReminder: level === 1 ? null : { level, sentOn: '2024-01-08' },
    penalties: null,
    companyName: LETTERHEAD.legalName,
    signatoryName: LETTERHEAD.signatoryName,
    phone: LETTERHEAD.phone,
    email: LETTERHEAD.email,
    iban: LETTERHEAD.iban,
    feeEachCents: 4_000,
    consumerMediator: null,
  })
  return {
    language: 'fr',
    level,
    title,
    letterOn: '2024-01-29',
    customerCode,
    recipientLines: [`EARL ${index}`, `${index} rue du Moulin`, '01110 ARANC'],
    body: resolveVariables(body, values),
    currency: 'EUR',
    rows,
    informationRows: [],
    creditRows: [],
    instalmentsCents: cents,
    netCents: cents,
    paymentQr: epcQrPayload({
      beneficiaryName: LETTERHEAD.legalName,
      iban: LETTERHEAD.iban,
      bic: LETTERHEAD.bic,
      amountCents: cents,
      currency: 'EUR',
      reference: customerCode,
    }),
  }
}
