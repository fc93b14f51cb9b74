import { expect, test } from 'vitest'
import type { AuditEntry, AuditPage, AuditPeople, AuditVerification } from '#features/audit/contract.ts'
import { HIDDEN_COLUMNS, RECORDED, SHOWN_COLUMNS } from '#features/audit/server/recorded.ts'
import { addBlock } from '#ledger/blocks.ts'
import { fr } from '#messages/fr/index.ts'
import { withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { openServerApp, type Visit } from '../server-app.ts'
import { buildCompany, contextFor } from '../world.ts'
import { found, openDesk } from './desk.ts'

// Camille, who administers, reads what Lin SARL has done; the facts are made by the rules, told by the routes.

const database = await createTestDatabase()
const server = await openServerApp(database, { today: '2024-11-24' })
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
      name: 'Durand & fils',
      invoices: [
        { number: '2300000001', issuedOn: '2024-09-01', dueOn: '2024-10-01', cents: 120_000, level: 2 },
      ],
    },
    {
      code: 'MOREAU',
      name: 'Moreau',
      invoices: [{ number: '2300000002', issuedOn: '2024-09-01', dueOn: '2024-10-01', cents: 50_000 }],
    },
  ],
})
const user = (await database.owner.query(`select id from users`)).rows[0]
const context = {
  ...contextFor([lin.id], '2024-11-24'),
  actor: { kind: 'user', name: 'Camille Martin', userId: user.id, address: '203.0.113.7' },
} as const
const durand = found(lin.customers.get('DURAND'))

async function read(query = '', visit: Visit = camille): Promise<AuditEntry[]> {
  return (await visit.ask<AuditPage>('GET', `/api/journal${query}`)).body.entries.map((entry) => ({
    ...entry,
    summary: entry.summary.replaceAll(/[\u00a0\u202f]/g, ' '),
  }))
}

function summaries(entries: readonly AuditEntry[]): string[] {
  return entries.map(({ summary }) => summary)
}

test('a block, a run and its levels are told in plain words, with before and after', async () => {
  const block = {
    customerId: durand,
    kind: 'promise',
    reason: 'Virement lundi',
    endsOn: '2024-11-20',
  } as const
  await withScope(database, context, (tx) => addBlock(tx, block, 'Camille Martin'))
  await withScope(database, context, (tx) =>
    tx.updateTable('dunning_blocks').set({ lifted_at: new Date(), lifted_by: 'Camille Martin' }).execute(),
  )
  await openDesk(database, context).remind('2024-11-24', '2024-11-24', [durand])
  const entries = await read('?companies=LIN&text=durand')
  expect(summaries(entries)).toEqual(
    expect.arrayContaining([
      'Durand & fils : lettre de niveau 2 confirmée',
      'Facture 2300000001 : niveau 2 → 3',
      'Durand & fils : mise de côté levée',
      'Durand & fils : règlement promis pour le 20/11/2024',
    ]),
  )
  const level = found(entries.find(({ summary }) => summary.includes('niveau 2 → 3')))
  expect(level).toMatchObject({
    actor: 'Camille Martin',
    address: '203.0.113.7',
    company: 'LIN',
    customer: { code: 'DURAND', name: 'Durand & fils' },
    target: { screen: 'invoice', id: String(lin.invoices.get('2300000001')) },
  })
  expect(level.changes).toContainEqual({ label: 'Niveau après', before: null, after: '3' })
  const lifted = found(entries.find(({ summary }) => summary.includes('levée')))
  expect(lifted.changes.map(({ label, before }) => [label, before])).toEqual([['Levé le', null]])
})

test('one finds by person, subject, period, client and invoice; a page follows the other without a gap', async () => {
  expect(new Set((await read('?kind=blocks')).map(({ summary }) => summary.split(' : ')[1]))).toEqual(
    new Set(['mise de côté levée', 'règlement promis pour le 20/11/2024']),
  )
  expect((await read(`?who=${user.id}&kind=people`)).map(({ summary }) => summary)).toEqual([
    'Connexion (mot de passe)',
  ])
  expect((await read('?companies=LIN&text=2300000002')).map(({ summary }) => summary)).toEqual([
    'Facture 2300000002 : échéance du 01/10/2024, 500,00 €',
    'Facture 2300000002 créée, 500,00 €',
  ])
  expect(await read('?text=personne')).toEqual([])
  expect(await read('?to=2020-01-01')).toEqual([])
  const all = await read('?limit=200')
  expect(await read('?from=2020-01-01&limit=200')).toEqual(all)
  const paged: number[] = []
  let after = ''
  do {
    const { body } = await camille.ask<AuditPage>('GET', `/api/journal?limit=3${after}`)
    paged.push(...body.entries.map(({ id }) => id))
    after = body.next === null ? '' : `&after=${body.next}`
  } while (after !== '')
  expect(paged).toEqual(all.map(({ id }) => id))
  const { people } = (await camille.ask<AuditPeople>('GET', '/api/journal-people')).body
  expect(people.map(({ name }) => name).sort()).toEqual([
    'Camille Martin',
    'Relances lui-même, ou un visiteur',
  ])
})

test('the export is itself recorded, and no text of it is a formula', async () => {
  await withScope(database, context, (tx) =>
    tx.updateTable('customers').set({ town: '=1+1' }).where('id', '=', durand).execute(),
  )
  const { body } = await camille.ask<string>('GET', '/api/journal-exports?format=csv')
  const [head = '', first = ''] = body.split('\r\n')
  expect(head).toContain('Date et heure (Paris);Qui;Depuis;Entreprise;Quoi')
  expect(first).toContain('journal-2024-11-24.csv')
  expect(body).not.toMatch(/;=|\r\n=/)
  expect(summaries(await read('?kind=personal-data'))).toEqual([
    'Liste sortie en fichier : journal-2024-11-24.csv',
  ])
})

test('an administrator of one company reads that company, and neither the others nor the installation', async () => {
  await buildCompany(database, {
    code: 'SOIE',
    legalName: 'Soie SARL',
    customers: [{ code: 'P', name: 'Petit' }],
  })
  const roles = [{ company: 'SOIE', role: 'administrator' }]
  const { body } = await camille.ask<{ link: { url: string } }>('POST', '/api/users', {
    name: 'Samir Petit',
    email: 'samir@soie.example',
    roleEverywhere: null,
    roles,
  })
  const samir = server.visit()
  await samir.ask('POST', `/api/links/${body.link.url.split('/').at(-1)}`, {
    password: 'brouette sous la pluie',
  })
  const seen = await read('?limit=200', samir)
  expect(new Set(seen.map(({ company }) => company))).toEqual(new Set(['SOIE']))
  expect(summaries(seen)).toContain('Samir Petit : rôle « administrateur » donné')
  expect((await samir.ask('GET', '/api/journal?companies=LIN')).status).toBe(403)
})

test('a verification begun on the screen says intact, then names what was altered', async () => {
  const state = async () => (await camille.ask<AuditVerification>('GET', '/api/journal-verification')).body
  const verify = async () => {
    expect((await camille.ask('POST', '/api/journal-verification')).status).toBe(200)
    await server.services.verifier.settled()
    return await state()
  }
  expect(await state()).toEqual({ isRunning: false, last: null })
  expect(await verify()).toMatchObject({
    isRunning: false,
    last: { by: 'Camille Martin', isIntact: true, faults: [] },
  })
  await database.owner.query(`begin; set local session_replication_role = replica;
    update audit_rows set after = '{"town": "Vichy"}' where after ->> 'town' = '=1+1'; commit`)
  const altered = await verify()
  expect(altered.last?.isIntact).toBe(false)
  expect(altered.last?.faults).toEqual([expect.stringMatching(/^La ligne \d+ du maillon \d+ a été modifiée/)])
})

test('whatever the database records has its family, its sentence and the name of each of its columns', async () => {
  const { rows } = await database.owner.query<{ name: string; event: string; columns: string[] }>(
    `select c.relname as name, substr(t.tgname, 7) as event,
       (select array_agg(attname::text) from pg_attribute a where a.attrelid = c.oid and attnum > 0 and not attisdropped
         and attname <> all ((string_to_array(encode(t.tgargs, 'escape'), '\\000'))[2]::text[])) as columns
     from pg_trigger t join pg_class c on c.oid = t.tgrelid
     where t.tgname in ('audit_insert', 'audit_update', 'audit_delete')
       and has_table_privilege('relances_app', c.oid, substr(t.tgname, 7))`,
  )
  const families = Object.values(RECORDED).flat()
  expect(rows.map(({ name }) => name).filter((name) => !families.includes(name))).toEqual([])
  // An update may have only the sentences of what it is about: "lifted", "cancelled".
  const keys = Object.keys(fr)
  const isSaid = ({ name, event }: { readonly name: string; readonly event: string }) =>
    keys.some((key) => key === `journal.did-${name}-${event}`) ||
    (event === 'update' && keys.some((key) => key.startsWith(`journal.did-${name}-`) && key.includes('_at')))
  expect(rows.filter((row) => !isSaid(row)).map(({ name, event }) => `${event} ${name}`)).toEqual([])
  const named = [...SHOWN_COLUMNS, ...HIDDEN_COLUMNS] as readonly string[]
  const columns = [...new Set(rows.flatMap((row) => row.columns))]
  expect(columns.filter((column) => !named.includes(column)).sort()).toEqual([])
  expect(SHOWN_COLUMNS.filter((column) => !(`journal.field-${column}` in fr))).toEqual([])
})
