import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '#domain/days-and-money/day.ts'
import {
  compareAcrossClients,
  compareDocuments,
  compareNumbers,
  type DocumentFacts,
  identifyingNumber,
  isMangledNumber,
  issueDay,
  provesClient,
  separateDocuments,
} from './document-identity.ts'

// Dupont's invoice FA-77 of 10 January 2026, 100 € due on 9 February.
const FA77: DocumentFacts = {
  kind: 'debt',
  number: 'FA-77',
  issuedOn: '2026-01-10',
  totalCents: 10_000,
  leftCents: 10_000,
  instalments: [{ dueOn: '2026-02-09', amountCents: 10_000 }],
}
const due = (dueOn: string, amountCents = 10_000) => ({ instalments: [{ dueOn, amountCents }] })

describe('two imports speak of one document', () => {
  test.each<[string, Partial<DocumentFacts>, string]>([
    ['the very same', {}, 'same'],
    ['written fa 0077', { number: 'fa 0077' }, 'same'],
    ['for another amount', { totalCents: 12_000, leftCents: 12_000, ...due('2026-02-09', 12_000) }, 'same'],
    ['dated 31 days later', { issuedOn: '2026-02-10', ...due('2026-03-12') }, 'same'],
    ['dated 32 days later', { issuedOn: '2026-02-11', ...due('2026-03-13') }, 'other'],
    ['dated 60 days later, with the same instalments', { issuedOn: '2026-03-11' }, 'same'],
    ['of the year before', { issuedOn: '2025-01-10', ...due('2025-02-09') }, 'other'],
    ['undated, due the same day', { issuedOn: null, totalCents: 4_000, leftCents: 4_000 }, 'same'],
    ['undated, due another day', { issuedOn: null, ...due('2026-03-31') }, 'asked'],
    ['undated, without a due date', { issuedOn: null, instalments: [] }, 'asked'],
    ['without the prefix', { number: '77' }, 'asked'],
    [
      'without the prefix, for another amount',
      { number: '77', totalCents: 9_000, leftCents: 9_000 },
      'other',
    ],
    [
      'without the prefix, of another year',
      { number: '77', issuedOn: '2025-01-10', ...due('2025-02-09') },
      'other',
    ],
    ['with another prefix', { number: 'FC-77' }, 'other'],
    ['without a number, of the same day and amount', { number: null }, 'asked'],
    ['mangled, of the same day and amount', { number: '2,02401E+11' }, 'asked'],
    ['without a number, of another day', { number: null, issuedOn: '2026-01-11' }, 'other'],
  ])('%s', (_, changes, expected) => {
    expect(compareDocuments(FA77, { ...FA77, ...changes })).toBe(expected)
    expect(compareDocuments({ ...FA77, ...changes }, FA77)).toBe(expected)
  })

  test.each<[string, Partial<DocumentFacts>, string]>([
    ['due the same day', due('2026-02-02'), 'same'],
    ['undated by both, for one amount', { instalments: [] }, 'asked'],
    ['due on days that differ', due('2026-02-04'), 'asked'],
  ])('around New Year, dated 3 January and 28 December, %s', (_, changes, expected) => {
    const january = { ...FA77, issuedOn: '2026-01-03', ...due('2026-02-02') }
    const december = { ...FA77, issuedOn: '2025-12-28', ...changes }
    if (changes.instalments?.length === 0)
      expect(compareDocuments({ ...january, instalments: [] }, december)).toBe('same')
    else expect(compareDocuments(january, december)).toBe(expected)
  })

  test('without any date on either side, the number alone tells', () => {
    const bare = { ...FA77, issuedOn: null, instalments: [] }
    expect(compareDocuments(bare, { ...bare, totalCents: 4_000, leftCents: 4_000 })).toBe('same')
  })

  test('without numbers, the day and the amount tell', () => {
    const unnumbered = { ...FA77, number: null }
    expect(compareDocuments(unnumbered, { ...unnumbered, number: '####' })).toBe('same')
    expect(compareDocuments(unnumbered, { ...unnumbered, totalCents: 10_001 })).toBe('other')
    expect(compareDocuments(unnumbered, { ...unnumbered, issuedOn: '2026-01-11' })).toBe('other')
  })

  test('an undated credit note is known by its amount', () => {
    const note: DocumentFacts = { ...FA77, kind: 'credit', number: 'AV-1', instalments: [] }
    expect(compareDocuments(note, { ...note, issuedOn: null })).toBe('same')
    expect(compareDocuments(note, { ...note, issuedOn: null, totalCents: 1, leftCents: 1 })).toBe('asked')
  })
})

describe('two imports give one number to two clients', () => {
  test.each<[string, Partial<DocumentFacts>, boolean, string]>([
    ['of one name, date and amount: the code has changed', {}, true, 'same'],
    ['of one name, undated', { issuedOn: null, instalments: [] }, true, 'asked'],
    ['of another name', {}, false, 'asked'],
    ['of another name, what is left of it', { totalCents: 4_000, leftCents: 4_000 }, false, 'other'],
    ['of another name and year', { issuedOn: '2025-01-10', ...due('2025-02-09') }, false, 'other'],
    ['of one name, for another amount', { totalCents: 9_000, leftCents: 9_000 }, true, 'other'],
    ['of one name, under a number with a prefix', { number: '77' }, true, 'other'],
  ])('%s', (_, changes, hasSameName, expected) => {
    expect(compareAcrossClients(FA77, { ...FA77, ...changes }, hasSameName)).toBe(expected)
  })

  test('an amount is the whole, or what one side leaves to pay', () => {
    expect(
      compareAcrossClients(
        { ...FA77, leftCents: 4_000 },
        { ...FA77, totalCents: 4_000, leftCents: 4_000 },
        false,
      ),
    ).toBe('asked')
  })

  test('a document in common makes two codes of one name one client', () => {
    expect(provesClient(FA77, FA77)).toBe(true)
    expect(provesClient(FA77, { ...FA77, totalCents: 4_000, leftCents: 4_000 })).toBe(true)
    expect(provesClient(FA77, { ...FA77, issuedOn: '2026-01-12' })).toBe(true)
    expect(provesClient(FA77, { ...FA77, issuedOn: '2026-01-12', totalCents: 4_000, leftCents: 4_000 })).toBe(
      false,
    )
    expect(provesClient(FA77, { ...FA77, issuedOn: '2025-01-10', ...due('2025-02-09') })).toBe(false)
    expect(provesClient(FA77, { ...FA77, number: null })).toBe(false)
  })
})

describe('numbers', () => {
  test.each([
    ['FA-77', 'fa 77', 'same'],
    ['FA-77', 'FA77', 'same'],
    ['00077', '77', 'same'],
    ['FÀ-77', 'fa 77', 'same'],
    ['FA-2024-0077', '77', 'prefixed'],
    ['FA-2024-0077', '2024-0077', 'prefixed'],
    ['77', 'FA77', 'prefixed'],
    ['FA-77', 'FC-77', 'other'],
    ['FA-2024-0077', 'FA-77', 'other'],
    ['77', '177', 'other'],
    ['2,02401E+11', '2,02401E+11', 'none'],
    ['2.02E-5', '77', 'one-sided'],
    ['-', null, 'none'],
    ['#####', 'FA-77', 'one-sided'],
  ])('%s and %s: %s', (one, other, expected) => {
    expect(compareNumbers(one, other)).toBe(expected)
    expect(compareNumbers(other, one)).toBe(expected)
  })

  test.each(['12E5', 'FA-1E+5', '2024E', 'E+11', '20,5'])('%s is a number as it was printed', (number) => {
    expect(isMangledNumber(number)).toBe(false)
    expect(identifyingNumber(number)).not.toBeNull()
  })
})

test('the date of an opening entry is none; the date of the paper it repeats is one', () => {
  const opening = { kind: 'opening-balance', issuedOn: '2026-01-01', enteredOn: '2026-01-01' }
  expect(issueDay(opening)).toBeNull()
  expect(issueDay({ ...opening, issuedOn: '2025-11-03' })).toBe('2025-11-03')
  expect(issueDay({ ...opening, kind: 'invoice' })).toBe('2026-01-01')
})

describe('rows of one number in one file', () => {
  const rows = (...days: readonly (string | null)[]) => days.map((issuedOn, line) => ({ issuedOn, line }))
  const lines = (...days: readonly (string | null)[]) =>
    separateDocuments(rows(...days)).map((document) => document.map(({ line }) => line))

  test('of different dates are different documents, of one date its instalments', () => {
    expect(lines('2025-01-10', '2026-01-10', '2025-01-10')).toEqual([[0, 2], [1]])
    expect(lines('2026-01-10', '2026-01-11')).toEqual([[0], [1]])
  })

  test('without a date belong to the only dated document', () => {
    expect(lines('2026-01-10', null)).toEqual([[0, 1]])
    expect(lines(null, null)).toEqual([[0, 1]])
    expect(lines('2025-01-10', null, '2026-01-10')).toEqual([[0], [1], [2]])
  })
})

describe('whatever the documents', () => {
  const day = fc.integer({ min: 0, max: 1_500 }).map((days) => addDays('2023-01-01', days))
  const cents = fc.integer({ min: 1, max: 5 }).map((hundreds) => hundreds * 100)
  const document: fc.Arbitrary<DocumentFacts> = fc.record({
    kind: fc.constant('debt'),
    number: fc.constantFrom('FA-77', 'FA 0077', '77', '1', 'FC-1', null, '1,2E+11'),
    issuedOn: fc.option(day),
    totalCents: cents,
    leftCents: cents,
    instalments: fc.array(fc.record({ dueOn: day, amountCents: cents }), { maxLength: 2 }),
  })

  test('which one came first changes nothing, and a document is itself', () => {
    fc.assert(
      fc.property(document, document, fc.boolean(), (one, other, hasSameName) => {
        expect(compareDocuments(one, other)).toBe(compareDocuments(other, one))
        expect(compareAcrossClients(one, other, hasSameName)).toBe(
          compareAcrossClients(other, one, hasSameName),
        )
        expect(compareDocuments(one, one)).toBe('same')
      }),
    )
  })

  test('a number of another year, without an instalment in common, is another document', () => {
    fc.assert(
      fc.property(document, document, (one, other) => {
        fc.pre(
          one.issuedOn !== null && other.issuedOn !== null && one.issuedOn < addDays(other.issuedOn, -31),
        )
        const [first, second] = [
          { ...one, instalments: [] },
          { ...other, instalments: [] },
        ]
        expect(compareDocuments(first, second)).toBe('other')
        expect(compareAcrossClients(first, second, true)).toBe('other')
      }),
    )
  })

  test('another way to write the number, or another client of the same name, tells no less', () => {
    fc.assert(
      fc.property(document, fc.nat({ max: 3 }), (one, zeros) => {
        fc.pre(one.number !== null && identifyingNumber(one.number) !== null)
        const respelled = {
          ...one,
          number: (one.number ?? '').replace(/(\d+)$/, `${'0'.repeat(zeros)}$1`).toLowerCase(),
        }
        expect(compareDocuments(one, respelled)).toBe('same')
        expect(compareAcrossClients(one, respelled, true)).toBe('same')
        expect(compareAcrossClients(one, respelled, false)).toBe('asked')
      }),
    )
  })
})
