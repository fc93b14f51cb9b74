import { expect, test } from 'vitest'
import type { Deposit, Heirs } from '#features/imports/deposit-contract.ts'
import { createVisitor } from '../visitor.ts'
import { openDepositWorld, statementFile } from './deposit-world.ts'

const { ask, confirm, database, previewed, send, settled, stateOf, visitors, waiting } =
  await openDepositWorld()

test('who is erased is erased from the imports that wait too, whoever has sent them, files included', async () => {
  const [row] = (
    await database.owner.query(
      `select c.id from customers c join companies o on o.id = c.company_id where c.code = 'P9' and o.code = 'FNAC'`,
    )
  ).rows
  const shown = await previewed(statementFile('2026-03-25', 1_300, 'VERDIER PAUL'))
  const list =
    'Code client;Nom client;Numéro facture;Date facture;Échéance;Montant TTC\nP9;Paul Verdier;V-1;10/01/2026;10/02/2026;50,00\n'
  const { body: unread } = await send<Deposit>('lucie', '/api/imports?fileName=liste.csv', list)
  const { body: theirs } = await send<Deposit>('renaud', '/api/imports?fileName=liste.csv', list)
  const { body: other } = await send<Deposit>(
    'lucie',
    '/api/imports?fileName=autres.csv',
    list.replaceAll('Verdier', 'Dubois').replaceAll('P9', 'P8'),
  )
  visitors.set('anne', await createVisitor(database, { name: 'anne', byCompany: { FNAC: 'administrator' } }))
  const path = `/api/customers/${row.id}/personal-data`
  expect((await ask('anne', 'GET', path)).body).toMatchObject({ goes: { waitingImports: 2 } })
  expect((await ask('anne', 'POST', `${path}/erasure`, { reason: 'demande' })).status).toBe(200)
  const statuses = async (deposits: readonly (readonly [string, string])[]) =>
    await Promise.all(deposits.map(async ([who, id]) => (await ask(who, 'GET', `/api/imports/${id}`)).status))
  expect(
    await statuses([
      ['camille', shown.id],
      ['lucie', unread.id],
    ]),
  ).toEqual([404, 404])
  // What another company's people have sent, and what names nobody erased, waits on.
  expect(
    await statuses([
      ['renaud', theirs.id],
      ['lucie', other.id],
    ]),
  ).toEqual([200, 200])
  expect(waiting()).toBe(2)
  const { rows } = await database.owner.query(
    `select count(*)::int as left from deposits d where d::text ilike '%verdier%' and owner_id <> $1`,
    [visitors.get('renaud')?.actor.userId],
  )
  expect(rows).toEqual([{ left: 0 }])
})

test('its owner gives a deposit to a colleague of the company, who has to see it before confirming', async () => {
  const shown = await previewed(statementFile('2026-03-24', 1_500, 'REMIS'))
  const path = `/api/imports/${shown.id}`
  const nameOf = (who: string) => visitors.get(who)?.actor.userId ?? ''
  const { people } = (await ask<Heirs>('camille', 'GET', `${path}/heirs`)).body
  expect(people.map(({ name }) => name)).toEqual(['anne', 'lucie'])
  // Somebody else's deposit is not to be given, nor taken; a stranger to the company gets none.
  for (const who of ['lucie', 'renaud']) {
    expect((await ask(who, 'GET', `${path}/heirs`)).status, who).toBe(404)
    expect((await ask(who, 'PUT', `${path}/owner`, { person: nameOf(who) })).status, who).toBe(404)
  }
  for (const stranger of ['renaud', 'rose', 'camille'])
    expect((await ask('camille', 'PUT', `${path}/owner`, { person: nameOf(stranger) })).body).toMatchObject({
      key: 'imports.no-heir',
    })
  expect((await ask('camille', 'PUT', `${path}/owner`, { person: nameOf('lucie') })).status).toBe(200)
  expect((await ask('camille', 'GET', path)).status).toBe(404)
  expect((await confirm('camille', shown)).status).toBe(404)
  // What Camille was shown is not what Lucie confirms.
  expect(await stateOf('lucie', shown.id)).toMatchObject({
    ...{ step: 'to-review', preview: null, digest: null, options: { company: 'FNAC' } },
    problem: expect.stringContaining('camille vous a remis cet import'),
  })
  expect((await confirm('lucie', shown)).status).toBe(409)
  await ask('lucie', 'POST', `${path}/preview`, { company: 'FNAC' })
  expect((await confirm('lucie', await settled('lucie', shown.id))).status).toBe(200)
  expect((await settled('lucie', shown.id)).step).toBe('done')
  const { rows } = await database.owner.query(
    `select r.after, l.actor from audit_rows r join audit_links l on l.company_id = r.company_id and l.id = r.link_id
     where r.table_name = 'imports-handed'`,
  )
  expect(rows).toEqual([{ after: { file_name: 'banque.ofx', person: 'lucie' }, actor: 'camille' }])
})

test('a deposit that no preview has given a company, or that is being worked on, is not handed over', async () => {
  const file = statementFile('2026-03-23', 1_700, 'NEUF')
  const { body: fresh } = await send<Deposit>('camille', '/api/imports?fileName=neuf.ofx', file)
  const hand = async () =>
    await ask<{ key: string }>('camille', 'PUT', `/api/imports/${fresh.id}/owner`, {
      person: visitors.get('lucie')?.actor.userId,
    })
  expect(await hand()).toMatchObject({ status: 409, body: { key: 'imports.hand-no-company' } })
  await ask('camille', 'POST', `/api/imports/${fresh.id}/preview`, { company: 'FNAC' })
  await settled('camille', fresh.id)
  const worker = '22222222-2222-4222-8222-222222222222'
  await database.owner.query('insert into workers (id) values ($1)', [worker])
  await database.owner.query(`update deposits set step = 'writing', worker_id = $2 where id = $1`, [
    fresh.id,
    worker,
  ])
  expect(await hand()).toMatchObject({ status: 409, body: { key: 'imports.busy' } })
})
