import { expect, test } from 'vitest'
import type { Outcome } from './outcome.ts'
import { afterAttempt, isAddressUnknown, RETRY_MINUTES } from './retry.ts'

const refusal = (code: number, answer: string, enhanced: string | null = null) => ({
  code,
  answer,
  enhanced,
  permanent: code >= 500,
})
const refused = (...parts: Parameters<typeof refusal>): Outcome => ({ kind: 'refused', ...refusal(...parts) })

test('accepted: it is sent', () => {
  expect(afterAttempt({ kind: 'accepted', answer: '250 2.0.0 Ok: queued as 4F', refused: [] }, 1).event).toBe(
    'accept',
  )
})

test('an address nobody has: failed at once, never tried again', () => {
  expect(afterAttempt(refused(550, 'User unknown', '5.1.1'), 1)).toEqual({
    event: 'refuse',
    seconds: 0,
    isAccountFault: false,
  })
})

test('greylisted (450): again in 5, then 15, then 30 minutes', () => {
  const grey = refused(450, 'Greylisted, try again later', '4.2.0')
  expect([1, 2, 3].map((attempts) => afterAttempt(grey, attempts).seconds / 60)).toEqual([5, 15, 30])
})

test('delays never shrink, and after the last one the message fails rather than being tried for ever', () => {
  const grey = refused(451, 'later')
  const delays = RETRY_MINUTES.map((_, index) => afterAttempt(grey, index + 1).seconds)
  expect(delays).toEqual(delays.toSorted((a, b) => a - b))
  expect(delays.reduce((sum, seconds) => sum + seconds, 0)).toBeGreaterThan(2 * 24 * 3600)
  expect(afterAttempt(grey, RETRY_MINUTES.length + 1).event).toBe('refuse')
})

test('the link was lost after the message: ambiguous at the first attempt', () => {
  expect(afterAttempt({ kind: 'ambiguous', reason: 'lost' }, 1)).toMatchObject({ event: 'lose' })
})

test('a wrong password fails no message, however often: the account waits to be mended', () => {
  for (const attempts of [1, 50])
    expect(
      afterAttempt(
        { kind: 'unreachable', reason: 'password-refused', answer: '535', waitSeconds: null },
        attempts,
      ),
    ).toEqual({ event: 'postpone', seconds: 300, isAccountFault: true })
})

test('a server that asks to wait is waited for', () => {
  expect(
    afterAttempt({ kind: 'unreachable', reason: 'busy', answer: '429', waitSeconds: 47 }, 1).seconds,
  ).toBe(47)
})

test('an address is unknown by its enhanced code, else by the words of the server', () => {
  expect(isAddressUnknown(refusal(550, 'rejected', '5.1.1'))).toBe(true)
  expect(isAddressUnknown(refusal(550, 'No such user here'))).toBe(true)
  expect(isAddressUnknown(refusal(550, 'Message refused as spam', '5.7.1'))).toBe(false)
  expect(isAddressUnknown(refusal(552, 'Mailbox full', '5.2.2'))).toBe(false)
  expect(isAddressUnknown(refusal(450, 'User unknown', '4.1.1'))).toBe(false)
})
