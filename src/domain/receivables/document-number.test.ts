import { describe, expect, test } from 'vitest'
import { bareNumber, cutsOf, isWrittenSo, lastDigits, numbersIn, startsOf } from './document-number.ts'

/** The numbers of these books found in a text. */
function found(text: string, ...numbers: string[]): string[] {
  const cuts = new Map(numbers.map((number) => [bareNumber(number), cutsOf(number)]))
  const starts = new Set(numbers.flatMap(startsOf))
  const book = {
    startsWith: (run: string) => starts.has(run),
    has(bare: string, written: readonly number[]) {
      const known = cuts.get(bare)
      return known !== undefined && isWrittenSo(known, written)
    },
  }
  return numbersIn(text, book).map(({ bare, isPlain }) => (isPlain ? bare : `${bare}?`))
}

describe('a number is found as payers and banks write it', () => {
  test.each([
    ['VIR DUPONT FA-2024-0012', 'FA-2024-0012', 'FA20240012'],
    ['facture fa 2024 0012 du 3 mars', 'FA-2024-0012', 'FA20240012'],
    ['FA20240012', 'FA-2024-0012', 'FA20240012'],
    ['FACT2024001', '2024001', '2024001'],
    ['REGLT FACTURE N°123', '123', '123'],
    ['FA 00123', 'FA123', 'FA123'],
    ['FA123', 'FA-000123', 'FA123'],
    ['Éts Lévêque FÉ-900', 'FE-900', 'FE900'],
    ['20240011/20240012', '20240012', '20240012'],
    ['FAVE 77', 'FA-VE-77', 'FAVE77'],
  ])('%s', (text, number, bare) => {
    expect(found(text, number)).toEqual([bare])
  })
})

describe('a number is not found in another', () => {
  test.each([
    ['FA-1000', 'FA-100'],
    ['XFA-100', 'FA-100'],
    ['FA-100A', 'FA-100'],
    ['LOT100', '100'],
    ['2024-11', '2024-1'],
    ['2024-1 1', '2024-11'],
    ['le 2024-1-15', '2024-1'],
    ['15/03/2024', '03/2024'],
    ['FA-10 00', 'FA-1000'],
    ['1 234 567', '1234567'],
  ])('%s is not %s', (text, number) => {
    expect(found(text, number)).toEqual([])
  })

  test('the longest that the books know is the one meant', () => {
    expect(found('FA-2024-11', '2024-11', 'FA-2024-11')).toEqual(['FA202411'])
    expect(found('2024-11', '2024', '2024-11', '2024-1')).toEqual(['202411'])
  })
})

test('a year or a few digits alone may be anything', () => {
  expect(found('LOYER 2024', '2024')).toEqual(['2024?'])
  expect(found('FACTURE 2024', '2024')).toEqual(['2024'])
  expect(found('LOT 12', '12')).toEqual(['12?'])
})

test('several numbers are all found', () => {
  expect(found('FA-100 FA-101 ET 102', 'FA-100', 'FA-101', 'FA-102')).toEqual(['FA100', 'FA101'])
})

test.each([
  ['FA-0001', '1'],
  ['1', '1'],
  ['VE/2024-0012', '12'],
  ['2024-0012', '12'],
  ['0012 BIS', '12'],
  ['ACOMPTE', null],
])('the last digits of %s are %s', (number, expected) => {
  expect(lastDigits(number)).toBe(expected)
})
