import { expect, test } from 'vitest'
import { inOrder, receiptsLeft, standingOf, unknownParts } from './e-invoice-status.ts'

const status = (code: string, day: number) => ({
  key: `${code}-${day}`,
  code,
  at: `2026-07-${String(day).padStart(2, '0')}T09:00:00`,
})
const receipt = (cents: number, day: number, key = `${cents}-${day}`) => ({
  ...status('212', day),
  key,
  cents,
})
const held = (...statuses: ReturnType<typeof status>[]) => standingOf(statuses).hold?.key ?? null

test('Dupont disputes the VAT rate, then approves: nothing is held any more', () => {
  const [sent, dispute, approved] = [status('202', 1), status('207', 3), status('205', 9)]
  expect(held(sent)).toBeNull()
  expect(held(sent, dispute)).toBe('207-3')
  expect(standingOf([sent, dispute, approved])).toEqual({ hold: null, endedBy: approved })
})

test('the order of arrival changes nothing', () => {
  const [dispute, suspended, completed] = [status('207', 1), status('208', 2), status('209', 3)]
  expect(held(completed, dispute, suspended)).toBeNull()
  expect(held(suspended, dispute)).toBe('208-2')
  expect(held(dispute, suspended)).toBe('208-2')
})

test('two statuses of one moment stand in the order of the life of an invoice', () => {
  const [refused, approved] = [status('210', 1), status('205', 1)]
  expect(inOrder([refused, approved])).toEqual([approved, refused])
  expect(held(refused, approved)).toBe('210-1')
})

test.each([
  ['206', '209', null],
  ['208', '209', null],
  ['208', '205', null],
  ['210', '209', '210-1'],
  ['210', '205', null],
  ['213', '202', null],
  ['213', '209', '213-1'],
  ['221', '201', null],
  ['211', '212', null],
  ['211', '205', '211-1'],
  ['207', '202', '207-1'],
  ['207', '212', '207-1'],
  ['207', '211', '211-2'],
  ['207', '777', '207-1'],
])('%s then %s', (first, second, expected) => {
  expect(held(status(first, 1), status(second, 2))).toBe(expected)
})

test('a receipt given back leaves nothing of it; in part, the latest gives first', () => {
  expect([...receiptsLeft([receipt(500, 1), receipt(250, 2), receipt(-500, 3)])]).toEqual([
    ['500-1', 0],
    ['250-2', 250],
  ])
  expect([...receiptsLeft([receipt(500, 1), receipt(250, 2), receipt(-300, 3)])]).toEqual([
    ['500-1', 450],
    ['250-2', 0],
  ])
  // Told before what it gives back, and of nothing.
  expect([...receiptsLeft([receipt(-500, 1, 'a'), receipt(500, 1, 'b')])]).toEqual([['b', 0]])
  expect([...receiptsLeft([receipt(-500, 1), receipt(200, 2)])]).toEqual([['200-2', 200]])
})

test('payments of the books stand for the first receipts', () => {
  const receipts = [
    { key: 'a', cents: 500 },
    { key: 'b', cents: 250 },
  ]
  expect([...unknownParts(receipts, 0)].map(([, cents]) => cents)).toEqual([500, 250])
  expect([...unknownParts(receipts, 600)].map(([, cents]) => cents)).toEqual([0, 150])
  expect([...unknownParts(receipts, 900)].map(([, cents]) => cents)).toEqual([0, 0])
})
