import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { epcQrPayload } from '#domain/letters/epc-qr.ts'
import type { LetterContent } from '#domain/letters/letter.ts'
import { LETTERHEAD, letter, letterRow, paragraph } from './letter-fixture.fr.ts'
import { readPdf } from './pdf-fixture.ts'
import { readPdfObjects } from './pdf-objects.ts'
import { renderArchive, renderPrint } from './render.ts'

function archive(content: LetterContent) {
  return readPdf(renderArchive(LETTERHEAD, content).pdf)
}

const QR = epcQrPayload({
  beneficiaryName: LETTERHEAD.legalName,
  iban: LETTERHEAD.iban,
  bic: LETTERHEAD.bic,
  amountCents: 49320,
  currency: 'EUR',
  reference: 'PROFR 29/01/2024',
})

describe('a letter to archive', () => {
  test('says what was frozen, in real text', async () => {
    const { title, language, isTagged, words } = await archive(letter(1, { paymentQr: QR }))
    expect(title).toBe('LETTRE DE RELANCE N°2 – PROFR')
    expect(language).toBe('fr')
    expect(isTagged).toBe(true)
    expect(words).toHaveLength(1)
    for (const expected of [
      'GAEC des Trois Chênes',
      'SIRET : 732 829 320 00074',
      'IBAN : FR14 2004',
      'Votre code client : PROFR',
      'Beauvais, le 29/01/2024',
      'LETTRE DE RELANCE N°2',
      'La gérante Jeanne Lefèvre',
      'N° Document Date Montant échéance Date échéance Reste dû échéance',
      '2300000010 24/11/2023 493,20 € 24/12/2023 493,20 €',
      'Total des échéances 493,20 €',
      'Payer par virement',
      'PROFR 29/01/2024',
      'RCS Beauvais 732 829 320',
      'Page 1 sur 1',
    ]) {
      expect(words[0]).toContain(expected)
    }
  })

  test('is PDF/A-3b, dated from the letter and not from the day it is rendered', () => {
    const file = Buffer.from(renderArchive(LETTERHEAD, letter()).pdf).toString('latin1')
    expect(file).toMatch(/pdfaid:part>3</)
    expect(file).toMatch(/pdfaid:conformance>B</)
    expect(file).toContain('(D:20240129120000Z)')
  })

  test('names the window of its viewer by its title, and is still read by its own table', async () => {
    const { pdf } = renderArchive(LETTERHEAD, letter())
    expect(Buffer.from(pdf).toString('latin1')).toMatch(/\/ViewerPreferences <<[^>]*\/DisplayDocTitle true/)
    expect(readPdfObjects(pdf).objects.length).toBeGreaterThan(10)
  })

  test('has the same bytes each time, whatever was rendered in between', () => {
    const digest = () =>
      createHash('sha256')
        .update(renderArchive(LETTERHEAD, letter(3, { paymentQr: QR })).pdf)
        .digest('hex')
    const first = digest()
    renderArchive(LETTERHEAD, letter(40))
    expect(digest()).toBe(first)
  })

  test('uses no font but ours', () => {
    const content = letter(1, { body: { type: 'doc', content: [paragraph('中文 😀 Ж')] } })
    const file = Buffer.from(renderArchive(LETTERHEAD, content).pdf).toString('latin1')
    const fonts = new Set([...file.matchAll(/\/FontName \/\w{6}\+([\w-]+)/g)].map((match) => match[1]))
    expect([...fonts].sort()).toEqual([
      'NotoEmoji-Regular',
      'NotoSansSC-Regular',
      'SourceSans3-Bold',
      'SourceSans3-Regular',
    ])
  })

  test('in English writes amounts and dates the English way', async () => {
    const { language, words } = await archive(
      letter(1, { language: 'en', title: 'REMINDER LETTER NO. 2', netCents: 123_456_789 }),
    )
    expect(language).toBe('en')
    expect(words[0]).toContain('Beauvais, 29 January 2024')
    expect(words[0]).toContain('€1,234,567.89')
    expect(words[0]).toContain('Page 1 of 1')
  })

  test('lists credits as negative lines down to the net, and what it does not claim apart', async () => {
    const { words } = await archive(
      letter(2, {
        creditRows: [
          { number: 'AV12', receivedOn: '2023-12-01', kind: 'credit-note', openCents: -12_000 },
          { number: 'VIR 9', receivedOn: null, kind: 'payment', openCents: -5_000 },
        ],
        netCents: 81_640,
        informationRows: [letterRow(7, { dueIsEstimated: true })],
      }),
    )
    expect(words[0]).toContain('Total des échéances 986,40 €')
    expect(words[0]).toContain('Avoir AV12 01/12/2023 −120,00 € Règlement VIR 9 −50,00 €')
    expect(words[0]).toContain('Net à payer 816,40 €')
    expect(words[0]).toMatch(/Pour mémoire .*24\/12\/2023\* 493,20 € \* Échéance estimée/)
  })

  test('asks for no transfer when nothing is left to pay', async () => {
    const { words } = await archive(
      letter(1, {
        creditRows: [{ number: 'AV1', receivedOn: null, kind: 'credit-note', openCents: -60_000 }],
        netCents: -10_680,
      }),
    )
    expect(words[0]).toContain('Solde en votre faveur 106,80 €')
    expect(words[0]).not.toContain('Payer par virement')
  })
})

describe('the table over several pages', () => {
  test('repeats its header and numbers the pages', async () => {
    const { words } = await archive(letter(90))
    expect(words).toHaveLength(3)
    for (const [index, page] of words.entries()) {
      expect(page).toContain('N° Document Date Montant échéance')
      expect(page).toContain(`Page ${index + 1} sur 3`)
    }
  })

  test('never leaves the total alone on a page, however many rows', async () => {
    const contents = Array.from({ length: 35 }, (_, index) => letter(index + 15))
    const { words } = await readPdf(renderPrint(LETTERHEAD, contents).pdf)
    const withTotal = words.filter((page) => page.includes('Total des échéances'))
    expect(withTotal).toHaveLength(35)
    for (const page of withTotal) expect(page).toMatch(/493,20 € Total des échéances/)
  })
})

describe('a print file', () => {
  test('restarts the page numbers at each letter and counts its pages', async () => {
    const { pdf, pagesPerLetter } = renderPrint(LETTERHEAD, [letter(1), letter(50), letter(2)])
    expect(pagesPerLetter).toEqual([1, 2, 1])
    const { isTagged, words } = await readPdf(pdf)
    expect(isTagged).toBe(false)
    expect(words.map((page) => /Page \d sur \d/.exec(page)?.[0])).toEqual([
      'Page 1 sur 1',
      'Page 1 sur 2',
      'Page 2 sur 2',
      'Page 1 sur 1',
    ])
  })

  test('holds letters in both languages', async () => {
    const { pdf } = renderPrint(LETTERHEAD, [letter(1), letter(1, { language: 'en' })])
    const { words } = await readPdf(pdf)
    expect(words[0]).toContain('Téléphone :')
    expect(words[1]).toContain('Phone:')
  })
})
