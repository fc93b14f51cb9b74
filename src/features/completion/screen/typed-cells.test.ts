import { expect, test } from 'vitest'
import type { CompletionRow } from '../contract.ts'
import { type ChoiceWords, changeOf, readTyped } from './completion-fields.ts'
import { areaOf, moved, tabbed } from './grid-place.ts'
import { readCells, writeCells } from './pasted-cells.ts'
import {
  areaEdits,
  cellText,
  NOTHING_TYPED,
  noteSaved,
  pasteEdits,
  savable,
  typeIn,
  undo,
} from './typed-cells.ts'

// The accountant of Menuiserie Lambert completes three clients from the spreadsheet of the sales people.

const WORDS: ChoiceWords = {
  kind: {
    business: 'Professionnel',
    public: 'Acheteur public',
    consumer: 'Particulier',
    'non-professional': 'Personne morale non professionnelle',
    unknown: 'Inconnue',
  },
  channel: { letter: 'Courrier', email: 'E-mail', both: 'Courrier et e-mail' },
}
const DUPONT = client(1, 'Dupont & Fils')
const LEROY = client(2, 'Leroy SARL')
const PETIT = client(3, 'Mme Petit')
const rows = new Map([DUPONT, LEROY, PETIT].map((row) => [row.id, row]))
const ids = [1, 2, 3]

function client(id: number, name: string): CompletionRow {
  return {
    id,
    company: 'LAMBERT',
    code: name.slice(0, 5).toUpperCase(),
    name,
    addressLines: [],
    postcode: null,
    town: null,
    email: null,
    kind: 'unknown',
    siren: null,
    channel: 'letter',
    paymentTerm: null,
    companyTerm: '30 jours',
    updatedAt: '2024-01-29T08:00:00.000000Z',
  }
}

test('a table of a spreadsheet is read cell by cell, a line break within quotes too', () => {
  expect(readCells('75002\tParis\r\n69001\tLyon\r\n')).toEqual([
    ['75002', 'Paris'],
    ['69001', 'Lyon'],
  ])
  expect(readCells('"12 rue ""Basse""\nBât. B"\t')).toEqual([['12 rue "Basse"\nBât. B', '']])
  expect(readCells('Cuir 12" noir')).toEqual([['Cuir 12" noir']])
})

test('what is written for a spreadsheet is read back as it was', () => {
  const table = [
    ['a\tb', 'dit "le Grand"'],
    ['', 'ligne 1\nligne 2'],
  ]
  expect(readCells(writeCells(table))).toEqual(table)
})

test('two lines pasted on Leroy fill Leroy and Petit; what sticks out is left', () => {
  const at = { row: 1, column: 2 }
  const edits = pasteEdits(ids, at, areaOf(at, at), readCells('69001\tLyon\n13001\tMarseille\n59000\tLille'))
  const cells = typeIn(NOTHING_TYPED, rows, edits, WORDS)
  expect(cellText(cells, LEROY, 'town')).toBe('Lyon')
  expect(savable(cells, 3)).toEqual({ postcode: '13001', town: 'Marseille' })
  expect(savable(cells, 1)).toEqual({})
})

test('one cell pasted on an area fills it, as the first cell of a column copied down does', () => {
  const area = areaOf({ row: 2, column: 5 }, { row: 0, column: 5 })
  const pasted = pasteEdits(ids, { row: 0, column: 5 }, area, [['professionnel']])
  expect(pasted).toEqual(areaEdits(ids, area, () => 'professionnel'))
  expect(savable(typeIn(NOTHING_TYPED, rows, pasted, WORDS), 2)).toEqual({ kind: 'business' })
})

test('a wrong address stays in its cell with why, and the rest of the row is saved', () => {
  const cells = typeIn(
    NOTHING_TYPED,
    rows,
    [
      { id: 1, field: 'email', text: 'compta@dupont' },
      { id: 1, field: 'town', text: 'Paris' },
    ],
    WORDS,
  )
  expect(cells.typed.get(1)?.email).toEqual({ text: 'compta@dupont', problem: 'email' })
  expect(savable(cells, 1)).toEqual({ town: 'Paris' })
  const after = noteSaved(cells, { ...DUPONT, town: 'Paris' }, { town: 'Paris' })
  expect(cellText(after, DUPONT, 'town')).toBe('Paris')
  expect(cellText(after, DUPONT, 'email')).toBe('compta@dupont')
})

test('what is typed while a row is being saved waits its turn', () => {
  const first = typeIn(NOTHING_TYPED, rows, [{ id: 1, field: 'town', text: 'Pari' }], WORDS)
  const second = typeIn(first, rows, [{ id: 1, field: 'town', text: 'Paris' }], WORDS)
  const after = noteSaved(second, { ...DUPONT, town: 'Pari' }, { town: 'Pari' })
  expect(savable(after, 1)).toEqual({ town: 'Paris' })
})

test('undo takes back a whole paste at once, then the gesture before, and asks to save it', () => {
  const typed = typeIn(NOTHING_TYPED, rows, [{ id: 2, field: 'town', text: 'Lyon' }], WORDS)
  const saved = noteSaved(typed, { ...LEROY, town: 'Lyon' }, { town: 'Lyon' })
  const at = { row: 1, column: 3 }
  const pasted = typeIn(saved, rows, pasteEdits(ids, at, areaOf(at, at), [['Nice'], ['Metz']]), WORDS)
  const once = undo(pasted, WORDS)
  expect([cellText(once, LEROY, 'town'), cellText(once, PETIT, 'town')]).toEqual(['Lyon', ''])
  const twice = undo(once, WORDS)
  expect(savable(twice, 2)).toEqual({ town: '' })
  expect(undo(twice, WORDS)).toBe(twice)
})

test('a text that changes nothing is no gesture to undo', () => {
  expect(typeIn(NOTHING_TYPED, rows, [{ id: 1, field: 'kind', text: 'Inconnue' }], WORDS)).toBe(NOTHING_TYPED)
})

test.each([
  ['siren', '732 829 320', '732829320', null],
  ['siren', '73282932000074', '732829320', null],
  ['siren', '732829321', '732829321', 'siren'],
  ['paymentTerm', '45 jours  fin de mois', '45 jours fin de mois', null],
  ['paymentTerm', 'un jour', 'un jour', 'term'],
  ['kind', 'pro', 'business', null],
  ['kind', 'p', 'p', 'kind'],
  ['kind', '', 'unknown', null],
  ['channel', 'courrier', 'letter', null],
  ['channel', 'Fax', 'Fax', 'channel'],
  ['email', 'b@x.example', 'b@x.example', null],
  ['town', 'x'.repeat(101), 'x'.repeat(101), 'long'],
] as const)('in %s, %j is read as %j', (field, typed, text, problem) => {
  expect(readTyped(field, typed, WORDS)).toEqual({ text, problem })
})

test('the second line of an address alone keeps the others', () => {
  const row = { ...DUPONT, addressLines: ['12 rue Basse', 'Bât. A', 'BP 12'] }
  expect(changeOf(row, { line2: 'Bât. B', town: '' })).toEqual({
    addressLines: ['12 rue Basse', 'Bât. B', 'BP 12'],
    town: '',
  })
})

test('keys move to the edges and no further; Tab goes from the end of a row to the next, and out at the end', () => {
  const size = { rows: 3, columns: 9 }
  expect(moved('ArrowUp', { row: 0, column: 4 }, size, false)).toEqual({ row: 0, column: 4 })
  expect(moved('ArrowDown', { row: 0, column: 4 }, size, true)).toEqual({ row: 2, column: 4 })
  expect(moved('End', { row: 1, column: 0 }, size, false)).toEqual({ row: 1, column: 8 })
  expect(moved('PageDown', { row: 1, column: 0 }, size, false)).toEqual({ row: 2, column: 0 })
  expect(moved('a', { row: 1, column: 0 }, size, false)).toBeNull()
  expect(tabbed({ row: 0, column: 8 }, size, false)).toEqual({ row: 1, column: 0 })
  expect(tabbed({ row: 1, column: 0 }, size, true)).toEqual({ row: 0, column: 8 })
  expect(tabbed({ row: 2, column: 8 }, size, false)).toBeNull()
})
