import { expect, test } from 'vitest'
import { recoveredByLevel } from './recovered.ts'

const letter = { level: 1, confirmedOn: '2026-03-02', nextOn: null, cents: 10_000, payments: [] } as const

function levelOne(reminded: Parameters<typeof recoveredByLevel>[0], today = '2026-06-01') {
  return recoveredByLevel(reminded, today)[0]
}

test('what is paid within 15 days, and before the next letter, is put down to the letter', () => {
  const paidOn = (on: string) => ({ ...letter, payments: [{ on, cents: 10_000 }] })
  expect(levelOne([paidOn('2026-03-16')])).toMatchObject({ count: 1, recoveredCents: 10_000, share: 1 })
  expect(levelOne([paidOn('2026-03-17')])).toMatchObject({ count: 1, recoveredCents: 0, share: 0 })
  expect(levelOne([paidOn('2026-03-01')])).toMatchObject({ recoveredCents: 0 })
  expect(levelOne([{ ...paidOn('2026-03-12'), nextOn: '2026-03-12' }])).toMatchObject({ recoveredCents: 0 })
})

test('no more than what was asked, by level, with how many; nothing asked has no share', () => {
  const reminded = [
    { ...letter, payments: [{ on: '2026-03-05', cents: 25_000 }] },
    { ...letter, cents: 30_000 },
    { ...letter, level: 2 as const, payments: [{ on: '2026-03-05', cents: 2_500 }] },
  ]
  expect(recoveredByLevel(reminded, '2026-06-01')).toEqual([
    { level: 1, count: 2, remindedCents: 40_000, recoveredCents: 10_000, share: 0.25 },
    { level: 2, count: 1, remindedCents: 10_000, recoveredCents: 2_500, share: 0.25 },
    { level: 3, count: 0, remindedCents: 0, recoveredCents: 0, share: null },
    { level: 4, count: 0, remindedCents: 0, recoveredCents: 0, share: null },
  ])
})

test('a letter whose 15 days have not gone by is not judged', () => {
  expect(levelOne([letter], '2026-03-16')).toMatchObject({ count: 0, share: null })
  expect(levelOne([letter], '2026-03-17')).toMatchObject({ count: 1, share: 0 })
})

test('what is paid from the letter on counts until the next letter, or the fifteenth day when it is sooner', () => {
  const payments = [
    { on: '2026-02-28', cents: 1 },
    { on: '2026-03-01', cents: 20 },
    { on: '2026-03-09', cents: 300 },
    { on: '2026-03-10', cents: 4_000 },
    { on: '2026-03-15', cents: 50_000 },
    { on: '2026-03-16', cents: 600_000 },
  ] as const
  const recovered = (nextOn: '2026-03-10' | '2026-03-30' | null) =>
    recoveredByLevel(
      [{ level: 2, cents: 9_000_000, confirmedOn: '2026-03-01', nextOn, payments }],
      '2026-06-30',
    )[1]?.recoveredCents
  expect([recovered('2026-03-10'), recovered('2026-03-30'), recovered(null)]).toEqual([320, 54_320, 54_320])
})
