import { HTTPException } from 'hono/http-exception'
import { expect, test } from 'vitest'
import { RelancesError } from '#domain/errors.ts'
import { explainError } from './http-failure.ts'

test.each([
  ['invalid', 400],
  ['signed-out', 401],
  ['forbidden', 403],
  ['not-found', 404],
  ['conflict', 409],
  ['too-large', 413],
  ['too-many', 429],
  ['unavailable', 503],
] as const)('%s is %i', (code, status) => {
  expect(explainError(new RelancesError(code, 'platform.http-invalid'), 'fr')).toMatchObject({
    status,
    body: { code },
  })
})

test('what will pass by itself says in how many seconds', () => {
  const error = new RelancesError('too-many', 'people.too-many', { minutes: 2, seconds: 90 })
  expect(explainError(error, 'fr').headers).toEqual({ 'Retry-After': '90' })
})

test('the message is in the language asked for, its blanks filled, with the field at fault', () => {
  const error = new RelancesError('invalid', 'platform.bad-field', { field: 'dueOn' })
  expect(explainError(error, 'en').body).toEqual({
    code: 'invalid',
    key: 'platform.bad-field',
    message: 'The field "Due date" will not do: correct it and try again.',
    field: 'dueOn',
  })
  expect(explainError(error, 'fr').body.message).toContain('Le champ « Échéance »')
})

test('a defect is "internal" and tells nothing of itself', () => {
  const { status, body } = explainError(new Error('password=secret'), 'fr')
  expect(status).toBe(500)
  expect(body.code).toBe('internal')
  expect(JSON.stringify(body)).not.toContain('secret')
})

test.each([
  Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }),
  Object.assign(new Error('shutting down'), { code: '57P01' }),
  Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }),
  new Error('Connection terminated unexpectedly'),
  new Error('Client has encountered a connection error and is not queryable'),
])('a lost database is "unavailable": %s', (error) => {
  expect(explainError(error, 'fr')).toMatchObject({ status: 503, body: { code: 'unavailable' } })
})

test.each([
  ['platform.disk-full', Object.assign(new Error('could not extend file'), { code: '53100' })],
  ['platform.disk-full', Object.assign(new Error('write'), { code: 'ENOSPC' })],
  ['platform.disk-read-only', Object.assign(new Error('open'), { code: 'EROFS' })],
  ['platform.disk-read-only', Object.assign(new Error('could not open file "base/1"'), { code: '42501' })],
] as const)('%s is told of %s', (key, error) => {
  expect(explainError(error, 'fr')).toMatchObject({ status: 503, body: { key } })
})

test('a transaction another one has overtaken is a conflict, to be tried again', () => {
  const error = Object.assign(new Error('could not serialize access'), { code: '40001' })
  expect(explainError(error, 'fr')).toMatchObject({ status: 409, body: { key: 'platform.overtaken' } })
})

test('a missing right of the database is a defect, not a disk that refuses', () => {
  const error = Object.assign(new Error('new row violates row-level security policy'), { code: '42501' })
  expect(explainError(error, 'fr').body.code).toBe('internal')
})

test('what keeps the database closed says more than that it does not answer', () => {
  const lost = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })
  const full = new RelancesError('unavailable', 'platform.disk-full')
  expect(explainError(lost, 'fr', full).body.message).toContain('Le disque est plein')
  expect(explainError(new RelancesError('not-found', 'platform.http-not-found'), 'fr', full).status).toBe(404)
})

test('a body that is not JSON is "invalid"', () => {
  expect(explainError(new HTTPException(400), 'fr')).toMatchObject({ status: 400, body: { code: 'invalid' } })
})
