import { describe, expect, test } from 'vitest'
import { LETTERHEAD, letter } from './letter-fixture.fr.ts'
import { readPdfObjects, referenceIn, shiftReferences } from './pdf-objects.ts'
import { renderPrint } from './render.ts'

test.each([
  ['references move', '<< /Kids [1 0 R 12 0 R] /Count 2 >>', '<< /Kids [101 0 R 112 0 R] /Count 2 >>'],
  ['numbers stay', '[0 0 595.276 841.89] 0.5 0 RG', '[0 0 595.276 841.89] 0.5 0 RG'],
  [
    'text stays',
    '<< /Title (see 12 0 R \\) 3 0 R (4 0 R)) /A 5 0 R >>',
    '<< /Title (see 12 0 R \\) 3 0 R (4 0 R)) /A 105 0 R >>',
  ],
  ['names and hexadecimal stay', '<< /F1 2 0 R /ID <10 20> >>', '<< /F1 102 0 R /ID <10 20> >>'],
])('%s', (_, syntax, shifted) => {
  expect(shiftReferences(syntax, 100)).toBe(shifted)
})

describe('a file of the engine', () => {
  const { pdf } = renderPrint(LETTERHEAD, [letter(1), letter(60)])

  test('gives its catalogue, its pages and every stream whole', () => {
    const { size, objects, catalogNumber } = readPdfObjects(pdf)
    expect(objects).toHaveLength(size - 1)
    const catalog = objects.find((object) => object.number === catalogNumber)
    const pages = objects.find((object) => object.number === referenceIn(catalog?.syntax ?? '', 'Pages'))
    expect(pages?.syntax).toContain('/Count 3')
    for (const { syntax, stream } of objects) {
      if (stream === null) continue
      const length = Number(/\/Length (\d+)/.exec(syntax)?.[1])
      expect(
        Buffer.from(stream)
          .toString('latin1', 7 + length)
          .trim(),
      ).toBe('endstream')
    }
  })

  test('cut short, or not ours, is refused', () => {
    expect(() => readPdfObjects(pdf.subarray(0, pdf.length - 20))).toThrow('not a PDF of the letter engine')
    expect(() => readPdfObjects(Buffer.from('%PDF-1.7\nhello'))).toThrow('not a PDF of the letter engine')
  })
})
