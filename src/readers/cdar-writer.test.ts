import { expect, test } from 'vitest'
import { collectedXml } from './cdar-writer.ts'
import { understandDocument } from './e-invoice-document.ts'

test('what is written is read back: number, day, parties, and signed amounts by rate', async () => {
  const xml = collectedXml({
    ...{ messageId: 'M-1', on: '2026-09-30', number: 'FA-<1> & Cie', type: '380', issuedOn: '2026-09-02' },
    ...{ currency: 'EUR', sellerSiren: '732829320', sellerName: 'Atelier du Lin' },
    ...{ buyerSiren: '552100554', buyerName: 'Dupont & fils' },
    amounts: [
      { percent: '20.00', cents: 120_000 },
      { percent: '5.50', cents: -5 },
    ],
  })
  expect(xml).toContain('<ram:Name>Dupont &amp; fils</ram:Name>')
  expect(await understandDocument(Buffer.from(xml))).toEqual({
    kind: 'statuses',
    warnings: [],
    statuses: [
      {
        ...{ messageId: 'M-1', number: 'FA-<1> & Cie', issuedOn: '2026-09-02', documentType: '380' },
        ...{ sellerSiren: '732829320', code: '212', at: '2026-09-30T00:00:00', reasons: [], payableOn: null },
        amounts: [
          { type: 'MEN', cents: 120_000, currency: 'EUR', percent: '20.00' },
          { type: 'MEN', cents: -5, currency: 'EUR', percent: '5.50' },
        ],
      },
    ],
  })
})
