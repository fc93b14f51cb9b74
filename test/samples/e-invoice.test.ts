import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { detect } from '#readers/detect.ts'
import { readEInvoice } from '#readers/e-invoice.ts'
import { fileSource } from '#readers/source.ts'
import { type EInvoiceFigures, expectedFigures, samplePath } from './samples.ts'

const EXPECTED = Object.entries(expectedFigures().einvoice).map(
  ([key, figures]) => [key.split('#')[0] ?? key, figures] as const,
)

// The two dates that are a discount's and the due date: the whole is due on the latter.
const DUE_ON: Readonly<Record<string, string>> = {
  'einvoice-pdf/zugferd_2p0_EXTENDED_Fremdwaehrung.pdf': '2018-11-20',
  'einvoice-cii/ZUGFeRD_Extended__Abschlagsrechnung_SubInvoiceLine_u_LV_Nr_.xml': '2026-06-13',
}

async function read(name: string) {
  const invoice = await readEInvoice(await fileSource(samplePath(name)))
  if (invoice.kind === 'refused') throw new Error(`${name}: ${invoice.reason.code}`)
  return invoice
}

describe('every e-invoice is read as the trial readers did', () => {
  test.each(EXPECTED)('%s', async (name, figures) => {
    expect((await detect(await fileSource(samplePath(name)))).format).toBe('e-invoice')
    const invoice = await read(name)
    const sign = invoice.kind === 'creditNote' && Number(figures.total) < 0 ? -1 : 1
    const cents = (amount: string) => Math.round(Number(amount) * 100 * sign) || 0
    expect(invoice).toMatchObject({
      profile: figures.prof,
      number: figures.num,
      type: figures.type,
      issuedOn: figures.issue,
      currency: figures.cur,
      totalCents: cents(figures.total),
      prepaidCents: figures.prepaid === null ? null : cents(figures.prepaid),
      payableCents: cents(figures.payable),
      paymentReference: figures.ref,
    })
    expect(invoice.dueDates).toEqual(dueDatesOf(name, figures, invoice.payableCents))
    expect(invoice.ibans).toEqual([...new Set(figures.iban.map((iban) => iban.replace(/\s/g, '')))])
    expect(invoice.previous.map(({ number }) => number)).toEqual(figures.prev)
    expect([invoice.seller.name, invoice.buyer.name]).toEqual([figures.seller, figures.buyer])
    expect(invoice.buyer.siren).toBe(sirenOf(figures))
  })

  test('all the files are, but an order and a plain PDF, which say what they are', async () => {
    const known = new Set(EXPECTED.map(([name]) => name))
    const others = ['einvoice-pdf', 'einvoice-cii', 'einvoice-ubl']
      .flatMap((folder) => readdirSync(samplePath(folder)).map((file) => `${folder}/${file}`))
      .filter((name) => !known.has(name))
    const reasons = await Promise.all(
      others.map(async (name) => {
        const refused = await readEInvoice(await fileSource(samplePath(name)))
        return refused.kind === 'refused' ? refused.reason.code : refused.kind
      }),
    )
    expect(reasons.sort()).toEqual(['einvoice-is-order', 'einvoice-pdf-plain'])
  })
})

describe('what must be known before reminding', () => {
  test('credit notes are one thing, as 381 or as a negative 380', async () => {
    const names = ['einvoice-pdf/Avoir_FR_type380_EN16931.pdf', 'einvoice-pdf/Avoir_FR_type381_BASIC.pdf']
    for (const name of names) {
      const credit = await read(name)
      expect(credit).toMatchObject({ kind: 'creditNote', payableCents: 23_347, prepaidCents: 0 })
      expect(credit.previous).toEqual([{ number: 'FA-2017-0010', issuedOn: '2017-11-13' }])
    }
  })

  test.each([
    ['einvoice-pdf/ZUGFeRD_1p0_COMFORT_SEPA_Prenotification.pdf', ['direct-debit']],
    ['einvoice-cii/CII-BR-CO-10-RoundingIssue.xml', ['nothing-to-collect']],
    ['einvoice-cii/testout-ZF2PushCorrection.xml', ['nothing-to-collect']],
    ['einvoice-cii/CII_example2.xml', ['factored']],
    ['einvoice-cii/facturx-basic.xml', []],
  ])('%s: %j', async (name, flags) => {
    expect((await read(name)).flags).toEqual(flags)
  })

  test('a SIRET is found under the scheme of SIREN, and the mandatory notes are kept', async () => {
    const { seller, buyer, notes } = await read(
      'einvoice-pdf/Facture_F20220023-LE_FOURNISSEUR-POUR-LE_CLIENT_BASIC_WL.pdf',
    )
    expect([seller.siren, seller.siret, buyer.siren]).toEqual(['123456782', '12345678200077', '987654321'])
    expect(notes.map(({ subject }) => subject)).toEqual(['REG', 'ABL', 'AAI', 'PMD', 'PMT', 'AAB'])
    const old = await read('einvoice-pdf/Facture_FR_MINIMUM.pdf')
    expect([old.buyer.siren, old.buyer.siret]).toEqual(['787878784', '78787878400035'])
  })

  test('without a date, the words of the terms suggest one', async () => {
    const invoice = await read('einvoice-cii/CII_example7.xml')
    expect([invoice.dueDates, invoice.suggestedDueOn]).toEqual([[], '2013-06-12'])
  })
})

function dueDatesOf(name: string, { due }: EInvoiceFigures, amountCents: number) {
  const dueOn = DUE_ON[name] ?? due[0]
  return dueOn === undefined ? [] : [{ dueOn, amountCents }]
}

// 9 digits are a SIREN and 14 a SIRET, under the French schemes only.
function sirenOf({ buyerLegalId }: EInvoiceFigures): string | null {
  return /^0002:(\d{9})(?:\d{5})?$/.exec(buyerLegalId ?? '')?.[1] ?? null
}
