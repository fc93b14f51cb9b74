import { setTimeout as delay } from 'node:timers/promises'
import type { StatementFormat } from '#domain/matching/statement-formats.ts'
import { readCustomerList, suggestCustomerColumns } from '#readers/customer-list.ts'
import { detect } from '#readers/detect.ts'
import { understandEInvoice } from '#readers/e-invoice-document.ts'
import { eInvoiceFiles } from '#readers/e-invoice-files.ts'
import { ciiXml, pdfWith } from '#readers/e-invoice-fixture.ts'
import { readFec } from '#readers/fec.ts'
import { fecText, payment, sale } from '#readers/fec-fixture.ts'
import { fecReceivables } from '#readers/fec-receivables.ts'
import { suggestColumns } from '#readers/invoice-columns.ts'
import { readInvoiceList } from '#readers/invoice-list.ts'
import type { ReadIssue } from '#readers/records.ts'
import { bytesSource } from '#readers/source.ts'
import { STATEMENT_EXAMPLES } from '#readers/statement-fixture.ts'
import { readStatements, STATEMENT_READERS } from '#readers/statements.ts'
import { readTable } from '#readers/table.ts'
import { sheetXml, workbook, zip } from '#readers/xlsx-fixture.ts'
import { answerOf } from '#readers/xlsx-sheet.ts'

/** A reader, small valid files for it, and what it says of any bytes: why it refuses them, or nothing. */
export interface ReaderUnderTest {
  readonly name: string
  readonly files: readonly Uint8Array[]
  read(bytes: Uint8Array): Promise<readonly ReadIssue[]>
}

const FEC = [...sale('F1', 'DUP', '20260102', '1200,00'), ...payment('F1', 'DUP', '20260203', '1200,00')]
const FEC_XML = `<?xml version="1.0"?><comptabilite><exercice><DateCloture>2026-12-31</DateCloture>
<journal><JournalCode>VE</JournalCode><JournalLib>Ventes</JournalLib><ecriture><EcritureNum>1</EcritureNum>
<EcritureDate>2026-03-02</EcritureDate><EcritureLib>Facture</EcritureLib><PieceRef>F1</PieceRef><PieceDate>2026-03-02</PieceDate>
<ligne><CompteNum>411000</CompteNum><CompteLib>Clients</CompteLib><CompAuxNum>DUP</CompAuxNum><Debit>120.00</Debit></ligne>
<ligne><CompteNum>701000</CompteNum><CompteLib>Ventes</CompteLib><Credit>120.00</Credit></ligne></ecriture></journal></exercice></comptabilite>`
const LIST =
  'Code client;Client;N° facture;Date facture;Échéance;Type;Montant TTC;Reste dû;Affecté à\r\n' +
  'DUP;Dupont;F1;10/01/2026;09/02/2026;Facture;1 200,00;200,00;\r\nDUP;Dupont;AV1;10/02/2026;;Avoir;-50,00;;F1\r\n'
const CUSTOMERS =
  'Code;Nom;Adresse;Code postal;Ville;Email;SIREN;Délai de règlement;Langue\r\nDUP;Dupont;3 rue du Lin;80000;Amiens;a@b.example;732829320;30 jours;fr\r\n'
const UBL = `<Invoice xmlns:c="urn:c"><c:ID>F1</c:ID><c:IssueDate>2026-03-02</c:IssueDate><c:InvoiceTypeCode>380</c:InvoiceTypeCode>
<c:DocumentCurrencyCode>EUR</c:DocumentCurrencyCode><c:LegalMonetaryTotal><c:TaxInclusiveAmount>10</c:TaxInclusiveAmount>
<c:PayableAmount>10</c:PayableAmount></c:LegalMonetaryTotal></Invoice>`

const bytesOf = (text: string): Uint8Array => Buffer.from(text)
const textOf = (bytes: Uint8Array) => new TextDecoder('windows-1252').decode(bytes)
const issuesOf = (read: object): readonly ReadIssue[] => ('reason' in read ? [read.reason as ReadIssue] : [])

/** Every reader of files, with what it is fed. */
export async function readersUnderTest(): Promise<readonly ReaderUnderTest[]> {
  const pdf = await pdfWith({ 'factur-x.xml': ciiXml(), 'note.txt': 'bonjour' })
  const xlsx = zip(
    workbook(
      sheetXml([
        ['Facture', 'Client', 'Montant'],
        ['F1', 'Dupont', '=120'],
      ]),
    ),
  )
  const archive = zip([
    ['a.xml', ciiXml()],
    ['b.txt', 'bonjour'],
  ])
  const statement = (read: (text: string) => object) => async (bytes: Uint8Array) =>
    issuesOf(read(textOf(bytes)))
  return [
    {
      name: 'FEC',
      files: [bytesOf(fecText(FEC)), bytesOf(fecText(FEC, '|', '\n')), bytesOf(FEC_XML)],
      async read(bytes) {
        const file = await readFec(bytesSource('fec.txt', bytes))
        return [...file.errors, ...fecReceivables(file, { netting: true }).errors]
      },
    },
    {
      name: 'list',
      files: [bytesOf(LIST), bytesOf(LIST.replaceAll(';', '\t')), Buffer.from(LIST, 'latin1')],
      async read(bytes) {
        const table = await readTable(bytesSource('liste.csv', bytes))
        return readInvoiceList(table, suggestColumns(table), { on: '2026-03-01' }).errors
      },
    },
    {
      name: 'customers',
      files: [bytesOf(CUSTOMERS)],
      async read(bytes) {
        const table = await readTable(bytesSource('clients.csv', bytes))
        return readCustomerList(table, suggestCustomerColumns(table)).errors
      },
    },
    {
      name: 'XLSX',
      files: [xlsx],
      async read(bytes) {
        const answer = await Promise.race([answerOf({ bytes, sheet: null, content: null }), stalled()])
        return 'failure' in answer ? [{ line: 0, column: null, code: answer.failure, values: {} }] : []
      },
    },
    {
      name: 'e-invoice XML',
      files: [bytesOf(ciiXml()), bytesOf(UBL)],
      read: async (bytes) => issuesOf(await understandEInvoice(bytes)),
    },
    {
      name: 'e-invoice PDF',
      files: [pdf],
      read: (bytes) => quietly(async () => issuesOf(await understandEInvoice(bytes))),
    },
    {
      name: 'ZIP',
      files: [archive, xlsx],
      async read(bytes) {
        const issues: ReadIssue[] = []
        for await (const { content } of eInvoiceFiles([bytesSource('lot.zip', bytes)])) {
          if ('code' in content) issues.push(content)
        }
        return issues
      },
    },
    ...Object.entries(STATEMENT_EXAMPLES).map(([name, text]) => ({
      name,
      files: [bytesOf(text)],
      read: statement(STATEMENT_READERS[name as StatementFormat]),
    })),
    {
      name: 'any file',
      files: [
        pdf,
        xlsx,
        archive,
        bytesOf(LIST),
        bytesOf(fecText(FEC)),
        bytesOf(ciiXml()),
        ...Object.values(STATEMENT_EXAMPLES).map(bytesOf),
      ],
      async read(bytes) {
        const source = bytesSource('inconnu', bytes)
        const { reason } = await detect(source)
        return [...issuesOf(await readStatements(source)), ...(reason ? [reason] : [])]
      },
    },
  ]
}

// The library may never answer; the process it runs in is then killed after some seconds.
async function stalled(): Promise<{ readonly failure: 'xlsx-unreadable' }> {
  await delay(1_000, undefined, { ref: true })
  return { failure: 'xlsx-unreadable' }
}

// What the PDF library mutters is heard by nobody in the process of its own.
async function quietly<Result>(work: () => Promise<Result>): Promise<Result> {
  const { warn } = console
  console.warn = () => undefined
  try {
    return await work()
  } finally {
    console.warn = warn
  }
}

/** What is put in the place of some bytes: what each format gives a meaning to. */
const FRAGMENTS = [
  '\0',
  '"',
  ';',
  '\t',
  '|',
  '\r',
  '\n',
  '<',
  '>',
  '</',
  '<!--',
  '<![CDATA[',
  ']]>',
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  '&lol;',
  '-',
  '999999999999999999999',
  '1e9',
  '../../etc/passwd',
  '{',
  '%%EOF',
  'endobj',
  'PK\u0003\u0004',
  '\ufeff',
  'é',
  '<a>'.repeat(200),
].map((text) => Buffer.from(text))

/** A sequence of numbers below a bound, the same for the same seed. */
export function seededNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** One of these files, changed in one to eight places: bytes flipped, cut, repeated, or replaced. */
export function mutated(files: readonly Uint8Array[], below: (bound: number) => number): Uint8Array {
  let bytes = Buffer.from(files[below(files.length)] ?? [])
  for (let change = below(8); change >= 0; change--) {
    const at = below(bytes.length + 1)
    const length = below(Math.max(1, Math.min(200, bytes.length - at)))
    const [before, part, after] = [
      bytes.subarray(0, at),
      bytes.subarray(at, at + length),
      bytes.subarray(at + length),
    ]
    const fragment = FRAGMENTS[below(FRAGMENTS.length)] ?? Buffer.alloc(0)
    const changed = [
      [before, Buffer.from(part.map((byte) => byte ^ (1 << below(8)))), after],
      [before, after],
      [before, part, part, part, after],
      [before, fragment, bytes.subarray(at)],
      [before],
      [before, fragment, after],
    ][below(6)]
    bytes = Buffer.concat(changed ?? [])
  }
  return bytes
}
