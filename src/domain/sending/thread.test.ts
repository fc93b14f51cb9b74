import { expect, test } from 'vitest'
import { threadOf } from './thread.ts'

const FIRST = {
  messageId: '<1@dupont.example>',
  references: [],
  subject: 'Dupont : rappel de règlement, client BTP',
}

test('the first reminder begins a thread', () => {
  expect(threadOf(FIRST.subject, 1, null)).toEqual({
    subject: FIRST.subject,
    inReplyTo: null,
    references: [],
  })
})

test('the second answers the first, under its subject', () => {
  expect(threadOf('Dupont : relance n° 2', 2, FIRST)).toEqual({
    subject: FIRST.subject,
    inReplyTo: '<1@dupont.example>',
    references: ['<1@dupont.example>'],
  })
})

test('the formal notice says so in its subject, and stays in the thread', () => {
  const third = { ...FIRST, messageId: '<3@dupont.example>', references: ['<1@dupont.example>'] }
  expect(threadOf('Dupont : mise en demeure', 4, third)).toEqual({
    subject: 'Dupont : mise en demeure',
    inReplyTo: '<3@dupont.example>',
    references: ['<1@dupont.example>', '<3@dupont.example>'],
  })
})

test('of a long thread, the first and the latest twenty are named', () => {
  const references = Array.from({ length: 40 }, (_, index) => `<${index}@x.example>`)
  const thread = threadOf('x', 2, { ...FIRST, messageId: '<40@x.example>', references })
  expect(thread.references).toHaveLength(20)
  expect(thread.references.at(0)).toBe('<0@x.example>')
  expect(thread.references.at(-1)).toBe('<40@x.example>')
})
