import { describe, expect, test } from 'vitest'
import { LETTERHEAD, letter } from './letter-fixture.fr.ts'
import { type ReadText, readPdf } from './pdf-fixture.ts'
import { renderArchive } from './render.ts'

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
    const { pages } = await readPdf(renderArchive(LETTERHEAD, letter(1, { recipientLines, title: 'T' })).pdf)
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

  // A sheet slides in its envelope (law.md §6b): what the window may come to show.
  test.each([
    ['an ordinary letterhead', LETTERHEAD],
    ['a long one', { ...LETTERHEAD, addressLines: Array.from({ length: 14 }, (_, i) => `line ${i}`) }],
    ['a wide one', { ...LETTERHEAD, legalName: 'SOCIÉTÉ COOPÉRATIVE AGRICOLE DES GRANDES PLAINES DU NORD' }],
    ['a short one', { ...LETTERHEAD, addressLines: [], phone: null, email: null, siret: null, iban: null }],
  ])('has nothing else in its reach, under %s', async (_, head) => {
    const { pages } = await readPdf(renderArchive(head, letter(1, { recipientLines: ['X'] })).pdf)
    const inside = (pages[0] ?? []).filter(
      (item) => item.rightMm > 90 && item.baselineMm > 45 && item.baselineMm - 0.86 * item.sizeMm < 92,
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
