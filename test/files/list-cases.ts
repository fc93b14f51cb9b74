import iconv from 'iconv-lite'

/** A list written to be misread: what each customer owes, in cents, or what has to be asked, told or refused. */
export interface ListCase {
  readonly content: string | Uint8Array
  /** Net of credits; null where the file is refused. */
  readonly owed: Readonly<Record<string, number>> | null
  /** Ids of questions, codes of warnings or of errors that must stand. */
  readonly said?: readonly string[]
}

const lines = (...rows: readonly string[]) => rows.join('\r\n')
const SIX = 'Client;N° facture;Date facture;Échéance;Montant TTC;Reste dû'
const FIVE = 'Client;N° facture;Date facture;Échéance;Montant TTC'
const ONE = lines(SIX, 'Hélène Bézu;F1;15/01/2024;14/02/2024;1 200,00;1 200,00')
const BEZU = { 'HELENE-BEZU': 120_000 }

export const LIST_CASES: Readonly<Record<string, ListCase>> = {
  // --- Days ---
  'a due date in words': {
    content: lines(
      SIX,
      'Dupont;F1;15/01/2024;moitié le 15/02, moitié le 15/03;1200,00;1200,00',
      'Dupont;F2;15/01/2024;15/02/2024;100,00;100,00',
    ),
    owed: { DUPONT: 130_000 },
    said: ['list-due-in-words'],
  },
  'a term where a day belongs': {
    content: lines(FIVE, 'Dupont;F1;15/01/2024;à réception;1200,00', 'Dupont;F2;15/01/2024;30 jours;100,00'),
    owed: { DUPONT: 130_000 },
    said: ['list-due-in-words'],
  },
  'two columns of days in two orders': {
    content: lines(
      SIX,
      'Dupont;F1;15/01/2024;02/14/2024;1200,00;1200,00',
      'Dupont;F2;03/01/2024;03/02/2024;100,00;100,00',
    ),
    owed: { DUPONT: 130_000 },
  },
  'two orders in one column': {
    content: lines(
      SIX,
      'Dupont;F1;15/01/2024;02/14/2024;1200,00;1200,00',
      'Dupont;F2;03/01/2024;25/02/2024;100,00;100,00',
    ),
    owed: null,
    said: ['bad-date'],
  },
  'years of two digits': {
    content: lines(FIVE, 'Dupont;F1;15/01/24;14/02/24;1200,00', 'Dupont;F2;15-01-24;14-02-24;100,00'),
    owed: { DUPONT: 130_000 },
  },
  'words in a column of settlement days': {
    content: lines(
      `${FIVE};Date règlement`,
      'Dupont;F1;15/01/2024;14/02/2024;1200,00;non réglée',
      'Dupont;F2;15/01/2024;14/02/2024;100,00;20/02/2024',
    ),
    owed: { DUPONT: 120_000 },
  },
  // --- Amounts ---
  'apostrophes, narrow spaces, minus signs behind, parentheses, CR and DB': {
    content: lines(
      SIX,
      "Dupont;F1;15/01/2024;14/02/2024;1'200,00;1'200.00",
      'Dupont;F2;15/01/2024;14/02/2024;1\u202f300,50;1\u202f300,50',
      'Martin;A1;15/01/2024;;150,00-;150,00-',
      'Leroy;A2;15/01/2024;;(75,00);(75,00)',
      'Leroy;F4;15/01/2024;;80,00 DB;80,00 DB',
      'Noir;A5;15/01/2024;;80,00 CR;80,00 CR',
      'Blanc;A6;15/01/2024;;− 10,00 €;− 10,00 €',
    ),
    owed: { DUPONT: 250_050, MARTIN: -15_000, LEROY: 500, NOIR: -8_000, BLANC: -1_000 },
  },
  'thousands by dots and nothing else': {
    content: lines(SIX, 'Dupont;F1;15/01/2024;14/02/2024;1.200;1.200'),
    owed: { DUPONT: 120_000 },
  },
  'decimals by commas in a file of commas': {
    content: lines(
      'Client,N° facture,Date facture,Échéance,Montant TTC',
      'Dupont,F1,15/01/2024,14/02/2024,1200,50',
    ),
    owed: null,
    said: ['extra-cells'],
  },
  'a separator in a name without quotes': {
    content: lines(SIX, 'Dupont; Fils;F1;15/01/2024;14/02/2024;1200,00;1200,00'),
    owed: null,
    said: ['extra-cells'],
  },
  'separators and quotes within quotes': {
    content: lines(
      SIX,
      '"Dupont; Fils";F1;15/01/2024;14/02/2024;"1 200,00";"1 200,00"',
      '"Le ""Petit"" Duc";F2;15/01/2024;14/02/2024;100,00;100,00',
    ),
    owed: { 'DUPONT-FILS': 120_000, 'LE-PETIT-DUC': 10_000 },
  },
  'a share where an amount belongs': {
    content: lines(`${FIVE};Réglé`, 'Dupont;F1;15/01/2024;14/02/2024;1200,00;50 %'),
    owed: { DUPONT: 60_000 },
  },
  // --- Currencies ---
  'a currency in the header': {
    content: lines('Client;N° facture;Date facture;Montant TTC (USD)', 'Dupont;F1;15/01/2024;1200,00'),
    owed: { DUPONT: 120_000 },
  },
  'euros in the header and dollars in the row': {
    content: lines(
      'Client;N° facture;Date facture;Montant devise;Devise;Montant EUR',
      'Dupont;F1;15/01/2024;1300,00;USD;1200,00',
    ),
    owed: { DUPONT: 120_000 },
    said: ['list-header-currency'],
  },
  'a currency in the cell': {
    content: lines(FIVE, 'Dupont;F1;15/01/2024;14/02/2024;$1200.00'),
    owed: { DUPONT: 120_000 },
  },
  // --- Sides ---
  'half of the rows on the other side': {
    content: lines(
      'Client;N° pièce;Libellé;Date;Débit;Crédit',
      'Dupont;F1;Facture;15/01/2024;1200,00;',
      'Dupont;F2;Facture;16/01/2024;;300,00',
      'Martin;R1;Règlement;15/01/2024;30,00;',
    ),
    owed: { DUPONT: 90_000, MARTIN: 3_000 },
    said: ['reversed-side:facture', 'reversed-side:reglement'],
  },
  'negative debits and negative credits': {
    content: lines(
      'Client;N° pièce;Date;Débit;Crédit',
      'Dupont;F1;15/01/2024;1200,00;',
      'Martin;F3;15/01/2024;;-90,00',
      'Martin;AV1;15/01/2024;-30,00;',
    ),
    owed: { DUPONT: 120_000, MARTIN: 6_000 },
  },
  'balances of two sides': {
    content: lines(
      'Code;Client;N° pièce;Date;Échéance;Solde débiteur;Solde créditeur',
      'C1;Dupont;F1;15/01/2024;14/02/2024;1200,00;',
      'C1;Dupont;RG1;20/01/2024;;;200,00',
    ),
    owed: { C1: 100_000 },
  },
  'running balances of two sides beside the movements': {
    content: lines(
      'Code;Client;N° pièce;Date;Échéance;Débit;Crédit;Solde débiteur;Solde créditeur',
      'C1;Dupont;F1;15/01/2024;14/02/2024;1200,00;;1200,00;',
      'C1;Dupont;RG1;20/01/2024;;;200,00;1000,00;',
    ),
    owed: { C1: 100_000 },
  },
  'what is left with the other sign everywhere': {
    content: lines(
      SIX,
      'Dupont;F1;15/01/2024;14/02/2024;1200,00;-1200,00',
      'Dupont;F2;15/01/2024;14/02/2024;100,00;-100,00',
    ),
    owed: { DUPONT: 130_000 },
    said: ['opposite-remainder:reste du'],
  },
  // --- What is left ---
  'the balance of the client beside what is left of the invoice': {
    content: lines(
      'Client;Solde;N° facture;Date;Échéance;Montant TTC;Reste dû',
      'Dupont;5000,00;F1;15/01/2024;14/02/2024;1200,00;200,00',
      'Dupont;5000,00;F2;16/01/2024;15/02/2024;300,00;300,00',
    ),
    owed: { DUPONT: 50_000 },
  },
  'what is paid and what is left do not make the total': {
    content: lines(`${FIVE};Payé;Reste`, 'Dupont;F1;15/01/2024;14/02/2024;1200,00;1000,00;1200,00'),
    owed: { DUPONT: 120_000 },
    said: ['list-figures-disagree'],
  },
  'a row cut short': {
    content: lines(
      SIX,
      'Dupont;F1;15/01/2024;14/02/2024;1200,00',
      'Dupont;F2;15/01/2024;14/02/2024;100,00;100,00',
    ),
    owed: { DUPONT: 10_000 },
    said: ['list-blank-open'],
  },
  'an advance paid': {
    content: lines(`${FIVE};Acompte`, 'Dupont;F1;15/01/2024;14/02/2024;1200,00;360,00'),
    owed: { DUPONT: 84_000 },
  },
  // --- Encodings ---
  'a byte order mark': { content: `\ufeff${ONE}`, owed: BEZU },
  'UTF-16 with a mark': { content: iconv.encode(ONE, 'utf16-le', { addBOM: true }), owed: BEZU },
  'UTF-16 without a mark': { content: iconv.encode(ONE, 'utf16-le'), owed: BEZU },
  'UTF-16, the other end first': { content: iconv.encode(ONE, 'utf16-be', { addBOM: true }), owed: BEZU },
  'Mac Roman': { content: iconv.encode(ONE, 'macintosh'), owed: BEZU },
  'CP850 with its no-break spaces': {
    content: iconv.encode(ONE.replaceAll('1 200', '1\u00a0200'), 'cp850'),
    owed: BEZU,
  },
}
