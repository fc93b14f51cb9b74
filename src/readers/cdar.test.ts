import { expect, test } from 'vitest'
import { cdarXml, type StatusParts } from './cdar-fixture.ts'
import { detect } from './detect.ts'
import { understandDocument, understandEInvoice } from './e-invoice-document.ts'
import { bytesSource } from './source.ts'

const read = (...documents: readonly StatusParts[]) => understandDocument(Buffer.from(cdarXml(...documents)))
const refusalOf = async (xml: string) => {
  const found = await understandDocument(Buffer.from(xml))
  return found.kind === 'refused' ? [found.reason.code, found.reason.line, found.reason.values] : found.kind
}

test('a disputed invoice: its number, its day, why, and what is asked for', async () => {
  const found = await read({ reason: 'TX_TVA_ERR', note: '10 % au lieu de 20 %', action: 'NIN' })
  expect(found).toMatchObject({
    kind: 'statuses',
    warnings: [],
    statuses: [
      {
        ...{ messageId: 'STATUS-1', number: 'F202500003', issuedOn: '2025-07-01', documentType: '380' },
        ...{ sellerSiren: '100000009', code: '207', at: '2025-07-01T15:10:00', payableOn: null, amounts: [] },
        reasons: [{ code: 'TX_TVA_ERR', text: '10 % au lieu de 20 %', action: 'NIN' }],
      },
    ],
  })
})

test('money that came in, and money given back', async () => {
  const paid = await read({ code: '212', amounts: { MEN: '-500.00', RAP: '250.00' } })
  expect(paid).toMatchObject({
    statuses: [{ code: '212', amounts: [{ type: 'MEN', cents: -50_000, currency: 'EUR' }, { type: 'RAP' }] }],
  })
})

test('several documents in one file, each with its own status', async () => {
  const found = await read({ code: '205' }, { code: '213', number: 'F2', reason: 'DOUBLON' })
  expect(found).toMatchObject({ statuses: [{ code: '205' }, { code: '213', number: 'F2' }] })
})

test('a mandatory reason that is missing is said, and the status is taken', async () => {
  expect(await read({ code: '210' })).toMatchObject({
    statuses: [{ code: '210', reasons: [] }],
    warnings: [{ code: 'cdar-no-reason', values: { status: '210' } }],
  })
})

test.each([
  ['20250701', '2025-07-01T00:00:00'],
  ['202507011510', '2025-07-01T15:10:00'],
  ['2025-07-01T15:10:00+02:00', '2025-07-01T15:10:00'],
])('the moment %s', async (at, expected) => {
  expect(await read({ at })).toMatchObject({ statuses: [{ at: expected }] })
})

test('what is missing or cannot be understood is said with its place', async () => {
  expect(await refusalOf(cdarXml({ code: '205' }, { code: 'ABC' }))).toEqual([
    'cdar-bad-value',
    2,
    { column: '', line: 2, what: 'ProcessConditionCode', value: 'ABC' },
  ])
  const placeOf = async (...documents: readonly StatusParts[]) =>
    (await refusalOf(cdarXml(...documents))).slice(0, 2)
  expect(await placeOf({ at: '20251301000000' })).toEqual(['cdar-bad-value', 1])
  expect(await placeOf({ issuedOn: 'demain' })).toEqual(['cdar-bad-value', 1])
  expect(await placeOf({ code: '212', amounts: { MEN: 'cent' } })).toEqual(['cdar-bad-value', 1])
  expect(await placeOf({ code: '212' })).toEqual(['cdar-missing', 1])
  expect(await placeOf({ number: '' })).toEqual(['cdar-missing', 1])
  expect(await placeOf()).toEqual(['cdar-empty', 0])
  expect(await refusalOf(cdarXml({}).replace('<rsm', '<!DOCTYPE a [<!ENTITY lol "x">]><rsm'))).toMatchObject([
    'einvoice-doctype',
    2,
    {},
  ])
})

test('is known by its content, and is no invoice', async () => {
  const bytes = Buffer.from(cdarXml({}))
  expect(await detect(bytesSource('facture.pdf', bytes))).toEqual({
    format: 'e-invoice-statuses',
    reason: null,
  })
  expect(await understandEInvoice(bytes)).toMatchObject({ kind: 'refused', reason: { code: 'is-cdar' } })
})
