import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { unknownField } from './unknown-fields.ts'

const invoice = z.object({
  number: z.string(),
  dueOn: z.string().optional(),
  customer: z.object({ code: z.string() }).nullable(),
  instalments: z.array(z.object({ cents: z.number() })).default([]),
  notes: z.record(z.string(), z.object({ text: z.string() })).optional(),
  way: z
    .union([
      z.object({ kind: z.literal('paper') }),
      z.object({ kind: z.literal('email'), address: z.string() }),
    ])
    .optional(),
})
const good = { number: 'FA-1', customer: null }

describe('a field that no schema reads is found, wherever it stands', () => {
  test.for([
    [{ ...good, emial: 'a@b.fr' }, 'emial'],
    [{ ...good, customer: { code: 'C1', siren: '1' } }, 'customer.siren'],
    [{ ...good, instalments: [{ cents: 1 }, { cents: 2, due: 'x' }] }, 'instalments.1.due'],
    [{ ...good, notes: { a: { text: 'x', by: 'y' } } }, 'notes.a.by'],
    [{ ...good, way: { kind: 'paper', address: 'a@b.fr' } }, 'way.address'],
    [{ ...good, toString: 1 }, 'toString'],
  ] as const)('%j: %s', ([value, path]) => {
    expect(unknownField(invoice, value)).toBe(path)
  })
})

test('what the schema reads is known, and so is anything where it takes anything', () => {
  expect(unknownField(invoice, { ...good, dueOn: '2026-01-01', instalments: [{ cents: 1 }] })).toBeNull()
  expect(unknownField(invoice, { ...good, way: { kind: 'email', address: 'a@b.fr' } })).toBeNull()
  expect(unknownField(z.looseObject({ a: z.string() }), { a: 'x', b: 1 })).toBeNull()
  expect(unknownField(z.record(z.string(), z.string()), { a: 'x' })).toBeNull()
  expect(
    unknownField(
      invoice.transform((read) => read.number),
      { ...good, more: 1 },
    ),
  ).toBe('more')
})
