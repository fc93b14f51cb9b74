import { describe, expect, test } from 'vitest'
import type { Letterhead, LetterImage } from '#domain/letters/letter.ts'
import { readImageFile } from '#readers/image-file.ts'
import { jpegFixture, pngOf } from '#readers/image-fixture.ts'
import { LETTERHEAD, letter } from './letter-fixture.fr.ts'
import { footerLines, letterheadImages, letterheadView, signatureView } from './letterhead-view.ts'
import { readPdf } from './pdf-fixture.ts'
import { renderArchive } from './render.ts'

const asIs = (text: string) => text

function imageOf(file: Buffer, sha256: string): LetterImage {
  const image = readImageFile(file)
  if ('code' in image) throw new Error(image.code)
  const { mediaType, width, height, bytes } = image
  return { sha256, mediaType, width, height, bytes }
}

const PNG = imageOf(pngOf(280, 70, [32, 64, 160]), 'a1')
const JPEG = imageOf(jpegFixture(), 'b2')
const DRAWING = imageOf(
  Buffer.from('<svg viewBox="0 0 30 60"><path d="M0 0h30v60z" fill="#1b5e20"/></svg>'),
  'c3',
)

describe('the size of an image on paper', () => {
  const logo = (image: LetterImage) => letterheadView({ ...LETTERHEAD, logo: image }, 'fr', asIs).logo

  test('fills its box, and keeps its proportions', () => {
    expect(logo(PNG)).toMatchObject({
      widthMm: 66,
      heightMm: 16.5,
      alternative: 'Logo de GAEC des Trois Chênes',
    })
    expect(logo(DRAWING)).toMatchObject({ widthMm: 10, heightMm: 20 })
  })

  test('of few pixels stays small, for each of them would be seen', () => {
    expect(logo({ ...PNG, width: 96, height: 24 })).toMatchObject({ widthMm: 25.4, heightMm: 6.35 })
  })
})

test('the signature is never printed under the name of somebody else', () => {
  const signed: Letterhead = { ...LETTERHEAD, signature: JPEG }
  expect(signatureView(signed, letter())?.alternative).toBe('Signature de Jeanne Lefèvre')
  expect(
    signatureView(signed, letter(1, { signatory: { name: 'Jeanne Lefèvre', title: null } })),
  ).not.toBeNull()
  expect(signatureView(signed, letter(1, { signatory: { name: 'Marc Petit', title: null } }))).toBeNull()
})

test('the foot bears the form, the capital and the registration before the company’s own lines', () => {
  const own = { legalForm: 'SAS', shareCapitalCents: 1_000_000, registration: 'RCS Beauvais 732 829 320' }
  expect(footerLines({ ...LETTERHEAD, ...own, legalFooter: 'Garant : MAAF\n\n' }, asIs)).toEqual([
    'SAS au capital de 10\u202f000\u00a0€ – RCS Beauvais 732 829 320',
    'Garant : MAAF',
  ])
  expect(footerLines({ ...LETTERHEAD, shareCapitalCents: 762_245, legalFooter: null }, asIs)).toEqual([
    'au capital de 7\u202f622,45\u00a0€',
  ])
  expect(footerLines({ ...LETTERHEAD, legalFooter: null }, asIs)).toEqual([])
})

test('an image without its bytes is a defect, not a letter without a logo', () => {
  const { bytes, ...named } = PNG
  expect(() => letterheadImages({ ...LETTERHEAD, logo: named })).toThrow('without its bytes')
})

test('PNG, JPEG and SVG are drawn in the archive format, tagged, in the same bytes each time', async () => {
  const pairs: [LetterImage, LetterImage][] = [
    [PNG, JPEG],
    [DRAWING, PNG],
  ]
  for (const [logo, signature] of pairs) {
    const letterhead = { ...LETTERHEAD, accentColor: '#1b5e20', logo, signature }
    const { pdf, pages, warnings } = renderArchive(letterhead, letter())
    expect([pages, warnings]).toEqual([1, []])
    expect(Buffer.from(pdf).equals(Buffer.from(renderArchive(letterhead, letter()).pdf))).toBe(true)
    const { pages: read } = await readPdf(pdf)
    const window = read[0]?.filter(
      (item) => item.leftMm > 105 && item.baselineMm > 55 && item.baselineMm < 79,
    )
    expect(window?.map((item) => item.text)).toEqual([
      'Professionnel France',
      '3 rue du Moulin',
      '01110 ARANC',
    ])
  }
})
