import { glob, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { formatMoney } from '#domain/days-and-money/money.ts'
import { amountIn, translate } from './translate.ts'

test('amounts are written as the language does, cells of a file as the file does', () => {
  const said = (amount: string) =>
    translate('en', 'readers.fec-account-left-out', { account: '416', count: 1, balance: amount })
  expect(said(formatMoney(1_234_556_78))).toContain('€1,234,556.78')
  expect(said(formatMoney(-30_000))).toContain('-€300.00')
  expect(said(formatMoney(48_698, 'CHF'))).toContain('CHF\u00a0486.98')
  expect(said('1 200,00 €')).toContain('1 200,00 €')
  expect(amountIn('fr', formatMoney(123_456))).toBe('1\u202f234,56\u00a0€')
})

test('a sentence stands once in its language: of two the later one would win, unseen', async () => {
  for (const language of ['fr', 'en']) {
    const keys: string[] = []
    for await (const file of glob(`${import.meta.dirname}/${language}/*.ts`)) {
      keys.push(
        ...[...(await readFile(file, 'utf8')).matchAll(/^ {2}'([^']+)':/gm)].map(([, key]) => key ?? ''),
      )
    }
    expect(keys.length).toBeGreaterThan(1_000)
    expect(keys.toSorted()).toEqual([...new Set(keys)].toSorted())
  }
})
