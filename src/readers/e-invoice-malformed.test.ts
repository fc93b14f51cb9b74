import { expect, test } from 'vitest'
import { readEInvoice } from './e-invoice.ts'
import { ciiXml, pdfWith } from './e-invoice-fixture.ts'
import { bytesSource } from './source.ts'
import { zip } from './xlsx-fixture.ts'

const LAUGHS = `<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;"><!ENTITY lol3 "&lol2;&lol2;&lol2;">]>
<Invoice><ID>&lol3;</ID></Invoice>`

async function reasonOf(content: string | Uint8Array) {
  const read = await readEInvoice(bytesSource('facture', Buffer.from(content)))
  return read.kind === 'refused' ? read.reason : null
}

test.each<[string, number, string | Uint8Array]>([
  ['empty', 0, ''],
  ['is-zip', 0, zip([['facture.xml', ciiXml()]])],
  ['is-binary', 0, new Uint8Array(5000)],
  ['einvoice-not-xml', 0, 'Facture;Client;Montant\n'],
  ['einvoice-doctype', 1, '<!DOCTYPE Invoice SYSTEM "file:///etc/passwd"><Invoice/>'],
  ['einvoice-doctype', 2, LAUGHS],
  ['xml-malformed', 1, '<Invoice><ID>1</Invoice>'],
  ['xml-malformed', 1, '<Invoice/><Invoice/>'],
  ['xml-malformed', 1, `<Invoice>${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}</Invoice>`],
  ['xml-malformed', 15, ciiXml().slice(0, -40)],
  ['einvoice-unknown-root', 0, '<comptabilite/>'],
  ['xml-malformed', 1, '<constructor/>'],
  ['einvoice-is-order', 0, '<Order/>'],
  ['einvoice-is-order', 0, '<rsm:SCRDMCCBDACIOMessageStructure xmlns:rsm="urn:rsm"/>'],
  ['einvoice-encoding', 0, Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${ciiXml()}`, 'latin1')],
  ['einvoice-encoding', 0, Buffer.from(ciiXml(), 'latin1')],
  ['einvoice-missing', 0, '<Invoice/>'],
  ['einvoice-bad-value', 0, ciiXml({ payable: 'cent' })],
  ['einvoice-bad-value', 0, ciiXml({ prepaid: '1e3' })],
  ['einvoice-bad-value', 0, ciiXml().replace('20260302', '20260230')],
  ['einvoice-bad-value', 0, ciiXml().replace('EUR', 'euro')],
  ['einvoice-pdf-truncated', 0, '%PDF-1.7\n1 0 obj\n<</Type/Cat'],
  ['einvoice-pdf-unreadable', 0, '%PDF-1.7\n%%EOF'],
])('%s is refused with its reason and its line: %s', async (code, line, content) => {
  expect(await reasonOf(content)).toMatchObject({ code, line })
})

test.each([
  ['MINIMUM', 'BT-115', 'DuePayableAmount'],
  ['number', 'BT-1', 'ID>F1<'],
  ['type', 'BT-3', 'TypeCode'],
  ['date', 'BT-2', 'DateTimeString'],
  ['currency', 'BT-5', 'InvoiceCurrencyCode'],
  ['total', 'BT-112', 'GrandTotalAmount'],
])('without its %s (%s) it is not an invoice', async (_, term, name) => {
  const xml = ciiXml()
  const without = name.startsWith('ID') ? xml.replace('>F1<', '><') : xml.replaceAll(name, 'Other')
  expect((await reasonOf(without))?.values).toMatchObject({ term })
})

test('a PDF cut anywhere is refused, even where what is left could be mended', async () => {
  const pdf = await pdfWith({ 'factur-x.xml': ciiXml() })
  for (let share = 1; share < 10; share++) {
    const reason = await reasonOf(pdf.subarray(0, Math.floor((pdf.length * share) / 10)))
    expect(reason?.code, `${share}/10`).toBe('einvoice-pdf-truncated')
  }
})

test('a PDF without an invoice says so: nothing attached, other files, an order', async () => {
  expect((await reasonOf(await pdfWith({})))?.code).toBe('einvoice-pdf-plain')
  expect((await reasonOf(await pdfWith({ 'note.txt': 'Merci', 'a.xml': '<a/>' })))?.code).toBe(
    'einvoice-pdf-plain',
  )
  expect((await reasonOf(await pdfWith({ 'order-x.xml': 'x' })))?.code).toBe('einvoice-is-order')
  expect((await reasonOf(await pdfWith({ 'commande.xml': '<Order/>' })))?.code).toBe('einvoice-is-order')
})

test('files beyond the limits are refused before they are read', async () => {
  const source = bytesSource('facture', Buffer.from(ciiXml()))
  for (const limits of [
    { pdfBytes: 10, xmlBytes: 10 },
    { pdfBytes: 10_000, xmlBytes: 10 },
  ]) {
    const read = await readEInvoice(source, limits)
    expect(read.kind === 'refused' && read.reason.code).toBe('file-too-large')
  }
})
