import { afterAll, expect, test } from 'vitest'
import { LETTERHEAD, letter } from './letter-fixture.fr.ts'
import { createLetterPool } from './pool.ts'

const pool = createLetterPool({ size: 1 })
afterAll(() => pool.close())

test('a letter comes out of the pool as one tagged PDF/A page', async () => {
  const { pdf, pages, warnings } = await pool.archive(LETTERHEAD, letter())
  expect(Buffer.from(pdf).toString('latin1')).toMatch(/^%PDF-1\.7[\s\S]*\/StructTreeRoot/)
  expect(pages).toBe(1)
  expect(warnings).toEqual([])
})
