import type { LetterContent, Letterhead, LetterRow } from '#domain/letters/letter.ts'
import type { Paragraph } from '#domain/letters/rich-text.ts'

/** The sender of the letters of the tests and of the benchmark. */
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
  signatoryTitle: 'La gérante',
  legalFooter: 'Capital 10 000 €\nRCS Beauvais 732 829 320',
}

/** A row like any other; its number tells it apart. */
export function letterRow(index: number, changes: Partial<LetterRow> = {}): LetterRow {
  return {
    number: String(2300000010 + index),
    issuedOn: '2023-11-24',
    amountCents: 49320,
    dueOn: '2023-12-24',
    dueIsEstimated: false,
    openCents: 49320,
    ...changes,
  }
}

/** A paragraph of plain text. */
export function paragraph(text: string): Paragraph {
  return { type: 'paragraph', content: [{ type: 'text', text }] }
}

/** A second-level letter of `rows` instalments, as it is frozen in a draft. */
export function letter(rows = 1, changes: Partial<LetterContent> = {}): LetterContent {
  const cents = rows * 49320
  return {
    language: 'fr',
    level: 2,
    title: 'LETTRE DE RELANCE N°2',
    letterOn: '2024-01-29',
    customerCode: 'PROFR',
    recipientLines: ['Professionnel France', '3 rue du Moulin', '01110 ARANC'],
    body: {
      type: 'doc',
      content: [
        paragraph('Madame, Monsieur,'),
        paragraph('Votre compte présente à ce jour un solde débiteur, que nous vous demandons de régler.'),
      ],
    },
    currency: 'EUR',
    rows: Array.from({ length: rows }, (_, index) => letterRow(index)),
    informationRows: [],
    creditRows: [],
    instalmentsCents: cents,
    netCents: cents,
    paymentQr: null,
    ...changes,
  }
}
