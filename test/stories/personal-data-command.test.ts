import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { personalData } from '#cli/personal-data.ts'
import { findAuditFaults } from '#ledger/audit-chain.ts'
import { withScope } from '#platform/scoped.ts'
import { createTestDatabase, ownerUrl } from '../database.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { buildCompany, contextFor } from '../world.ts'
import { found } from './desk.ts'
import { tablesThatSay, unzipped } from './personal-data-left.ts'

// Mme Moreau's data are asked for and erased by whoever keeps the machine, at its command line.

const TODAY = '2026-11-24'
const database = await createTestDatabase()
const lin = await buildCompany(database, { code: 'LIN', legalName: 'Lin SARL', customers: [] })
const folder = temporaryFolder()
const file = join(folder, 'moreau.zip')
const moreau = ['MOREAU', '--company', 'LIN']

/** What the command answers: its code, and the JSON it prints. */
async function run(...args: string[]) {
  vi.stubEnv('DATABASE_URL', ownerUrl(database))
  vi.stubEnv('RELANCES_DATA', folder)
  vi.stubEnv('RELANCES_TODAY', TODAY)
  vi.stubEnv('RELANCES_LOG', 'silent')
  const printed: string[] = []
  const io = { out: (text: string) => void printed.push(text), err: () => undefined }
  try {
    const code = await personalData([...args, '--json'], io)
    return { code, result: JSON.parse(printed.join('')) }
  } finally {
    vi.unstubAllEnvs()
  }
}

test('a client is exported, never over another file, then told what would go, then erased with a reason', async () => {
  await database.owner.query(
    `insert into customers (company_id, code, name, kind, phone, created_by, updated_by)
     values ($1, 'MOREAU', 'Mme Moreau', 'consumer', '0699887766', 'x', 'x')`,
    [lin.id],
  )
  expect(await run('export', ...moreau, '--out', file)).toEqual({ code: 0, result: { file } })
  const data = JSON.parse(found((await unzipped(readFileSync(file))).get('donnees.json')).toString())
  expect(data.customer).toMatchObject([{ code: 'MOREAU', phone: '0699887766' }])
  const refusals = [
    ['cli.file-exists', ['export', ...moreau, '--out', file]],
    ['cli.file-not-writable', ['export', ...moreau, '--out', join(folder, 'absent', 'moreau.zip')]],
    ['cli.missing-option', ['erase', ...moreau, '--confirm']],
    ['cli.personal-data-usage', ['forget', ...moreau]],
  ] as const
  for (const [key, args] of refusals) await expect(run(...args), key).rejects.toMatchObject({ key })

  const preview = await run('erase', ...moreau)
  expect(preview).toMatchObject({ code: 0, result: { customer: 'MOREAU', goes: { hasPhone: true } } })
  expect(await tablesThatSay(database, '0699887766')).toContain('customers')
  const done = await run('erase', ...moreau, '--reason', 'Demande du 23 novembre', '--confirm')
  expect(done).toMatchObject({ code: 0, result: { customer: 'MOREAU' } })
  expect(await tablesThatSay(database, '0699887766')).toEqual([])
  expect(await withScope(database, contextFor([lin.id], TODAY), (tx) => findAuditFaults(tx))).toEqual([])
  const { rows } = await database.owner.query(
    `select r.table_name, l.actor from audit_rows r
     join audit_links l on l.company_id = r.company_id and l.id = r.link_id
     where r.operation = 'note' and l.actor = 'ligne de commande' order by r.id`,
  )
  // What was put together and could not be written is on record too: it had been read.
  expect(rows.map(({ table_name }) => table_name)).toEqual([
    ...Array.from({ length: 3 }, () => 'personal-data-export'),
    'personal-data-erasure',
  ])
})
