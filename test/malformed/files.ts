import { createHash } from 'node:crypto'
import { sheetXml, workbook, zip } from '#readers/xlsx-fixture.ts'

/** A file nobody should import, and a word its refusal must say. */
export interface MalformedFile {
  readonly name: string
  readonly content: string | Uint8Array
  readonly says: RegExp
}

const FEC_HEADER =
  'JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\tCompAuxLib\tPieceRef\tPieceDate\tEcritureLib\tDebit\tCredit\tEcritureLet\tDateLet\tValidDate\tMontantdevise\tIdevise'
const FEC_LINE =
  'VT\tVentes\t1\t20240110\t411000\tClients\tDUP\tDupont\tF1\t20240110\tFacture\t120,00\t0,00\t\t\t20240110\t\t'
const SALE_LINE =
  'VT\tVentes\t1\t20240110\t706000\tVentes\t\t\tF1\t20240110\tFacture\t0,00\t120,00\t\t\t20240110\t\t'
const LIST_HEADER = 'Code client;Client;N° facture;Date facture;Échéance;Montant TTC'
const LIST_ROW = 'DUP;Dupont;F1;10/01/2024;09/02/2024;120,00'

const fec = (...lines: readonly string[]) => `${[FEC_HEADER, ...lines].join('\r\n')}\r\n`
const list = (...lines: readonly string[]) => `${[LIST_HEADER, ...lines].join('\r\n')}\r\n`
const bytes = (...values: readonly number[]) => Uint8Array.from(values)

/** Files that must be refused whole, with a sentence that says why. */
export const MALFORMED_FILES: readonly MalformedFile[] = [
  { name: 'empty.txt', content: '', says: /vide/ },
  { name: 'blank.csv', content: ' \r\n \r\n', says: /tableau|vide/ },
  { name: 'letter.txt', content: 'Bonjour,\nceci est une lettre.\n', says: /tableau/ },
  { name: 'invoice.pdf', content: '%PDF-1.7\n1 0 obj', says: /PDF/ },
  { name: 'pdf-named.csv', content: '%PDF-1.7\n1 0 obj', says: /PDF/ },
  { name: 'old.xls', content: bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1), says: /xlsx/ },
  { name: 'archive.zip', content: zip([['a.txt', 'a']]), says: /ZIP/ },
  { name: 'archive.gz', content: bytes(0x1f, 0x8b, 8, 0, 0), says: /compressé/ },
  { name: 'zeros.csv', content: new Uint8Array(5_000), says: /texte/ },
  {
    name: 'photo.png',
    content: bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 1, 2, 3),
    says: /./,
  },
  { name: 'xml.csv', content: '<?xml version="1.0"?><factures><f/></factures>', says: /XML/ },
  { name: 'page.csv', content: '<html><table><tr><td>Facture</td></tr></table></html>', says: /XML/ },
  { name: 'fec.xml', content: '<?xml version="1.0"?><comptabilite><exercice><journal>', says: /coupé|XML/ },
  {
    name: 'doctype.xml',
    content: '<?xml version="1.0"?><!DOCTYPE c [<!ENTITY a "b">]><comptabilite>&a;</comptabilite>',
    says: /DOCTYPE/,
  },
  { name: 'header-only.txt', content: fec(), says: /titres|aucune/i },
  { name: 'cut-line.txt', content: fec(FEC_LINE, 'VT\tVentes\t2\t2024'), says: /Ligne 3.*champs/ },
  { name: 'bad-amount.txt', content: fec(FEC_LINE.replace('120,00', 'douze')), says: /Ligne 2.*montant/ },
  {
    name: 'bad-date.txt',
    content: fec(FEC_LINE.replace('\t20240110\t4', '\t20241340\t4')),
    says: /Ligne 2.*date/,
  },
  {
    name: 'no-entry.txt',
    content: fec(FEC_LINE).replace('EcritureNum', 'Numero'),
    says: /colonnes.*EcritureNum/,
  },
  { name: 'no-customers.txt', content: fec(SALE_LINE), says: /411/ },
  { name: 'collective.txt', content: fec(FEC_LINE.replace('DUP\tDupont', '\t')), says: /collectif/ },
  { name: 'twice-debit.txt', content: fec(FEC_LINE).replace('Credit', 'Debit'), says: /deux fois/ },
  { name: 'long-line.csv', content: list(`DUP;${'D'.repeat(2_000_000)};F1;;;1`), says: /caractères/ },
  { name: 'wide.csv', content: `${'a;'.repeat(1_000_000)}\n`, says: /colonnes|caractères/ },
  {
    name: 'open-quote.csv',
    content: list('DUP;"Dupont;F1;10/01/2024;09/02/2024;1', LIST_ROW, LIST_ROW),
    says: /guillemet/,
  },
  {
    name: 'no-amount.csv',
    content: 'Code client;N° facture;Échéance\nDUP;F1;09/02/2024\n',
    says: /montant/i,
  },
  {
    name: 'no-customer.csv',
    content: 'N° facture;Échéance;Montant TTC\nF1;09/02/2024;120,00\n',
    says: /client/i,
  },
  {
    name: 'list-amount.csv',
    content: list(LIST_ROW, LIST_ROW.replace('F1', 'F2').replace('120,00', 'beaucoup')),
    says: /Ligne 3/,
  },
  { name: 'list-date.csv', content: list(LIST_ROW.replace('09/02/2024', '31/02/2024')), says: /Ligne 2/ },
  {
    name: 'list-huge.csv',
    content: list(LIST_ROW.replace('120,00', '99999999999999999999')),
    says: /Ligne 2/,
  },
  { name: 'cut.xlsx', content: sheet([['Client', 'Montant']]).subarray(0, 300), says: /ZIP|classeur|Excel/ },
  { name: 'empty.xlsx', content: sheet([]), says: /vide|titres|tableau/ },
  { name: 'bomb.xlsx', content: bomb(), says: /Mo|limite|déplié|classeur/ },
]

/** Odd files that may be taken or refused, but never break anything. */
export const ODD_FILES: readonly Omit<MalformedFile, 'says'>[] = [
  { name: 'nul.csv', content: list(LIST_ROW.replace('Dupont', 'Du\0pont')) },
  { name: 'nul.txt', content: fec(FEC_LINE.replace('Dupont', 'Du\0pont'), SALE_LINE) },
  { name: 'latin1.csv', content: Buffer.from(list(LIST_ROW.replace('Dupont', 'Crêpes')), 'latin1') },
  { name: 'utf16.csv', content: Buffer.from(`\ufeff${list(LIST_ROW)}`, 'utf16le') },
  {
    name: 'formula.csv',
    content: list(LIST_ROW.replace('Dupont', '=HYPERLINK("http://x.example";"Dupont")')),
  },
  { name: 'long-code.csv', content: list(LIST_ROW.replace('DUP', longText(9_000))) },
  { name: 'long-number.csv', content: list(LIST_ROW.replace('F1', longText(9_000))) },
  { name: 'long-piece.txt', content: fec(FEC_LINE.replace('F1', longText(9_000)), SALE_LINE) },
  { name: 'long-name.csv', content: list(LIST_ROW.replace('Dupont', 'Dupont '.repeat(9_000))) },
  {
    name: 'currency.csv',
    content: list(LIST_ROW).replace('TTC', 'TTC;Devise').replace('120,00', '120,00;€'),
  },
  {
    name: 'currency-word.csv',
    content: list(LIST_ROW).replace('TTC', 'TTC;Devise').replace('120,00', '120,00;livre'),
  },
  { name: 'level.csv', content: list(LIST_ROW).replace('TTC', 'TTC;Niveau').replace('120,00', '120,00;9') },
  { name: 'surrogate.csv', content: Buffer.from([...Buffer.from(list(LIST_ROW)), 0xed, 0xa0, 0x80, 0x0a]) },
  { name: 'same-rows.csv', content: list(LIST_ROW, LIST_ROW, LIST_ROW) },
  {
    name: 'formula.xlsx',
    content: sheet([
      ['Client', 'N° facture', 'Échéance', 'Montant TTC'],
      ['Dupont', 'F1', '09/02/2024', '=120'],
      ['Dupont', 'F2', '09/02/2024', '='],
    ]),
  },
]

// Text that does not compress: no index takes it whole.
function longText(length: number): string {
  let text = ''
  while (text.length < length) text += createHash('sha256').update(text).digest('hex').toUpperCase()
  return text.slice(0, length)
}

function sheet(rows: readonly (readonly string[])[]): Uint8Array {
  return zip(workbook(sheetXml(rows)))
}

// A few kilobytes that unzip to hundreds of megabytes.
function bomb(): Uint8Array {
  return zip(workbook(`<worksheet><sheetData>${' '.repeat(400_000_000)}</sheetData></worksheet>`))
}
