import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { postedEvent } from '#domain/dunning/history.ts'
import { LEVELS, nextLevel } from '#domain/dunning/levels.ts'
import type { CustomerKind } from '#domain/people/parties.ts'
import type { LetterCreditRow, LetterRow } from './letter.ts'
import { type ItemNow, type LetterFacts, reasonOf, reviewLetter } from './letter-review.ts'

// The letter of 27/11 to Menuiserie Lambert: invoice 2300000010, 493,20 €, at level 2.

const ROW: LetterRow = {
  number: '2300000010',
  issuedOn: '2026-09-24',
  amountCents: 49_320,
  dueOn: '2026-10-24',
  dueIsEstimated: false,
  openCents: 49_320,
}
const STANDING = { level: 2, lastRemindedOn: '2026-11-08' } as const
const CREDIT: LetterCreditRow = {
  number: 'VIR-1',
  receivedOn: '2026-11-28',
  kind: 'payment',
  openCents: -49_320,
  imputedCents: -49_320,
}

function item(change: Partial<ItemNow> = {}): ItemNow {
  return { row: ROW, frozen: STANDING, ...STANDING, block: null, ...change }
}

function facts(change: Partial<LetterFacts> = {}): LetterFacts {
  return {
    letterOn: '2026-11-27',
    table: { rows: [ROW], informationRows: [], creditRows: [], netCents: 49_320 },
    items: [item()],
    informationRows: null,
    creditRows: [],
    paidPenalties: null,
    addressee: { before: 'business', after: 'business', namesMediator: false },
    ...change,
  }
}

const row = (change: Partial<LetterRow>) => ({ items: [item({ row: { ...ROW, ...change } })] })

describe('confirming a letter', () => {
  test('nothing has changed: it goes through', () => {
    expect(reviewLetter(facts())).toBeNull()
    expect(reviewLetter(facts({ paidPenalties: { before: 10_000, after: 10_000 } }))).toBeNull()
  })

  test.each([
    ['settled', row({ openCents: 0 }), 0],
    ['amount-changed', row({ openCents: 49_319 }), 49_319],
    ['due-changed', row({ dueOn: '2026-12-24' }), 0],
    ['due-changed', row({ dueOn: '2026-10-31' }), 49_320],
    ['due-changed', row({ dueOn: null }), 0],
    ['document-changed', row({ number: '2300000011' }), 49_320],
    ['document-changed', row({ issuedOn: '2026-09-25' }), 49_320],
    ['document-changed', row({ amountCents: 50_000 }), 49_320],
    ['level-changed', { items: [item({ level: 3 })] }, 49_320],
    ['reminded', { items: [item({ lastRemindedOn: '2026-11-26' })] }, 49_320],
    ['blocked', { items: [item({ block: { kind: 'dispute', until: null } })] }, 0],
    ['credits-changed', { creditRows: [CREDIT] }, 0],
    [
      'addressee-changed',
      { addressee: { before: 'business', after: 'consumer', namesMediator: false } },
      49_320,
    ],
    ['credits-changed', { paidPenalties: { before: 10_000, after: 15_000 } }, 49_320],
  ] as const)('%s since the draft: to review, with what it would ask', (reason, change, netAfterCents) => {
    const review = reviewLetter(facts(change))
    expect(review).toMatchObject({ netBeforeCents: 49_320, netAfterCents })
    expect(review && reasonOf(review)).toBe(reason)
  })

  test('a payment that nobody has allocated is told with its day and its part', () => {
    expect(reviewLetter(facts({ creditRows: [CREDIT] }))?.changes).toEqual([
      {
        kind: 'credit',
        credit: 'payment',
        document: 'VIR-1',
        receivedOn: '2026-11-28',
        before: 0,
        after: 49_320,
      },
    ])
  })

  test('a credit the letter took off and that pays something else since', () => {
    const table = { rows: [ROW], informationRows: [], creditRows: [CREDIT], netCents: 0 }
    expect(reviewLetter(facts({ table }))).toMatchObject({
      changes: [{ kind: 'credit', before: 49_320, after: 0 }],
      netBeforeCents: 0,
      netAfterCents: 49_320,
    })
  })

  test('what happens to the rest of a credit changes nothing here, nor under which identity it is', () => {
    const [then, now] = [-15_000, -10_000].map((openCents) => ({
      ...CREDIT,
      openCents,
      imputedCents: -5_000,
    }))
    if (!then || !now) throw new Error('two')
    const table = { rows: [ROW], informationRows: [], creditRows: [then], netCents: 44_320 }
    expect(reviewLetter(facts({ table, creditRows: [now] }))).toBeNull()
    const halves = [-2_000, -3_000].map((imputedCents) => ({ ...CREDIT, imputedCents }))
    expect(reviewLetter(facts({ table, creditRows: halves }))).toBeNull()
  })

  test('a letter of the version before took off all of its credits', () => {
    const { imputedCents: _, ...old } = CREDIT
    const table = { rows: [ROW], informationRows: [], creditRows: [old], netCents: 0 }
    expect(reviewLetter(facts({ table, creditRows: [CREDIT] }))).toBeNull()
  })

  test('what it lists for information counts too, where it is known', () => {
    const listed = { ...ROW, number: '7', openCents: 1_000 }
    const table = { rows: [ROW], informationRows: [listed], creditRows: [], netCents: 49_320 }
    expect(reviewLetter(facts({ table }))).toBeNull()
    const review = reviewLetter(facts({ table, informationRows: [{ ...listed, openCents: 0 }] }))
    expect(review?.changes).toEqual([{ kind: 'information', document: '7', before: 1_000, after: 0 }])
  })

  test('the kind of its customer counts where the letter would ask or say something else', () => {
    const changesOf = (before: CustomerKind, after: CustomerKind, namesMediator: boolean) =>
      reviewLetter(facts({ addressee: { before, after, namesMediator } }))?.changes ?? []
    expect(changesOf('business', 'public', false)).toEqual([
      { kind: 'addressee', document: '', before: 'business', after: 'public' },
    ])
    expect(changesOf('unknown', 'business', false)).toHaveLength(1)
    // To each of these the letter is that of a consumer; only a consumer is named the mediator.
    expect(changesOf('unknown', 'consumer', false)).toEqual([])
    expect(changesOf('unknown', 'non-professional', true)).toEqual([])
    expect(changesOf('unknown', 'consumer', true)).toHaveLength(1)
    expect(changesOf('consumer', 'unknown', true)).toHaveLength(1)
    expect(changesOf('consumer', 'consumer', true)).toEqual([])
  })

  test('of several reasons the gravest stands for all', () => {
    const both = reviewLetter(facts({ ...row({ openCents: 0 }), creditRows: [CREDIT] }))
    expect(both?.changes).toHaveLength(2)
    expect(both && reasonOf(both)).toBe('settled')
    expect(reasonOf({ changes: [] })).toBe('failed')
  })
})

const level = fc.constantFrom(...LEVELS)
const day = fc.option(fc.constantFrom('2026-10-01', '2026-11-27', '2026-12-05'))

test('a letter posted before it was confirmed never moves a level or a date back', () => {
  fc.assert(
    fc.property(level, level, day, (current, frozen, lastRemindedOn) => {
      const { after } = postedEvent({ level: current, lastRemindedOn }, frozen, '2026-11-27')
      expect(after.level).toBe(Math.max(current, nextLevel(frozen)))
      expect(after.lastRemindedOn).toBe(
        lastRemindedOn !== null && lastRemindedOn > '2026-11-27' ? lastRemindedOn : '2026-11-27',
      )
    }),
  )
})
