import { expect, test } from 'vitest'
import { describeError } from './log.ts'

test('what PostgreSQL quotes of a row never reaches the log', () => {
  const error = Object.assign(new Error('invalid input syntax for type date: "Mme Durand"'), {
    severity: 'ERROR',
    code: '23505',
    detail: 'Key (email)=(durand@example.fr) already exists.',
    table: 'customers',
    constraint: 'customers_email_key',
  })
  const described = describeError(error)
  expect(described).toMatchObject({ code: '23505', message: 'customers customers_email_key' })
  expect(JSON.stringify(described)).not.toMatch(/Durand|durand@/)
})

test('an error of ours keeps its message, where it happened, and its cause', () => {
  const described = describeError(new TypeError('no such level', { cause: new RangeError('5') }))
  expect(described).toMatchObject({
    type: 'TypeError',
    message: 'no such level',
    cause: { type: 'RangeError', message: '5' },
  })
  expect(described.stack).toContain('log.test.ts')
})
