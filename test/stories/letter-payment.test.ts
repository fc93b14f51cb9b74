import { expect, test } from 'vitest'
import { creditorReferences, isCreditorReference } from '#domain/letters/creditor-reference.ts'
import { LETTERHEAD } from '#letters/letter-fixture.fr.ts'
import { renderArchive } from '#letters/render.ts'
import { importInto, movement, statement } from '../database/bank-world.ts'
import { createTestDatabase } from '../database.ts'
import { textOfPdf } from '../pdf-text.ts'
import { companyOpener, instalment, invoice } from './company-desk.ts'
import { found } from './desk.ts'

// Thirty invoices reminded by one letter, and the transfer that answers it.

const database = await createTestDatabase()
const open = companyOpener(database)
const NUMBERS = Array.from({ length: 30 }, (_, at) => `FA-25-${304_001 + at}`)
const CENTS = 12_345

async function reminded(credits: { number: string; cents: number; kind: 'credit-note' }[] = []) {
  const opened = await open([
    {
      code: 'C0001',
      name: 'Transports Mercier',
      invoices: NUMBERS.map((number) => invoice(number, '2026-01-15', CENTS)),
      credits,
    },
    { code: 'C0002', name: 'Garage des Tilleuls', invoices: [invoice('FA-2', '2026-01-15', 3_000)] },
  ])
  const run = await opened.desk.draft('2026-03-01', '2026-03-02')
  const letters = await opened.desk.letters(run)
  const letter = found(letters.find(({ content }) => content.customerCode === 'C0001'))
  const open_cents = async (number: string) =>
    (await opened.desk.state(instalment(opened.company, number))).open_cents
  return {
    ...opened,
    run,
    letters,
    letter,
    left: () => Promise.all(NUMBERS.map(open_cents)),
    openCents: open_cents,
  }
}

test('the letter prints a reference of its own, the same beside the code and in it', async () => {
  const { letter, letters } = await reminded()
  const reference = found(letter.content.paymentReference)
  expect(isCreditorReference(reference)).toBe(true)
  const other = letters.find(({ content }) => content.customerCode === 'C0002')
  expect(other?.content.paymentReference).toBe('C0002 FA-2')
  const words = await textOfPdf(renderArchive(LETTERHEAD, letter.content).pdf)
  expect(creditorReferences(words.replaceAll('\u00a0', ' '))[0]).toContain(reference.slice(4))
  const stored = await database.owner.query('select payment_reference from letters where id = $1', [
    letter.id,
  ])
  expect(stored.rows).toEqual([{ payment_reference: reference }])
})

test('the transfer that carries it pays all thirty, and nothing else', async () => {
  const { company, letter, left, openCents } = await reminded()
  const reference = found(letter.content.paymentReference)
  const { counts } = await importInto(
    database,
    company,
    statement([movement('2026-03-10', 30 * CENTS, 'TRANSPORTS MERCIER', `VIR ${reference}`)]),
  )
  expect(counts).toMatchObject({ automatic: 1, automaticCents: 30 * CENTS })
  expect(new Set(await left())).toEqual(new Set([0]))
  expect(await openCents('FA-2')).toBe(3_000)
})

test('the net of a credit note answers the letter too', async () => {
  const { company, letter, left } = await reminded([{ number: 'AV-1', cents: 5_000, kind: 'credit-note' }])
  const { content } = letter
  expect(content.netCents).toBe(30 * CENTS - 5_000)
  await importInto(
    database,
    company,
    statement([movement('2026-03-10', content.netCents, null, found(content.paymentReference))]),
  )
  expect((await left()).reduce((sum, cents) => sum + cents, 0)).toBe(5_000)
})

test('a text that a bank has cut after ten numbers pays all that is owed, not ten invoices', async () => {
  const { company, left, openCents } = await reminded()
  const text = `C0001 ${NUMBERS.slice(0, 10).join(' ')} FA-2`
  const { counts } = await importInto(
    database,
    company,
    statement([movement('2026-03-10', 30 * CENTS, 'TRANSPORTS MERCIER', text)]),
  )
  expect(counts).toMatchObject({ automatic: 1 })
  expect(new Set(await left())).toEqual(new Set([0]))
  expect(await openCents('FA-2')).toBe(3_000)
})

test('two runs over the same invoices have two references', async () => {
  const first = await reminded()
  const again = await first.desk.letters(await first.desk.draft('2026-03-01', '2026-03-02'))
  const references = [first.letter, ...again].map(({ content }) => content.paymentReference)
  expect(new Set(references.filter((reference) => reference?.startsWith('RF'))).size).toBe(2)
})

test('what a formal notice demands answers it: the invoices are paid, interest and indemnity are left', async () => {
  const { company, desk } = await open([
    {
      code: 'C0001',
      name: 'Transports Mercier',
      kind: 'business',
      invoices: [{ ...invoice('FA-25-304001', '2026-01-15', CENTS), level: 4, lastRemindedOn: '2026-02-10' }],
    },
  ])
  const [letter] = await desk.letters(await desk.draft('2026-03-01', '2026-03-02'))
  const { demandedCents, netCents, paymentReference } = found(letter).content
  expect(netCents).toBe(CENTS)
  expect(demandedCents).toBeGreaterThan(CENTS + 4_000)
  await importInto(
    database,
    company,
    statement([movement('2026-03-10', found(demandedCents), null, found(paymentReference))]),
  )
  expect((await desk.state(instalment(company, 'FA-25-304001'))).open_cents).toBe(0)
  const { rows } = await database.owner.query('select open_cents from credits where company_id = $1', [
    company.id,
  ])
  expect(rows).toEqual([{ open_cents: found(demandedCents) - CENTS }])
})
