import { expect, test } from 'vitest'
import { invoiceIn, pdfWith } from '#readers/e-invoice-fixture.ts'
import { ownText } from './own-file.ts'

const IBAN = 'FR7610278022040002042760330'

test.each([
  ['minimum', 120_000, [], []],
  ['basicwl', 100_000, [['2026-04-01', 100_000]], [IBAN]],
  ['basic', 100_000, [['2026-04-01', 100_000]], [IBAN]],
  ['en16931', 100_000, [['2026-04-01', 100_000]], [IBAN]],
  [
    'extended',
    100_000,
    [
      ['2026-03-31', 50_000],
      ['2026-04-30', 50_000],
    ],
    [IBAN],
  ],
])('the profile %s, alone and in a PDF among other attachments', async (profile, payable, due, ibans) => {
  const xml = ownText(`e-invoice/cii-${profile}.xml`)
  const pdf = await pdfWith({
    'bon-de-livraison.txt': 'BL 12',
    'factur-x.xml': xml,
    'notice.xml': '<notice/>',
  })
  for (const content of [xml, pdf]) {
    const invoice = await invoiceIn(content)
    expect(invoice).toMatchObject({
      kind: 'invoice',
      number: 'F25-001',
      type: '380',
      issuedOn: '2026-03-02',
      currency: 'EUR',
      totalCents: 120_000,
      payableCents: payable,
      ibans,
    })
    expect(invoice.profile?.endsWith(profile) || profile === 'en16931').toBe(true)
    expect([invoice.seller.name, invoice.seller.siren]).toEqual(['Atelier du Lin', '732829320'])
    expect([invoice.buyer.name, invoice.buyer.siren]).toEqual(['Menuiserie Perrière', '552100554'])
    expect(invoice.dueDates.map(({ dueOn, amountCents }) => [dueOn, amountCents])).toEqual(due)
  }
})

test('UBL: an invoice, and the credit note that names it', async () => {
  expect(await invoiceIn(ownText('e-invoice/ubl-invoice.xml'))).toMatchObject({
    kind: 'invoice',
    number: 'F25-001',
    payableCents: 120_000,
    dueDates: [{ dueOn: '2026-04-01', amountCents: 120_000 }],
    buyer: { name: 'Menuiserie Perrière', siren: '552100554' },
  })
  expect(await invoiceIn(ownText('e-invoice/ubl-credit-note.xml'))).toMatchObject({
    kind: 'creditNote',
    number: 'AV25-001',
    payableCents: 12_000,
    previous: [{ number: 'F25-001' }],
  })
})
