// Over 300 lines because what is recorded and how it may be tampered with are told of one and the same company.
import { Kysely, PostgresDialect, sql } from 'kysely'
import { expect, test } from 'vitest'
import { type AuditFault, findAuditFaults, readAuditHeads } from '#ledger/audit-chain.ts'
import { addBlock } from '#ledger/blocks.ts'
import { cancelImport } from '#ledger/cancel-import.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import type { Tables } from '#platform/tables.ts'
import { createTestDatabase } from '../database.ts'
import { found, openDesk } from '../stories/desk.ts'
import { buildCompany, contextFor } from '../world.ts'
import { importText } from './import-world.ts'

const database = await createTestDatabase()
const company = await buildCompany(database, {
  code: 'LIN',
  legalName: 'Lin SARL',
  customers: [
    {
      code: 'DURAND',
      name: 'Durand & fils',
      postcode: '63000',
      town: 'Clermont-Ferrand',
      invoices: [{ number: 'FA-101', issuedOn: '2024-09-01', dueOn: '2024-10-01', cents: 120_000 }],
    },
  ],
})
const context = {
  ...contextFor([company.id], '2024-11-24'),
  actor: { kind: 'user', name: 'Camille Martin', userId: 'camille', address: '203.0.113.7' },
} as const
await database.owner.query(`insert into users (id, name, email, role_everywhere)
  values ('camille', 'Camille Martin', 'camille@lin.example', 'administrator')`)
const durand = found(company.customers.get('DURAND'))

async function rowsOf(table: string, companyId = company.id) {
  const { rows } = await database.owner.query(
    `select r.operation, r.before, r.after, r.customer_id, r.invoice_id, l.actor, l.actor_kind, l.user_id, l.address
     from audit_rows r join audit_links l on l.company_id = r.company_id and l.id = r.link_id
     where r.table_name = $1 and r.company_id = $2 order by r.id`,
    [table, companyId],
  )
  return rows
}

async function faults(): Promise<AuditFault[]> {
  return await withScope(database, context, (tx) => findAuditFaults(tx))
}

async function setTown(town: string): Promise<void> {
  await withScope(database, context, (tx) =>
    tx.updateTable('customers').set({ town, updated_by: 'x' }).where('id', '=', durand).execute(),
  )
}

test('a change says who, from where, and only what changed, before and after', async () => {
  await setTown('Riom')
  expect((await rowsOf('customers')).at(-1)).toEqual({
    operation: 'update',
    before: { town: 'Clermont-Ferrand' },
    after: { town: 'Riom' },
    customer_id: durand,
    invoice_id: null,
    actor: 'Camille Martin',
    actor_kind: 'user',
    user_id: 'camille',
    address: '203.0.113.7',
  })
  const before = (await rowsOf('customers')).length
  await setTown('Riom')
  expect(await rowsOf('customers')).toHaveLength(before)
})

test('a block, a confirmed run and its levels are written, each under its client and invoice', async () => {
  const block = { customerId: durand, kind: 'dispute', reason: 'Colis cassé', endsOn: '2024-11-25' } as const
  await withScope(database, context, (tx) => addBlock(tx, block, 'Camille Martin'))
  expect((await rowsOf('dunning_blocks')).at(-1)).toMatchObject({
    after: { kind: 'dispute', reason: 'Colis cassé' },
    customer_id: durand,
  })
  await withScope(database, context, (tx) =>
    tx.updateTable('dunning_blocks').set({ lifted_at: new Date(), lifted_by: 'Camille Martin' }).execute(),
  )
  await openDesk(database, context).remind('2024-11-24', '2024-11-24')
  expect((await rowsOf('letters')).map(({ after }) => after.status)).toEqual(['confirmed'])
  expect((await rowsOf('runs')).map(({ after }) => after.status)).toEqual(['confirmed'])
  expect((await rowsOf('reminder_events')).at(-1)).toMatchObject({
    after: { level_before: 1, level_after: 2 },
    customer_id: durand,
    invoice_id: company.invoices.get('FA-101'),
  })
  expect(await faults()).toEqual([])
})

test('an import, and its cancellation, speak for their thousands of rows, with the hash of the file', async () => {
  const list = `Client;Nom;Facture;Date;Échéance;Montant TTC
C1;Moreau;F-1;01/09/2024;01/10/2024;120,00
C2;Petit;F-2;02/09/2024;02/10/2024;80,00`
  await importText(database, list, { name: 'factures.csv' })
  const [imported] = (
    await database.owner.query('select id, company_id, sha256 from imports order by id desc limit 1')
  ).rows
  // Written when it begins, with the hash; completed when it ends, with the counts.
  const written = await rowsOf('imports', imported.company_id)
  expect(written.map(({ operation }) => operation)).toEqual(['insert', 'update'])
  expect(written[0]?.after.sha256).toBe(imported.sha256)
  expect(await rowsOf('invoices', imported.company_id)).toEqual([])
  await withScope(database, contextFor([imported.company_id], '2024-11-24'), (tx) =>
    cancelImport(tx, imported.id, { actor: 'Camille', today: '2026-11-30' }),
  )
  expect((await rowsOf('imports', imported.company_id)).at(-1)).toMatchObject({
    operation: 'update',
    after: { cancelled_by: 'Camille' },
  })
  expect(await rowsOf('invoices', imported.company_id)).toEqual([])
})

test('twenty transactions at once make twenty links, without a gap; a failed one leaves nothing', async () => {
  const head = async () => (await withScope(database, context, readAuditHeads)).find(isOfCompany)
  const { number: before } = found(await head())
  await Promise.all(Array.from({ length: 20 }, (_, index) => setTown(`Ville ${index}`)))
  await expect(
    withScope(database, context, async (tx) => {
      await tx.updateTable('customers').set({ town: 'Nulle part', updated_by: 'x' }).execute()
      throw new Error('half-way')
    }),
  ).rejects.toThrow('half-way')
  expect(found(await head()).number).toBe(before + 20)
  expect(await faults()).toEqual([])
})

test('what a savepoint takes back is not written, and what follows is', async () => {
  await withScope(database, context, async (tx) => {
    await sql`savepoint attempt`.execute(tx)
    await tx.updateTable('customers').set({ town: 'Annulée', updated_by: 'x' }).execute()
    await sql`rollback to savepoint attempt`.execute(tx)
    await tx.updateTable('customers').set({ town: 'Thiers', updated_by: 'x' }).execute()
  })
  const towns = (await rowsOf('customers')).map(({ after }) => after.town)
  expect(towns).not.toContain('Annulée')
  expect(towns.at(-1)).toBe('Thiers')
  expect(await faults()).toEqual([])
})

test('transactions over the same companies, in opposite orders, do not wait for each other', async () => {
  const other = await buildCompany(database, {
    code: 'SOIE',
    legalName: 'Soie SARL',
    customers: [{ code: 'M', name: 'Moreau' }],
  })
  const both = contextFor([company.id, other.id], '2024-11-24')
  const rename = (ids: readonly number[]) =>
    withScope(database, both, async (tx) => {
      for (const id of ids) {
        await sql`insert into company_closures (company_id, first_on, last_on, label)
          values (${id}, '2024-12-24', '2024-12-24', '') on conflict do nothing`.execute(tx)
        await sql`insert into customer_events (company_id, customer_id, kind, text, happened_on, created_by)
          select company_id, id, 'note', 'Bonjour', '2024-11-24', 'x' from customers where company_id = ${id}
        `.execute(tx)
      }
    })
  await rename([company.id, other.id])
  await Promise.all(
    [1, 2, 3, 4].map((turn) => rename(turn % 2 ? [company.id, other.id] : [other.id, company.id])),
  )
  expect(await faults()).toEqual([])
})

test('secrets are not written', async () => {
  await database.owner.query(`insert into sign_in_methods (id, user_id, provider_id, account_id, password)
    values ('m1', 'camille', 'credential', 'camille', 'hash-of-a-password')`)
  await database.owner.query(`update sign_in_methods set password = 'another-hash' where id = 'm1'`)
  const rows = await rowsOf('sign_in_methods', 0)
  expect(rows.map(({ operation, after }) => [operation, after.password])).toEqual([
    ['insert', '•'],
    ['update', '•'],
  ])
  expect(JSON.stringify(rows)).not.toMatch(/hash/)
})

test('the application can neither write, change nor remove what was recorded', async () => {
  for (const attempt of [
    `update audit_rows set after = '{}'`,
    'delete from audit_rows',
    'truncate audit_links',
    `update audit_heads set number = 0`,
    `insert into audit_heads (company_id) values (99)`,
    'select audit_link(1)',
  ]) {
    await expect(
      withScope(database, context, (tx) => sql.raw(attempt).execute(tx)),
      attempt,
    ).rejects.toThrow('permission denied')
  }
  await expect(database.owner.query('delete from audit_rows')).rejects.toThrow('append-only')
  await expect(database.owner.query(`update audit_links set actor = 'x'`)).rejects.toThrow('append-only')
})

test('every table is audited, or is named here with its reason', async () => {
  const { rows } = await database.owner.query(
    `select c.relname as name from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
       and not exists (select from pg_trigger t
         where t.tgrelid = c.oid and t.tgname in ('audit_insert', 'audit_update', 'audit_delete'))
     order by 1`,
  )
  expect(rows.map(({ name }) => name)).toEqual(UNAUDITED)
})

const UNAUDITED = [
  // Counts of tries, in hashes, for a few minutes.
  'attempts',
  // They hold themselves by their chain.
  'audit_heads',
  'audit_links',
  'audit_rows',
  // What a message outside the levels speaks of: written with it, and its row is audited.
  'courtesy_items',
  // What clients owe, kept summed: counted from rows that are audited.
  'customer_sums',
  // Imports under way, before anything is written.
  'deposit_files',
  'deposits',
  'due_sums',
  // The bytes of statuses, which are audited themselves.
  'e_invoice_status_files',
  // What was answered to a request sent twice, encrypted, for a day.
  'idempotency_keys',
  // What an import found: written with it, and its row is audited.
  'import_changes',
  // A convenience of the import screen.
  'import_mappings',
  // Where the store of documents is: of the machine, not of the books.
  'installation_marks',
  'job_leases',
  // Published by the Banque de France, and written by migrations only.
  'legal_rates',
  // Content of a draft, frozen in the archived letter.
  'letter_items',
  // That one was made is a note, with the person; that it was used is the password it sets.
  'links',
  // What a merge moved or made: written with it, its row is audited, and so are the rows it moved.
  'merge_changes',
  'one_time_values',
  // Why a file was refused: nothing of it is in the books.
  'refused_imports',
  'schema_migrations',
  // Signing in and out are notes, with the way, and the failures that no table has.
  'sessions',
  // What was found by looks at a source, and imported: the imports are audited.
  'source_files',
  'source_looks',
  // What a transaction under way has changed of the sums.
  'sum_changes',
  // What there is to tell others, and what came of it: copies of rows that are audited themselves.
  'webhook_deliveries',
  'webhook_events',
  // Which processes are alive.
  'workers',
]

/** Tampers as the superuser would, triggers silenced, and says what verification finds; then takes it back. */
async function tamperedWith(
  statement: string,
  heads?: Parameters<typeof findAuditFaults>[1],
): Promise<AuditFault[]> {
  const owner = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: database.owner }) })
  let faults: AuditFault[] = []
  const undone = owner.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx)
    await sql.raw(statement).execute(tx)
    faults = await findAuditFaults(tx as unknown as ScopedTransaction, heads)
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  return faults.filter(isOfCompany)
}

const OF = `company_id = ${company.id}`
const LAST = `(select max(number) from audit_links where ${OF})`

test('a row altered, removed or moved is found, and where', async () => {
  const { rows } = await database.owner.query(
    `select r.id, l.number, l.row_count from audit_rows r join audit_links l on l.id = r.link_id
     where r.after ->> 'town' = 'Riom'`,
  )
  const riom = found(rows[0])
  const whose = { companyId: company.id }
  expect(
    await tamperedWith(`update audit_rows set after = '{"town": "Vichy"}' where id = ${riom.id}`),
  ).toEqual([{ ...whose, kind: 'row-altered', link: riom.number, row: riom.id }])
  // With a hash made up to fit, it is the link that no longer does.
  expect(
    await tamperedWith(`update audit_rows set after = '{"town": "Vichy"}' where id = ${riom.id};
      update audit_rows r set content_sha256 = audit_content_digest(r) where id = ${riom.id};
      update audit_rows r set sha256 = audit_row_digest(r) where id = ${riom.id}`),
  ).toEqual([{ ...whose, kind: 'rows-differ', link: riom.number, expected: 1, found: 1 }])
  expect(await tamperedWith(`delete from audit_rows where id = ${riom.id}`)).toEqual([
    { ...whose, kind: 'rows-differ', link: riom.number, expected: 1, found: 0 },
  ])
  expect(
    await tamperedWith(`update audit_rows set id = 1000000 - id where ${OF} and link_id =
      (select link_id from audit_rows where ${OF} group by link_id having count(*) > 1 limit 1)`),
  ).toContainEqual(expect.objectContaining({ kind: 'rows-differ' }))
})

test('a content made to look erased is found: no act of the chain erased it', async () => {
  const { rows } = await database.owner.query(`select id from audit_rows where after ->> 'town' = 'Riom'`)
  const { id } = found(rows[0])
  expect(
    await tamperedWith(
      `update audit_rows set before = null, after = null, salt = null, erased_by = 1 where id = ${id}`,
    ),
  ).toEqual([{ companyId: company.id, kind: 'erasure-differs', act: 1, expected: 0, found: 1 }])
  expect((await tamperedWith(`update audit_rows set after = null where id = ${id}`)).map(kindOf)).toEqual([
    'row-altered',
  ])
})

test('a link altered, removed or reordered is found, and where', async () => {
  expect(await tamperedWith(`update audit_links set actor = 'Un autre' where ${OF} and number = 2`)).toEqual([
    { companyId: company.id, kind: 'link-altered', link: 2 },
  ])
  expect(
    await tamperedWith(`update audit_links set actor = 'Un autre' where ${OF} and number = 2;
      update audit_links l set sha256 = audit_link_digest(l) where ${OF} and number = 2`),
  ).toEqual([{ companyId: company.id, kind: 'chain-broken', link: 3 }])
  const removed = await tamperedWith(`delete from audit_links where ${OF} and number = 2`)
  expect(removed.map(({ kind }) => kind)).toEqual(['rows-without-link', 'chain-broken'])
  const swapped =
    await tamperedWith(`update audit_links set number = -number where ${OF} and number in (2, 3);
    update audit_links set number = 5 + number where ${OF} and number < 0`)
  expect(swapped.map(({ kind }) => kind)).toContain('link-altered')
})

test('a tail cut off is found by the head; with the head rewritten too, by what was noted outside', async () => {
  const heads = (await withScope(database, context, readAuditHeads)).filter(isOfCompany)
  const cut = `delete from audit_rows where ${OF} and link_id =
      (select id from audit_links where ${OF} and number = ${LAST});
    delete from audit_links where ${OF} and number = ${LAST}`
  expect((await tamperedWith(cut)).map(({ kind }) => kind)).toEqual(['end-differs'])
  const rewritten = `${cut}; update audit_heads h set number = l.number, sha256 = l.sha256
    from audit_links l where h.${OF} and l.${OF} and l.number = ${LAST}`
  expect(await tamperedWith(rewritten)).toEqual([])
  expect((await tamperedWith(rewritten, heads)).map(({ kind }) => kind)).toEqual(['witness-differs'])
  expect(await tamperedWith('select 1', heads)).toEqual([])
})

test('an archived letter is the one the chain knows', async () => {
  const sha256 = 'a'.repeat(64)
  await withScope(database, context, (tx) =>
    tx.updateTable('letters').set({ archive_sha256: sha256, archived_at: new Date() }).execute(),
  )
  expect(await faults()).toEqual([])
  const other = await tamperedWith(`update letters set archive_sha256 = '${'b'.repeat(64)}' where ${OF}`)
  expect(other).toEqual([{ companyId: company.id, kind: 'letter-differs', letter: expect.any(Number) }])
  const none = await tamperedWith(`update letters set archive_sha256 = null where ${OF}`)
  expect(none.map(({ kind }) => kind)).toEqual(['letter-differs'])
})

function kindOf({ kind }: AuditFault): string {
  return kind
}

function isOfCompany({ companyId }: { readonly companyId: number }): boolean {
  return companyId === company.id
}
