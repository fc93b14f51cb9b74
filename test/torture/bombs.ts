import { deflateSync } from 'node:zlib'
import { ciiXml, pdfWith } from '#readers/e-invoice-fixture.ts'
import { FEC_COLUMNS } from '#readers/fec-layout.ts'
import { sheetXml, workbook, zip } from '#readers/xlsx-fixture.ts'

/** A file made to fill a memory or to take for ever. */
export interface Bomb {
  readonly name: string
  readonly bytes: Uint8Array
}

const GIGABYTE = 1_000_000_000

/** Small files that unfold to gigabytes or to millions of elements, of every format that can. */
export async function makeBombs(): Promise<readonly Bomb[]> {
  const zeros = deflateSync(Buffer.alloc(GIGABYTE, ' '), { level: 9 })
  const innermost = zip([['a.xml', ' '.repeat(40_000_000)]])
  const nested = zip(Array.from({ length: 16 }, (_, index) => [`${index}.zip`, innermost]))
  return [
    { name: 'entities.xml', bytes: Buffer.from(laughs('<!ENTITY a0 "ha">', '<!ENTITY a1 "')) },
    { name: 'parameter.xml', bytes: Buffer.from(laughs('<!ENTITY % a0 "ha">', '<!ENTITY % a1 "')) },
    {
      name: 'external.xml',
      bytes: Buffer.from(
        '<!DOCTYPE Invoice [<!ENTITY x SYSTEM "file:///dev/zero">]><Invoice><ID>&x;</ID></Invoice>',
      ),
    },
    { name: 'deep.xml', bytes: Buffer.from(`<Invoice>${'<a>'.repeat(1_000_000)}`) },
    { name: 'elements.xml', bytes: Buffer.from(`<Invoice>${'<a/>'.repeat(1_200_000)}</Invoice>`) },
    { name: 'deep camt.xml', bytes: Buffer.from(`<Document><BkToCstmrStmt>${'<a>'.repeat(5_000_000)}`) },
    { name: 'stream.pdf', bytes: await pdfHolding(zeros, '/FlateDecode') },
    { name: 'stream twice.pdf', bytes: await pdfHolding(deflateSync(zeros), '/FlateDecode/FlateDecode') },
    { name: 'objects.pdf', bytes: pdfOfObjects(deflateSync(zeros), '/FlateDecode/FlateDecode') },
    { name: 'nested.pdf', bytes: Buffer.from(`%PDF-1.7\n1 0 obj ${'['.repeat(5_000_000)}\nendobj\n%%EOF`) },
    {
      name: 'sheet.xlsx',
      bytes: zip(workbook(`<worksheet><sheetData>${' '.repeat(390_000_000)}</sheetData></worksheet>`)),
    },
    {
      name: 'lying.xlsx',
      bytes: zip(workbook(sheetXml(Array.from({ length: 200_000 }, () => ['=1']))), 1_000),
    },
    { name: 'deep.xlsx', bytes: zip(workbook(`<worksheet>${'<a>'.repeat(3_000_000)}`)) },
    {
      name: 'archive of archives.zip',
      bytes: zip([
        ['b.xml', ciiXml()],
        ['c.zip', nested],
      ]),
    },
    { name: 'lying.zip', bytes: zip([['a.xml', ' '.repeat(GIGABYTE / 4)]], 1_000) },
    {
      name: 'endless line.txt',
      bytes: Buffer.concat([Buffer.from(`${FEC_COLUMNS.join('\t')}\r\n`), Buffer.alloc(200_000_000, 'a')]),
    },
  ]
}

// Each entity is ten times the one before it.
function laughs(first: string, second: string): string {
  const kind = second.slice(0, second.indexOf('a1'))
  const sign = kind.includes('%') ? '%' : '&'
  const more = Array.from({ length: 12 }, (_, at) => `${kind}a${at + 1} "${`${sign}a${at};`.repeat(10)}">`)
  return `<?xml version="1.0"?><!DOCTYPE Invoice [${first}${more.join('')}]><Invoice><ID>&a12;</ID></Invoice>`
}

// The attachment of a good PDF, told to be these bytes under these filters.
async function pdfHolding(packed: Uint8Array, filters: string): Promise<Uint8Array> {
  const plain = Buffer.from(await pdfWith({})).toString('latin1')
  const head = plain.slice(0, plain.lastIndexOf('startxref'))
  const file = stream(packed, `/Type/EmbeddedFile/Filter[${filters}]`)
  return Buffer.from(
    `${head}\n90 0 obj<</Type/Catalog/Pages 92 0 R/AF[91 0 R]>>endobj\n92 0 obj<</Type/Pages/Kids[]/Count 0>>endobj
91 0 obj<</Type/Filespec/F(factur-x.xml)/EF<</F 93 0 R>>>>endobj\n93 0 obj${file}endobj\ntrailer<</Root 90 0 R>>\nstartxref\n0\n%%EOF\n`,
    'latin1',
  )
}

function pdfOfObjects(packed: Uint8Array, filters: string): Uint8Array {
  const objects = stream(packed, `/Type/ObjStm/N 1/First 4/Filter[${filters}]`)
  return Buffer.from(
    `%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj
3 0 obj${objects}endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n`,
    'latin1',
  )
}

function stream(packed: Uint8Array, entries: string): string {
  return `<<${entries}/Length ${packed.length}>>stream\n${Buffer.from(packed).toString('latin1')}\nendstream\n`
}
