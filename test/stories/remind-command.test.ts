import { expect, test, vi } from 'vitest'
import { remind } from '#cli/remind.ts'
import { confirm, review, undo } from '#cli/run-commands.ts'
import { createTestDatabase, ownerUrl } from '../database.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { buildCompany } from '../world.ts'
import { found } from './desk.ts'

// A nightly task confirms by itself: it says whom, and takes nothing twice nor up to a formal notice.

const database = await createTestDatabase()
const lin = await buildCompany(database, {
  code: 'LIN',
  legalName: 'Lin SARL',
  customers: [
    {
      code: 'A',
      name: 'Atelier',
      invoices: [{ number: 'A-1', issuedOn: '2026-02-20', dueOn: '2026-03-20', cents: 12_000 }],
    },
    {
      code: 'B',
      name: 'Bois',
      invoices: [
        {
          number: 'B-1',
          issuedOn: '2025-12-01',
          dueOn: '2026-01-01',
          cents: 9_000,
          level: 4,
          lastRemindedOn: '2026-02-01',
        },
      ],
    },
  ],
})
const folder = temporaryFolder()
const DAYS = ['--on', '2026-03-29', '--letter-date', '2026-03-30', '--today', '2026-03-30']

async function run(command: typeof remind, ...args: string[]) {
  vi.stubEnv('DATABASE_URL', ownerUrl(database))
  vi.stubEnv('RELANCES_DATA', folder)
  vi.stubEnv('RELANCES_LOG', 'silent')
  const printed: string[] = []
  const said: string[] = []
  const io = { out: (text: string) => void printed.push(text), err: (text: string) => void said.push(text) }
  try {
    const code = await command([...args, '--json'], io)
    return { code, result: JSON.parse(printed.join('')), said: said.join('') }
  } finally {
    vi.unstubAllEnvs()
  }
}

async function levelOf(number: string): Promise<number> {
  const { rows } = await database.owner.query<{ level: number }>(
    'select level from instalments where id = $1',
    [lin.instalments.get(number)],
  )
  return found(rows[0]).level
}

test('--confirm names whom it reminds, and only one way', async () => {
  await expect(run(remind, ...DAYS, '--confirm')).rejects.toMatchObject({ key: 'cli.confirm-needs' })
  const both = run(remind, ...DAYS, '--advised', '--all')
  await expect(both).rejects.toMatchObject({ key: 'cli.one-selection' })
  await expect(run(remind, ...DAYS, '--levels', '5')).rejects.toMatchObject({ key: 'cli.bad-levels' })
  const old = ['--on', '2026-03-29', '--letter-date', '1999-01-01', '--today', '2026-03-30']
  await expect(run(remind, ...old)).rejects.toMatchObject({ key: 'features.letter-day-out' })
})

test('run four times in a row, it takes an invoice to level 2 and says what it leaves', async () => {
  const first = await run(remind, ...DAYS, '--all', '--confirm')
  expect(first).toMatchObject({
    code: 0,
    result: { letters: 1, confirmed: 1, leftOut: { reminded: 0, levels: 1 } },
  })
  expect(first.said).toContain('--levels 4')
  for (let again = 0; again < 3; again += 1) {
    const next = await run(remind, ...DAYS, '--all', '--confirm')
    expect(next).toMatchObject({ code: 0, result: { run: null, leftOut: { reminded: 1, levels: 1 } } })
    expect(next.said).toContain('30/03/2026')
  }
  expect([await levelOf('A-1'), await levelOf('B-1')]).toEqual([2, 4])
  // A client asked for by name whose next letter is a formal notice: nothing is made, and why is said.
  const named = await run(remind, ...DAYS, '--customer', 'B', '--confirm')
  expect(named).toMatchObject({ code: 1, result: { run: null, leftOut: { levels: 1 } } })
  expect(named.said).toContain('--levels 4')
  const notice = await run(remind, ...DAYS, '--advised', '--levels', '4', '--confirm')
  expect(notice).toMatchObject({ result: { letters: 1, confirmed: 1 } })
  expect(await run(remind, ...DAYS, '--advised', '--levels', '4', '--confirm')).toMatchObject({
    result: { run: null },
  })
})

test('a letter to review is decided of from the command line too, and undone with a reason', async () => {
  const later = ['--on', '2026-04-20', '--letter-date', '2026-04-21', '--today', '2026-04-21']
  const { result: draft } = await run(remind, ...later, '--customer', 'A')
  await database.owner.query(
    `insert into credits (company_id, customer_id, kind, number, received_on, currency, amount_cents, source, source_key, created_by)
     values ($1, $2, 'payment', 'VIR', '2026-04-21', 'EUR', 2000, 'manual', 'vir', 'x')`,
    [lin.id, lin.customers.get('A')],
  )
  const confirmed = await run(confirm, String(draft.run), '--today', '2026-04-21')
  expect(confirmed.result).toMatchObject({
    confirmed: 0,
    toReview: [
      { code: 'A', reason: 'credits-changed', review: { netBeforeCents: 12_000, netAfterCents: 10_000 } },
    ],
  })
  await expect(run(review, String(draft.run))).rejects.toMatchObject({ key: 'cli.one-decision' })
  const redone = await run(review, String(draft.run), '--redo', '--today', '2026-04-21')
  expect(redone.result).toMatchObject({ decided: 1, nothingLeft: [] })
  const again = await run(confirm, String(redone.result.run), '--today', '2026-04-21')
  expect(again.result).toMatchObject({ confirmed: 1, toReview: [] })
  expect(await levelOf('A-1')).toBe(3)
  const undone = await run(undo, String(redone.result.run), '--reason', 'mauvais client')
  expect(undone.result).toMatchObject({ cancelled: 1 })
  const { rows } = await database.owner.query('select cancel_reason from letters where status = $1', [
    'cancelled',
  ])
  expect(rows).toEqual([{ cancel_reason: 'mauvais client' }])
})
