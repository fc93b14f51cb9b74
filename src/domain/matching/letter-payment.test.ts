import { describe, expect, test } from 'vitest'
import { creditorReference, letterReferenceBody } from '#domain/letters/creditor-reference.ts'
import type { BankMovement } from './match-evidence.ts'
import { type BookLetter, type OpenItem, openBook } from './open-book.ts'
import { matchPayment } from './reconciliation.ts'

/** How the letters we send are paid: by the reference they print, or by the very amount they ask for. */

const MERCIER = { customerId: 1, code: 'C0001', name: 'Transports Mercier' }
const OTHERS = { customerId: 2, code: 'C0002', name: 'Garage des Tilleuls' }

function item(instalmentId: number, number: string, openCents: number, customerId = 1): OpenItem {
  return {
    instalmentId,
    invoiceId: instalmentId,
    customerId,
    currency: 'EUR',
    number,
    dueOn: `2025-${String(1 + Math.floor(instalmentId / 28)).padStart(2, '0')}-${String(1 + (instalmentId % 28)).padStart(2, '0')}`,
    openCents,
  }
}

// Thirty invoices, and an invoice of each client whose number the thirty-first could be cut to.
const THIRTY = Array.from({ length: 30 }, (_, at) => item(at + 1, `FA-25-${304_001 + at}`, 10_000 + 17 * at))
const TOTAL = THIRTY.reduce((sum, { openCents }) => sum + openCents, 0)
const IDS = THIRTY.map(({ instalmentId }) => instalmentId)
const BODY = letterReferenceBody(12, 34)
const REFERENCE = creditorReference(BODY)

function letterOf(changes: Partial<BookLetter> = {}): BookLetter {
  return {
    referenceBody: BODY,
    customerId: 1,
    currency: 'EUR',
    netCents: TOTAL,
    demandedCents: changes.netCents ?? TOTAL,
    instalmentIds: IDS,
    ...changes,
  }
}

function matched(
  amountCents: number,
  text: string,
  { items = THIRTY, letters = [letterOf()], reference = null as string | null } = {},
) {
  const movement: BankMovement = { amountCents, currency: 'EUR', payer: null, text, reference }
  const { isCertain, candidates } = matchPayment(movement, openBook(items, [MERCIER, OTHERS], [], letters))
  const [first] = candidates
  return {
    isCertain,
    customerId: first?.customerId,
    paid: first?.shares.map(({ instalmentId }) => instalmentId) ?? [],
    restCents: first?.restCents,
  }
}

describe('the reference of a letter', () => {
  test.each([
    ['where banks put it', 'VIREMENT SEPA', REFERENCE],
    ['in the text, in groups of four', `VIR ${REFERENCE.replace(/(.{4})/g, '$1 ')}`, null],
    ['followed by a word', `${REFERENCE} MERCI`, null],
  ])('pays its thirty invoices wholly: %s', (_, text, reference) => {
    expect(matched(TOTAL, text, { reference })).toEqual({
      isCertain: true,
      customerId: 1,
      paid: IDS,
      restCents: 0,
    })
  })

  test('pays what the letter asked for, net of the credit it took off', () => {
    const letters = [letterOf({ netCents: TOTAL - 5_000 })]
    const found = matched(TOTAL - 5_000, REFERENCE, { letters })
    expect(found).toMatchObject({ isCertain: true, paid: IDS, restCents: 0 })
  })

  test('pays what is left of it when an invoice was paid meanwhile', () => {
    const items = THIRTY.slice(1)
    const left = TOTAL - 10_000
    expect(matched(left, REFERENCE, { items })).toMatchObject({ isCertain: true, paid: IDS.slice(1) })
  })

  test('pays what a formal notice demands, and leaves interest and indemnities unallocated', () => {
    const letters = [letterOf({ netCents: TOTAL - 5_000, demandedCents: TOTAL + 120_000 })]
    const found = matched(TOTAL + 120_000, REFERENCE, { letters })
    expect(found).toEqual({ isCertain: true, customerId: 1, paid: IDS, restCents: 120_000 })
    const byNumber = matched(TOTAL + 120_000, 'MERCIER FA-25-304001', { letters })
    expect(byNumber).toMatchObject({ isCertain: true, paid: IDS, restCents: 120_000 })
  })

  test('with another amount asks which invoices are meant', () => {
    const found = matched(25_000, REFERENCE)
    expect(found).toMatchObject({ isCertain: false, customerId: 1 })
  })

  test('with a wrong key is no reference', () => {
    expect(matched(TOTAL, `RF00${BODY}`)).toMatchObject({ isCertain: false })
  })

  test('is not an invoice of that number, and an invoice still has its own', () => {
    const twin = item(40, BODY, 7_000, 2)
    expect(matched(TOTAL, REFERENCE, { items: [...THIRTY, twin] }).paid).toEqual(IDS)
    const own = creditorReference('FA25304001')
    expect(matched(10_000, own)).toMatchObject({ isCertain: true, paid: [1] })
  })
})

describe('a list of numbers cut short', () => {
  const LISTED = THIRTY.map(({ number }) => number)
  const cutText = `C0001 ${LISTED.slice(0, 10).join(' ')} FA-2`

  test('pays all that the client owes when the amount is all of it', () => {
    expect(matched(TOTAL, cutText, { letters: [] })).toMatchObject({
      isCertain: true,
      paid: IDS,
      restCents: 0,
    })
  })

  test('pays the letter whose net is the amount, when the client owes more', () => {
    const items = [...THIRTY, item(41, 'FA-26-000001', 99_900)]
    expect(matched(TOTAL, cutText, { items })).toMatchObject({ isCertain: true, paid: IDS })
  })

  test.each([
    ['of the client', 1],
    ['of another', 2],
  ])('never pays an invoice FA-2 %s', (_, customerId) => {
    const items = [...THIRTY, item(42, 'FA-2', 4_200, customerId)]
    const ten = THIRTY.slice(0, 10).reduce((sum, { openCents }) => sum + openCents, 0)
    for (const cents of [TOTAL, ten, ten + 1_000])
      expect(
        matched(
          cents,
          cutText
            .padEnd(140, ' 1')
            .slice(0, 140)
            .replace(/( 1)+$/, ''),
          { items },
        ).paid,
      ).not.toContain(42)
  })

  test('FA-2 in full, as its amount says, is paid', () => {
    const items = [...THIRTY, item(42, 'FA-2', 4_200)]
    expect(matched(14_200, 'FA-25-304001 FA-2', { items })).toMatchObject({ isCertain: true, paid: [1, 42] })
    expect(matched(4_200, 'VIR MERCIER FACTURE FA-2', { items })).toMatchObject({
      isCertain: true,
      paid: [42],
    })
  })

  test('a number that fills the room of a transfer names nothing by itself', () => {
    const text = `${'REGLEMENT DE VOS FACTURES '.repeat(6).slice(0, 135)} FA-2`
    const items = [...THIRTY, item(42, 'FA-2', 4_200, 2)]
    expect(text).toHaveLength(140)
    expect(matched(33_333, text, { items }).isCertain).toBe(false)
  })
})
