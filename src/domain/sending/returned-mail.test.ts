import { expect, test } from 'vitest'
import { effectOfReport } from './returned-mail.ts'

const DUPONT = { to: ['Compta@dupont.example'], copies: [] }
const failed = (address: string, failure: 'address' | 'full' | 'policy' | 'other' = 'address') => [
  { address, failure },
]

test('an address nobody has is struck out, and the message came back', () => {
  expect(effectOfReport(DUPONT, failed('compta@dupont.example'), [])).toEqual({
    struck: ['compta@dupont.example'],
    returned: 'address',
  })
})

test('a full mailbox brings the message back, and strikes nothing out', () => {
  expect(effectOfReport(DUPONT, failed('compta@dupont.example', 'full'), [])).toEqual({
    struck: [],
    returned: 'full',
  })
})

test('an address we did not write to is never struck out', () => {
  expect(effectOfReport(DUPONT, failed('patron@concurrent.example'), [])).toEqual({
    struck: [],
    returned: 'address',
  })
  const withCopy = { to: ['compta@dupont.example'], copies: ['chef@dupont.example'] }
  // Forwarded onwards by one of the two, nobody knows which.
  expect(effectOfReport(withCopy, failed('chez-moi@host.example'), [])).toEqual({
    struck: [],
    returned: null,
  })
})

test('of two who were written to, one is enough; then the other fails too', () => {
  const two = { to: ['a@dupont.example', 'b@dupont.example'], copies: [] }
  const first = failed('a@dupont.example')
  expect(effectOfReport(two, first, [])).toEqual({ struck: ['a@dupont.example'], returned: null })
  expect(effectOfReport(two, failed('b@dupont.example', 'full'), first)).toEqual({
    struck: [],
    returned: 'address',
  })
})

test('a copy that fails is struck out, and the client has its message', () => {
  const withCopy = { to: ['compta@dupont.example'], copies: ['chef@dupont.example'] }
  expect(effectOfReport(withCopy, failed('chef@dupont.example'), [])).toEqual({
    struck: ['chef@dupont.example'],
    returned: null,
  })
})

test('a report that names nobody is about the only one who was written to', () => {
  expect(effectOfReport(DUPONT, [], [])).toEqual({ struck: [], returned: 'other' })
  expect(effectOfReport({ ...DUPONT, copies: ['chef@dupont.example'] }, [], [])).toEqual({
    struck: [],
    returned: null,
  })
})
