import { expect, test } from 'vitest'
import type { AccountChoice } from '#domain/receivables/receivable-accounts.ts'
import { readFec } from './fec.ts'
import { fecText, sale, textSource } from './fec-fixture.ts'

test('bills, doubtful customers, retentions and advances are read when chosen, 418 never', async () => {
  const accounts = ['411000', '413000', '416000', '418100', '419100', '411700', '411705']
  const rows = accounts.map((CompteNum) => ({
    ...sale('F001', 'DUPONT', '20260115', '1200,00')[0],
    CompteNum,
    CompteLib: CompteNum === '411700' ? 'Retenues de garantie' : 'Comptes',
  }))
  const read = async (chosen: readonly AccountChoice[]) => {
    const file = await readFec(textSource(fecText(rows)), { accounts: chosen })
    const sums = file.accounts.map(({ account, balanceCents, isRead }) => [account, balanceCents, isRead])
    return { accounts: file.lines.map((line) => line.account), sums, sum: file.receivableCents }
  }
  expect(await read([])).toEqual({
    accounts: ['411000', '411705'],
    sums: [
      ['411', 240_000, true],
      ['4117', 120_000, false],
      ['413', 120_000, false],
      ['416', 120_000, false],
      ['4191', 120_000, false],
    ],
    sum: 240_000,
  })
  expect(await read(['413', '416', '4117', '4191'])).toMatchObject({
    accounts: ['411000', '413000', '416000', '419100', '411700', '411705'],
    sum: 720_000,
  })
})

test('advances kept in 419 itself are told, and taken off when they are chosen', async () => {
  const advance = {
    ...sale('AC1', 'DUPONT', '20260110', '300,00')[0],
    CompteNum: '419000',
    Debit: '0,00',
    Credit: '300,00',
  }
  const text = fecText([...sale('F001', 'DUPONT', '20260115', '1000,00'), advance])
  const alone = await readFec(textSource(text))
  expect([alone.receivableCents, alone.warnings.map(({ code }) => code)]).toEqual([
    100_000,
    expect.arrayContaining(['fec-account-left-out']),
  ])
  expect((await readFec(textSource(text), { accounts: ['4191'] })).receivableCents).toBe(70_000)
})
