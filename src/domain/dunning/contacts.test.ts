import { expect, test } from 'vitest'
import { leftAloneUntil } from './contacts.ts'

test('a client contacted on Monday the 2nd is left alone for a week, and reminded on Monday the 9th', () => {
  expect(leftAloneUntil('2026-03-02', 7, '2026-03-02')).toBe('2026-03-09')
  expect(leftAloneUntil('2026-03-02', 7, '2026-03-08')).toBe('2026-03-09')
  expect(leftAloneUntil('2026-03-02', 7, '2026-03-09')).toBeNull()
})

test('nobody is left alone without a contact, nor where no gap is asked for', () => {
  expect(leftAloneUntil(null, 7, '2026-03-02')).toBeNull()
  expect(leftAloneUntil('2026-03-02', 0, '2026-03-02')).toBeNull()
})
