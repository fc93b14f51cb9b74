import { expect, test } from 'vitest'
import { messageFormOf, sizeIn } from './message-fields.ts'

test('a size is typed in megabytes, and comes back as it was kept', () => {
  expect(sizeIn('7')).toBe(7_000_000)
  expect(sizeIn(' 0,5 ')).toBe(500_000)
  expect(sizeIn('2.3')).toBe(2_300_000)
  expect(messageFormOf({ messageBytes: 7_340_032, levels: [] }, 'fr').size).toBe('7,340032')
  expect(sizeIn('7,340032')).toBe(7_340_032)
})

test.each(['', '0,4', '25,1', '26', '-7', '7 Mo', '7,', '1e1'])('« %s » is no size of a message', (text) => {
  expect(sizeIn(text)).toBe(null)
})
