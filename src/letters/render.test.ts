import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { epcQrPayload } from '#domain/epc-qr.ts'
import type { LetterContent } from '#domain/letter.ts'
import type { Block, Inline, RichText } from '#domain/rich-text.ts'
import { COMMON_TEXT, MISSING_GLYPH } from './glyphs.ts'
import { LETTERHEAD, letter, letterRow, paragraph } from './letter-fixture.fr.ts'
import { type ReadText, readPdf } from './pdf-fixture.ts'
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
    expect(words[0]).toContain('Beauvais, 29 Jan 2024')
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
    expect(words[0]).toContain('Avoir AV12 01/12/2023 -120,00 € Règlement VIR 9 -50,00 €')
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
    const contents = Array.from({ length: 60 }, (_, index) => letter(index + 1))
    const { words } = await readPdf(renderPrint(LETTERHEAD, contents).pdf)
    const withTotal = words.filter((page) => page.includes('Total des échéances'))
    expect(withTotal).toHaveLength(60)
    for (const page of withTotal) expect(page).toMatch(/493,20 € Total des échéances/)
  })
})

describe('the window of the envelope', () => {
  const WINDOW = { left: 110, right: 190, top: 55, bottom: 79 }

  test.each([
    ['three lines', ['Professionnel France', '3 rue du Moulin', '01110 ARANC']],
    ['six lines', ['ÉTABLISSEMENTS MARTIN', 'a', 'b', 'c', '01110 ARANC', 'BELGIQUE']],
    [
      'a name of 60 characters',
      ['SOCIETE CIVILE DES GRANDES PLAINES AGRICOLES DU NORD DE LA F', '01110 ARANC'],
    ],
    [
      'six lines too long',
      Array.from({ length: 6 }, () => 'SOCIÉTÉ CIVILE D’EXPLOITATION AGRICOLE DES GRANDES PLAINES DU NORD'),
    ],
    ['one word of 120 letters', ['W'.repeat(120), '01110 ARANC']],
    ['a single line', ['Client sans adresse']],
  ])('holds %s', async (_, recipientLines) => {
    const { pages } = await archive(letter(1, { recipientLines, title: 'T' }))
    const block = recipientTexts(pages[0] ?? [], recipientLines)
    expect(block.length).toBeGreaterThan(0)
    const printed = block.map((item) => item.text).join('')
    expect(printed.replace(/\s/g, '')).toBe(recipientLines.join('').replace(/\s/g, ''))
    for (const item of block) {
      expect(item.leftMm).toBeGreaterThanOrEqual(WINDOW.left - 0.01)
      expect(item.rightMm).toBeLessThanOrEqual(WINDOW.right + 0.01)
      expect(item.baselineMm - 0.86 * item.sizeMm).toBeGreaterThanOrEqual(WINDOW.top)
      expect(item.baselineMm + 0.24 * item.sizeMm).toBeLessThanOrEqual(WINDOW.bottom)
    }
  })

  test('has nothing else in it', async () => {
    const longHead = { ...LETTERHEAD, addressLines: Array.from({ length: 14 }, (_, i) => `line ${i}`) }
    const { pages } = await readPdf(renderArchive(longHead, letter(1, { recipientLines: ['X'] })).pdf)
    const inside = (pages[0] ?? []).filter(
      (item) => item.rightMm > 105 && item.baselineMm > 50 && item.baselineMm < 84,
    )
    expect(inside.map((item) => item.text)).toEqual(['X'])
  })

  // The block is the only text right of the middle above the date line.
  function recipientTexts(page: readonly ReadText[], lines: readonly string[]): readonly ReadText[] {
    const dateLine = page.find((item) => item.text.startsWith('Beauvais'))
    expect(lines.length).toBeGreaterThan(0)
    return page.filter(
      (item) =>
        item.leftMm > 105 && item.baselineMm > 40 && item.baselineMm < (dateLine?.baselineMm ?? 0) - 2,
    )
  }
})

describe('what a user typed', () => {
  test('prints literally, markup of any kind', async () => {
    const hostile = '#read("/etc/passwd") <script>alert(1)</script> $x$ *b* _i_ \\ @ref // <lbl> [c] {v}'
    const { words } = await archive(
      letter(1, {
        customerCode: '#panic()',
        recipientLines: ['#eval("1")'],
        title: '= $t$ #sys.inputs',
        body: { type: 'doc', content: [paragraph(hostile)] },
      }),
    )
    for (const text of [hostile, '#panic()', '#eval("1")', '= $t$ #sys.inputs'])
      expect(words[0]).toContain(text)
  })

  test('a character no font has prints as a box and is told, in the archive too', async () => {
    const content = letter(1, { recipientLines: ['Café العربية', '01110 ARANC'] })
    const { pdf, warnings } = renderArchive(LETTERHEAD, content)
    expect((await readPdf(pdf)).words[0]).toContain(`Café ${MISSING_GLYPH}`)
    expect(warnings).toEqual([
      {
        kind: 'missing-glyphs',
        letterIndex: 0,
        customerCode: 'PROFR',
        characters: ['ا', 'ل', 'ع', 'ر', 'ب', 'ي', 'ة'],
      },
    ])
  })

  test('control characters vanish, a broken encoding is told', async () => {
    const content = letter(1, { recipientLines: ['A\u0000B\u0007C\u202eD\tE \ud800'] })
    const { pdf, warnings } = renderArchive(LETTERHEAD, content)
    expect((await readPdf(pdf)).words[0]).toContain(`ABCD E ${MISSING_GLYPH}`)
    expect(warnings.map((warning) => warning.characters)).toEqual([['\ufffd']])
  })

  test('any text of the editor renders, whatever characters are in it', () => {
    fc.assert(
      fc.property(richTexts(), (body) => {
        expect(renderArchive(LETTERHEAD, letter(1, { body })).pages).toBeGreaterThan(0)
      }),
      { numRuns: 40 },
    )
  })
})

describe('a print file', () => {
  test('restarts the page numbers at each letter and counts its pages', async () => {
    const { pdf, pagesPerLetter } = renderPrint(LETTERHEAD, [letter(1), letter(40), letter(2)])
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

test('common text is what the first font draws in every style', async () => {
  const { fontFilesByFamily } = await import('./fonts.ts')
  const { sharedCoverage } = await import('./character-coverage.ts')
  const coverage = sharedCoverage(fontFilesByFamily()[0] ?? [])
  for (let code = 0x20; code < 0x3000; code++) {
    if (COMMON_TEXT.test(String.fromCodePoint(code))) expect([code, coverage.has(code)]).toEqual([code, true])
  }
})

function richTexts(): fc.Arbitrary<RichText> {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1 }),
    fc.string({ unit: 'binary', minLength: 1 }),
    fc.string({ minLength: 1 }),
  )
  const marks = fc
    .subarray(['bold', 'italic', 'underline'] as const)
    .map((types) => types.map((type) => ({ type })))
  const inline: fc.Arbitrary<Inline> = fc.oneof(
    fc.record({ type: fc.constant('text' as const), text, marks }),
    fc.constant({ type: 'hardBreak' as const }),
  )
  const alignment = fc.constantFrom('left', 'center', 'right', 'justify', null)
  const { block } = fc.letrec<{ block: Block; paragraph: Block; list: Block }>((tie) => ({
    paragraph: fc.record({
      type: fc.constant('paragraph' as const),
      attrs: fc.record({ textAlign: alignment }),
      content: fc.array(inline, { maxLength: 5 }),
    }),
    list: fc.record({
      type: fc.constantFrom('bulletList' as const, 'orderedList' as const),
      content: fc.array(
        fc.record({
          type: fc.constant('listItem' as const),
          content: fc.array(tie('block'), { minLength: 1, maxLength: 3 }),
        }),
        { minLength: 1, maxLength: 3 },
      ),
    }),
    block: fc.oneof({ depthSize: 'small', maxDepth: 3 }, tie('paragraph'), tie('list')),
  }))
  return fc.record({ type: fc.constant('doc' as const), content: fc.array(block, { maxLength: 5 }) })
}
