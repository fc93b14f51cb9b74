import { deflateSync } from 'node:zlib'
import {
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFRawStream,
  type PDFRef,
  PDFString,
} from '@cantoo/pdf-lib'
import { describe, expect, test } from 'vitest'
import { understandEInvoice } from './e-invoice-document.ts'
import { ciiXml } from './e-invoice-fixture.ts'

// The same invoice hung in a PDF in each way that writers have.

const XML = Buffer.from(ciiXml())

function embed(pdf: PDFDocument, bytes: Uint8Array, filters: readonly string[] = []): PDFRef {
  const dict = PDFDict.withContext(pdf.context)
  dict.set(PDFName.of('Type'), PDFName.of('EmbeddedFile'))
  if (filters.length > 0)
    dict.set(PDFName.of('Filter'), pdf.context.obj(filters.map((name) => PDFName.of(name))))
  return pdf.context.register(PDFRawStream.of(dict, bytes))
}

function fileSpec(
  pdf: PDFDocument,
  name: string,
  file: PDFRef,
  more: Readonly<Record<string, string>> = {},
): PDFRef {
  const keys = {
    Type: 'Filespec',
    F: PDFString.of(name),
    UF: PDFHexString.fromText(name),
    EF: { F: file },
    ...more,
  }
  return pdf.context.register(pdf.context.obj(keys))
}

async function read(put: (pdf: PDFDocument) => void, useObjectStreams = true) {
  const pdf = await PDFDocument.create()
  pdf.addPage()
  put(pdf)
  const invoice = await understandEInvoice(await pdf.save({ useObjectStreams }))
  return invoice.kind === 'refused' ? invoice.reason.code : invoice.number
}

const usual = (pdf: PDFDocument, name = 'factur-x.xml') => fileSpec(pdf, name, embed(pdf, XML))
const named = (pdf: PDFDocument, tree: object) =>
  pdf.catalog.set(PDFName.of('Names'), pdf.context.obj({ EmbeddedFiles: tree as Record<string, string> }))
const associated = (pdf: PDFDocument, ...specs: readonly PDFRef[]) =>
  pdf.catalog.set(PDFName.of('AF'), pdf.context.obj([...specs]))

async function encrypted(userPassword: string): Promise<string | null> {
  const pdf = await PDFDocument.create()
  pdf.addPage()
  await pdf.attach(XML, 'factur-x.xml')
  pdf.encrypt({ ownerPassword: 'le coffre', userPassword })
  const invoice = await understandEInvoice(await pdf.save())
  return invoice.kind === 'refused' ? invoice.reason.code : invoice.number
}

test('one protected by its owner against changes opens as in any viewer; one with a password to open says so', async () => {
  expect(await encrypted('')).toBe('F1')
  expect(await encrypted('sésame')).toBe('einvoice-pdf-encrypted')
})

describe('wherever the writer has hung it, the invoice is found', () => {
  test.each<[string, (pdf: PDFDocument) => void]>([
    ['a flat tree of names', (pdf) => named(pdf, { Names: [PDFString.of('a'), usual(pdf)] })],
    [
      'a tree with branches',
      (pdf) => named(pdf, { Kids: [{ Kids: [{ Names: [PDFString.of('a'), usual(pdf)] }] }] }),
    ],
    ['associated files alone', (pdf) => associated(pdf, usual(pdf))],
    [
      'associated as data',
      (pdf) =>
        associated(pdf, fileSpec(pdf, 'zugferd-invoice.xml', embed(pdf, XML), { AFRelationship: 'Data' })),
    ],
    [
      'associated as source',
      (pdf) => associated(pdf, fileSpec(pdf, 'xrechnung.xml', embed(pdf, XML), { AFRelationship: 'Source' })),
    ],
    ['ZUGFeRD 1.0', (pdf) => associated(pdf, usual(pdf, 'ZUGFeRD-invoice.xml'))],
    ['another case of letters', (pdf) => associated(pdf, usual(pdf, 'Factur-X.XML'))],
    ['in a folder', (pdf) => associated(pdf, usual(pdf, 'C:\\factures\\factur-x.xml'))],
    ['another name', (pdf) => associated(pdf, usual(pdf, 'facture_2026.xml'))],
    [
      'a paper clip on a page',
      (pdf) => {
        const clip = { Type: 'Annot', Subtype: 'FileAttachment', FS: usual(pdf) }
        pdf
          .getPage(0)
          .node.set(PDFName.of('Annots'), pdf.context.obj([pdf.context.register(pdf.context.obj(clip))]))
      },
    ],
    [
      'beside others, the most recent',
      (pdf) =>
        associated(
          pdf,
          fileSpec(pdf, 'ZUGFeRD-invoice.xml', embed(pdf, Buffer.from('<old/>'))),
          fileSpec(pdf, 'bon de livraison.pdf', embed(pdf, Buffer.from('%PDF-1.4'))),
          usual(pdf),
        ),
    ],
    [
      'beside a broken one',
      (pdf) => {
        const broken = pdf.context.register(pdf.context.obj({ Type: 'Filespec' }))
        named(pdf, { Names: [PDFString.of('a'), broken, PDFString.of('b'), usual(pdf)] })
      },
    ],
    [
      'deflated',
      (pdf) => associated(pdf, fileSpec(pdf, 'factur-x.xml', embed(pdf, deflateSync(XML), ['FlateDecode']))),
    ],
    [
      'deflated twice',
      (pdf) => {
        const bytes = deflateSync(deflateSync(XML))
        associated(pdf, fileSpec(pdf, 'factur-x.xml', embed(pdf, bytes, ['FlateDecode', 'FlateDecode'])))
      },
    ],
    [
      'in hexadecimal',
      (pdf) => {
        const bytes = Buffer.from(`${XML.toString('hex')}>`)
        associated(pdf, fileSpec(pdf, 'factur-x.xml', embed(pdf, bytes, ['ASCIIHexDecode'])))
      },
    ],
  ])('%s', async (_, put) => {
    expect(await read(put)).toBe('F1')
    expect(await read(put, false)).toBe('F1')
  })

  test('behind a byte order mark and blank lines', async () => {
    const pdf = await PDFDocument.create()
    pdf.addPage()
    associated(pdf, usual(pdf))
    const bytes = Buffer.concat([Buffer.from('\ufeff\r\n'), await pdf.save()])
    expect(await understandEInvoice(bytes)).toMatchObject({ number: 'F1' })
  })
})

describe('what is made to be too much is refused', () => {
  const zeros = deflateSync(Buffer.alloc(50_000_000))
  test.each<[string, string, (pdf: PDFDocument) => void]>([
    [
      'unfolding to more than an invoice',
      'einvoice-too-heavy',
      (pdf) => associated(pdf, fileSpec(pdf, 'factur-x.xml', embed(pdf, zeros, ['FlateDecode']))),
    ],
    [
      'folded twice',
      'einvoice-too-heavy',
      (pdf) =>
        associated(
          pdf,
          fileSpec(pdf, 'factur-x.xml', embed(pdf, deflateSync(zeros), ['FlateDecode', 'FlateDecode'])),
        ),
    ],
    [
      'damaged',
      'einvoice-pdf-unreadable',
      (pdf) => associated(pdf, fileSpec(pdf, 'factur-x.xml', embed(pdf, XML, ['FlateDecode']))),
    ],
    [
      'a tree that turns in a circle',
      'einvoice-pdf-plain',
      (pdf) => {
        const ref = pdf.context.nextRef()
        pdf.context.assign(ref, pdf.context.obj({ Kids: [ref, ref] }))
        named(pdf, { Kids: [ref] })
      },
    ],
  ])('%s', async (_, code, put) => {
    expect(await read(put)).toBe(code)
  })
})
