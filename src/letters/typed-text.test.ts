import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Block, Inline, RichText } from '#domain/letters/rich-text.ts'
import { sharedCoverage } from './character-coverage.ts'
import { fontFilesByFamily } from './fonts.ts'
import { COMMON_TEXT, MISSING_GLYPH } from './glyphs.ts'
import { LETTERHEAD, letter, paragraph } from './letter-fixture.fr.ts'
import { readPdf } from './pdf-fixture.ts'
import { renderArchive } from './render.ts'

describe('what a user typed', () => {
  test('prints literally, markup of any kind', async () => {
    const hostile = '#read("/etc/passwd") <script>alert(1)</script> $x$ *b* _i_ \\ @ref // <lbl> [c] {v}'
    const { words } = await readPdf(
      renderArchive(
        LETTERHEAD,
        letter(1, {
          customerCode: '#panic()',
          recipientLines: ['#eval("1")'],
          title: '= $t$ #sys.inputs',
          body: { type: 'doc', content: [paragraph(hostile)] },
        }),
      ).pdf,
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
      { numRuns: 15 },
    )
  })
})

test('common text is what the first font draws in every style', () => {
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
  const alignment = fc.constantFrom('left', 'center', 'right', 'justify')
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
