import { expect, test } from 'vitest'
import { killDuringConfirmation } from '../torture/confirmation-round.ts'
import { seededDelays } from '../torture/seeded.ts'
import { newFolder } from './server-process.ts'

// Three of the thirty rounds of `npm run torture`.
test.each(seededDelays(7, 3))(
  'a server killed %i ms into a confirmation of 500 letters halves none',
  async (delayMs) => {
    const result = await killDuringConfirmation(newFolder('données'), 500, delayMs)
    expect(result.faults).toEqual([])
  },
)
