import { expect, test } from 'vitest'
import { fecText, sale } from '#readers/fec-fixture.ts'
import { createTestDatabase } from '../database.ts'
import { balanceOf, importText, openByNumber, previewText } from './import-world.ts'

const database = await createTestDatabase()

// The end of the year 2023: an invoice, a bill that matures in January, a doubtful customer, a
// retention, an advance. The ledger has a column for due dates.
function yearEnd(): string {
  const on = (account: string, title: string, rows: ReturnType<typeof sale>) =>
    rows.map((row) => (row.CompteNum === '411000' ? { ...row, CompteNum: account, CompteLib: title } : row))
  const text = fecText([
    ...sale('F1', 'DUPONT', '20231101', '1200,00'),
    ...on('413000', 'Effets à recevoir', sale('E1', 'MARTIN', '20231115', '800,00')),
    ...on('416000', 'Clients douteux', sale('D1', 'LEROY', '20230301', '450,00')),
    ...on('411700', 'Retenues de garantie', sale('G1', 'DUPONT', '20230601', '60,00')),
    ...on('419100', 'Avances reçues', sale('A1', 'DUPONT', '20231201', '-100,00')),
  ])
  const [header, ...lines] = text.split('\r\n')
  const dated = lines.map((line) =>
    line === '' ? '' : `${line}\t${line.includes('413000') ? '20250115' : ''}`,
  )
  return [`${header}\tDateEcheance`, ...dated].join('\r\n')
}

const accountsOf = (preview: Awaited<ReturnType<typeof previewText>>) =>
  preview.fec?.accounts.map(({ account, balanceCents, isRead }) => [account, balanceCents, isRead])

test('411 alone until the accountant chooses, and the others are shown with their balances', async () => {
  const preview = await previewText(database, yearEnd())
  expect(accountsOf(preview)).toEqual([
    ['411', 120_000, true],
    ['4117', 6000, false],
    ['413', 80_000, false],
    ['416', 45_000, false],
    ['4191', -10_000, false],
  ])
  expect(preview.counts.openCents).toBe(120_000)
  expect(preview.warnings.map(({ message }) => message).join('\n')).toContain('Le compte 416 n’est pas lu')
})

test('chosen, they are imported, and those not to be reminded are set aside', async () => {
  const result = await importText(database, yearEnd(), { accounts: ['413', '416', '4117', '4191'] })
  expect(result.errors).toEqual([])
  expect(await openByNumber(database)).toEqual({ F1: 120_000, E1: 80_000, D1: 45_000, G1: 6000 })
  expect(await balanceOf(database)).toBe(241_000)
  const { rows } = await database.owner.query(
    `select i.number, b.kind, b.reason, b.ends_on::text as "endsOn"
     from dunning_blocks b join invoices i on i.company_id = b.company_id and i.id = b.invoice_id
     order by i.number`,
  )
  expect(rows).toEqual([
    { number: 'D1', kind: 'do-not-remind', reason: 'Client douteux', endsOn: null },
    { number: 'E1', kind: 'payment-under-way', reason: 'Effet à recevoir', endsOn: '2025-01-15' },
    { number: 'G1', kind: 'do-not-remind', reason: 'Retenue de garantie', endsOn: '2024-05-31' },
  ])
})

test('the choice is remembered for the next ledger, and a block lifted by hand is not made again', async () => {
  await database.owner.query(
    `update dunning_blocks set lifted_at = now(), lifted_by = 'comptable' where reason = 'Client douteux'`,
  )
  const again = await importText(database, yearEnd())
  expect(accountsOf(again)?.every(([, , isRead]) => isRead)).toBe(true)
  const { rows } = await database.owner.query('select count(*)::int as count from dunning_blocks')
  expect(rows).toEqual([{ count: 3 }])
})
