import { expect, test } from 'vitest'
import type { ErasurePreview } from '#features/personal-data/contract.ts'
import { ERASURE, findAuditFaults } from '#ledger/audit-chain.ts'
import { withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { openServerApp } from '../server-app.ts'
import { buildCompany, contextFor } from '../world.ts'
import { found, openDesk } from './desk.ts'
import { tablesThatSay, unzipped } from './personal-data-left.ts'

// Mme Durand, a client of Lin SARL, asks what is known of her, then asks to be forgotten.

const TODAY = '2026-11-24'
const database = await createTestDatabase()
const server = await openServerApp(database, { today: TODAY })
const camille = server.visit()
await camille.ask('POST', '/api/administrator', {
  name: 'Camille Martin',
  email: 'camille@lin.example',
  password: 'nuage vert lampadaire',
})
const lin = await buildCompany(database, {
  code: 'LIN',
  legalName: 'Lin SARL',
  customers: [
    {
      code: 'DURAND',
      name: 'Mme Durand',
      kind: 'consumer',
      invoices: [{ number: 'FA-101', issuedOn: '2026-09-01', dueOn: '2026-10-01', cents: 12_000 }],
    },
    { code: 'PETIT', name: 'M. Petit', kind: 'consumer' },
  ],
})
const context = contextFor([lin.id], TODAY)
const durand = found(lin.customers.get('DURAND'))
const petit = found(lin.customers.get('PETIT'))
const PHONE = '0612345678'
await database.owner.query(
  `update customers set phone = '${PHONE}', email = 'durand@maison.example' where id = $1`,
  [durand],
)
for (const customer of [durand, petit]) {
  await database.owner.query(
    `insert into customer_contacts (company_id, customer_id, name, phone, created_by) values ($1, $2, 'Son fils Léo', $3, 'x')`,
    [lin.id, customer, PHONE],
  )
  await database.owner.query(
    `insert into customer_events (company_id, customer_id, kind, text, happened_on, created_by)
     values ($1, $2, 'note', 'Est à l''hôpital, rappeler au ${PHONE}', '2026-10-02', 'x')`,
    [lin.id, customer],
  )
  await database.owner.query(
    `insert into dunning_blocks (company_id, customer_id, kind, reason, ends_on, created_by)
     values ($1, $2, 'do-not-remind', 'Hôpital, voir Léo', '2026-10-10', 'x')`,
    [lin.id, customer],
  )
}

/** What the files of the company were told, in those refused and in the one that went in. */
const remark = (message: string) => ({ file: 'clients.csv', line: 3, column: null, message })
const REMARKS = [
  remark('Ligne 3 : « DURAND » n’est pas une date.'),
  remark(`Ligne 4 : « ${PHONE} » n’est pas un montant.`),
  remark('Ligne 5 : « M. Petit » n’est pas une date.'),
  remark('Ligne 6 : le client manque.'),
]
await database.owner.query(
  `insert into refused_imports (company_id, file_name, sha256, kind, issues, created_by)
   values ($1, 'clients.csv', 'a', 'customers', $2, 'x'), ($1, 'reçu de son fils Léo.csv', 'b', 'customers', $3, 'x'),
          ($1, 'autre.csv', 'c', 'customers', $4, 'x')`,
  [lin.id, JSON.stringify(REMARKS), JSON.stringify(REMARKS.slice(3)), JSON.stringify(REMARKS.slice(0, 1))],
)
await database.owner.query(
  `insert into imports (company_id, file_name, sha256, kind, counts, created_by, issues, issue_count)
   values ($1, 'clients.csv', 'd', 'customers', '{}', 'x', $2, 1004)`,
  [lin.id, JSON.stringify(REMARKS)],
)

// What a file left in doubt: a state that names her, and a number she shares with him.
await database.owner.query(
  `with q as (
     insert into import_doubts (company_id, import_id, header_key, doubt_key, kind, value, details, choices, created_by)
     select $1, i.id, 'liste', d.key, d.kind, d.value, d.details::jsonb, '{open,settled}', 'x'
     from imports i, (values ('unknown-state:vu avec mme durand', 'unknown-state', 'Vu avec Mme Durand', '{}'),
       ('unknown-state:classee', 'unknown-state', 'Classée', '{}'),
       ('double-client:fa-1|m. petit|', 'double-client', 'FA-1', '{"customer": "M. Petit", "known": "FA-1 (Mme Durand)"}')
     ) d (key, kind, value, details)
     returning company_id, id, value)
   insert into dunning_blocks (company_id, customer_id, kind, reason, doubt_id, created_by, lifted_at,
     lifted_by)
   select company_id, $2, 'to-confirm', 'Que veut dire « ' || value || ' » ?', id, 'x', now(), 'x' from q where value like 'Vu%'`,
  [lin.id, durand],
)
await database.owner.query(
  `insert into import_mappings (company_id, header_key, mapping, updated_by)
   values ($1, 'liste', '{"answers": {"unknown-state:vu avec mme durand": "open", "unknown-state:classee": "settled"}}', 'x')`,
  [lin.id],
)

/** The lines still told of each file. */
async function linesTold(): Promise<[string, number[]][]> {
  const { rows } = await database.owner.query<{ file: string; lines: number[] }>(
    `select file_name as file, (select array_agg(substring(i->>'message' from '[0-9]+')::int) from jsonb_array_elements(issues) i)
       as lines from (select sha256, file_name, issues from refused_imports union all
         select sha256, 'imported', issues from imports where issue_count = 1000 + jsonb_array_length(issues)) r order by sha256`,
  )
  return rows.map(({ file, lines }) => [file, lines])
}

async function faults() {
  return await withScope(database, context, (tx) => findAuditFaults(tx))
}

test('the export holds all that is known of the client, their letters, and is itself in the journal', async () => {
  await openDesk(database, context).remind('2026-11-20', TODAY, [durand])
  await server.services.archivist.wake()
  await expect
    .poll(
      async () => (await database.owner.query('select from letters where archived_at is not null')).rowCount,
      { timeout: 25_000 },
    )
    .toBe(1)
  const response = await server.app.request(
    `http://localhost:4800/api/customers/${durand}/personal-data/export`,
    {
      headers: {
        host: 'localhost:4800',
        cookie: [...camille.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
    },
  )
  expect(response.headers.get('content-disposition')).toContain(`donnees-${durand}-${TODAY}.zip`)
  const files = await unzipped(new Uint8Array(await response.arrayBuffer()))
  expect([...files.keys()].map((name) => name.replace(/\d+\.pdf/, 'N.pdf'))).toEqual([
    'donnees.json',
    `lettres/${TODAY}-niveau-1-N.pdf`,
  ])
  expect([...files.values()][1]?.subarray(0, 5).toString()).toBe('%PDF-')
  const data = JSON.parse(found(files.get('donnees.json')).toString())
  expect(data.customer).toMatchObject([{ code: 'DURAND', name: 'Mme Durand', phone: PHONE }])
  expect(data.contacts).toMatchObject([{ name: 'Son fils Léo' }])
  expect(data.import_doubts).toMatchObject([{ value: 'Vu avec Mme Durand' }])
  expect(data.exchanges[0].text).toContain('hôpital')
  expect(data.invoices).toMatchObject([{ number: 'FA-101', total_cents: 12_000 }])
  expect(data.letters).toHaveLength(1)
  expect(data.levels).toMatchObject([{ level_before: 1, level_after: 2 }])
  expect(data.journal.at(-1)).toMatchObject({ actor: 'Camille Martin', table_name: 'personal-data-export' })
  expect(JSON.stringify(data)).not.toContain('Petit')
})

test('while an invoice is open nothing is erased, and one is told why', async () => {
  await database.owner.query(
    `insert into credits (company_id, customer_id, kind, number, received_on, currency, amount_cents, source,
       source_key, created_by)
     values ($1, $2, 'payment', 'VIR-7', '2026-11-20', 'EUR', 12000, 'manual', 'test:VIR-7', 'x')`,
    [lin.id, durand],
  )
  const preview = await camille.ask<ErasurePreview>('GET', `/api/customers/${durand}/personal-data`)
  expect(preview.body.plan).toEqual({
    scope: 'refused',
    reasons: [
      { reason: 'open-invoices', count: 1 },
      { reason: 'open-credits', count: 1 },
    ],
  })
  const refused = await camille.ask<{ key: string }>(
    'POST',
    `/api/customers/${durand}/personal-data/erasure`,
    {
      reason: 'Demande du 20 novembre',
    },
  )
  expect([refused.status, refused.body.key]).toEqual([409, 'personal-data.refused-open-invoices'])
  expect(await tablesThatSay(database, PHONE)).toEqual([
    'audit_rows',
    'customer_contacts',
    'customer_events',
    'customers',
    'imports',
    'refused_imports',
  ])
})

test('once settled, what accounts do not need is gone everywhere, the rest stays, and the chain is whole', async () => {
  await database.owner.query(
    `insert into allocations (company_id, instalment_id, credit_id, amount_cents, origin, created_by)
     values ($1, $2, (select id from credits where number = 'VIR-7'), 12000, 'manual', 'x')`,
    [lin.id, lin.instalments.get('FA-101')],
  )
  await database.owner.query(`update instalments set settled_cents = 12000 where settled_cents = 0`)
  await database.owner.query(`update credits set allocated_cents = 12000 where number = 'VIR-7'`)
  const { body: preview } = await camille.ask<ErasurePreview>('GET', `/api/customers/${durand}/personal-data`)
  expect(preview).toEqual({
    plan: { scope: 'contacts', keptUntil: '2037-11-30' },
    goes: {
      contacts: 1,
      exchanges: 1,
      reasons: 2,
      payerNames: 0,
      waitingImports: 0,
      hasEmail: true,
      hasPhone: true,
    },
    stays: { invoices: 1, credits: 1, letters: 1 },
    erasedOn: null,
  })
  const reason = 'Demande du 20 novembre'
  const done = await camille.ask('POST', `/api/customers/${durand}/personal-data/erasure`, { reason })
  expect(done.body).toEqual({ scope: 'contacts' })
  const { rows } = await database.owner.query(`select name, phone, email from customers where id = $1`, [
    durand,
  ])
  expect(rows).toEqual([{ name: 'Mme Durand', phone: null, email: null }])
  // His son Léo is M. Petit's contact as well as hers; the other lines are nobody's, or his.
  expect(await linesTold()).toEqual([
    ['clients.csv', [5, 6]],
    ['imported', [5, 6]],
  ])
  const doubts = await database.owner.query('select value, details from import_doubts order by id')
  expect(doubts.rows).toEqual([
    { value: '…', details: {} },
    { value: 'Classée', details: {} },
    { value: '…', details: { customer: '–', known: '–' } },
  ])
  const answers = await database.owner.query(`select mapping -> 'answers' as answers from import_mappings`)
  expect(answers.rows).toEqual([{ answers: { 'unknown-state:classee': 'settled' } }])
  // M. Petit's are not hers: one contact and one note are left in the tables, and in what the journal says of them.
  const left = await database.owner.query(
    `select customer_id from audit_rows where coalesce(before, after)::text like '%${PHONE}%'`,
  )
  expect([...new Set(left.rows.map(({ customer_id }) => customer_id))]).toEqual([petit])
  expect((await database.owner.query(`select from letters where archived_at is not null`)).rowCount).toBe(1)
  expect(await faults()).toEqual([])
  const { body: journal } = await camille.ask<{ entries: { summary: string; isErased: boolean }[] }>(
    'GET',
    '/api/journal?text=durand&kind=customers',
  )
  expect(journal.entries.filter(({ isErased }) => !isErased)).toEqual([])
  const after = (await camille.ask<ErasurePreview>('GET', `/api/customers/${durand}/personal-data`)).body
  expect(after.erasedOn).not.toBeNull()
})

test('a client without any document is erased whole: nothing says who they were', async () => {
  const done = await camille.ask('POST', `/api/customers/${petit}/personal-data/erasure`, {
    reason: 'Demande',
  })
  expect(done.body).toEqual({ scope: 'whole' })
  expect(await linesTold()).toEqual([
    ['clients.csv', [6]],
    ['imported', [6]],
  ])
  for (const words of ['M. Petit', 'PETIT', 'Léo', PHONE, 'durand@maison.example']) {
    expect(await tablesThatSay(database, words), words).toEqual([])
  }
  expect(await faults()).toEqual([])
  const acts = await database.owner.query(
    `select r.after, l.actor from audit_rows r join audit_links l on l.company_id = r.company_id and l.id = r.link_id
     where r.table_name = $1 and r.customer_id = $2`,
    [ERASURE, petit],
  )
  expect(acts.rows).toMatchObject([
    {
      actor: 'Camille Martin',
      after: { scope: 'whole', contacts: 1, exchanges: 1, reasons: 1, reason: 'Demande' },
    },
  ])
})
