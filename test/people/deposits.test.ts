import { readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Deposit } from '#features/imports/deposit-contract.ts'
import type { ImportJobRows } from '#features/imports/past-imports-contract.ts'
import { sweepDeposits } from '#features/imports/server/sweep-deposits.ts'
import { allocateByHand } from '../database/import-hand.ts'
import { openDepositWorld, statementFile, TODAY } from './deposit-world.ts'

const {
  ask,
  blobFolder,
  confirm,
  database,
  discard,
  first,
  previewed,
  rowsOf,
  second,
  send,
  settled,
  stateOf,
  visitors,
  waiting,
} = await openDepositWorld()

// Camille manages the books of FNAC and sends its bank statement. Renaud manages LAMBERT's, on the same server, and
// tries to read it, to send it into his own books, to add a forged statement to it after its preview, to throw it
// away.

const OTHERS = ['lucie', 'renaud', 'rose']

test('nobody else finds a deposit: neither a manager of its own company, nor one of another, nor a reader', async () => {
  const { id, files, digest } = await previewed()
  const forged = statementFile('2026-03-30', 34_000, 'F-2')
  for (const who of OTHERS) {
    const rows = (await ask<ImportJobRows>(who, 'GET', '/api/import-jobs')).body.rows ?? []
    expect(rows, who).toEqual([])
    const refused = who === 'rose' ? 403 : 404
    const statusOf = async (method: string, path: string, body?: unknown) =>
      (await ask(who, method, `/api/imports/${id}${path}`, body)).status
    expect(await statusOf('GET', ''), who).toBe(refused)
    expect(await statusOf('POST', '/preview', { company: 'LAMBERT' }), who).toBe(refused)
    expect(await statusOf('POST', '/confirmation', { digest }), who).toBe(refused)
    expect(await statusOf('DELETE', `/files/${files[0]?.id}`), who).toBe(refused)
    expect(await statusOf('DELETE', ''), who).toBe(refused)
    expect((await send(who, `/api/imports/${id}/files?fileName=faux.ofx`, forged)).status, who).toBe(refused)
  }
  expect(await stateOf('camille', id)).toMatchObject({ step: 'previewed', digest, files })
  expect(await rowsOf('bank_movements')).toBe(0)
  await discard(id)
  expect(waiting()).toBe(0)
})

test('a file added after the preview is not imported unseen, whoever adds it', async () => {
  const shown = await previewed()
  const forged = statementFile('2026-03-31', 34_000, 'F-2')
  await send('camille', `/api/imports/${shown.id}/files?fileName=suite.ofx`, forged)
  expect(await confirm('camille', shown)).toMatchObject({
    status: 409,
    body: { key: 'imports.files-changed' },
  })
  const changed = await stateOf('camille', shown.id)
  expect(changed).toMatchObject({ step: 'to-review', preview: null, digest: null, deposit: { files: 2 } })
  expect(await rowsOf('bank_movements')).toBe(0)
  // One file taken away again: what is left must be shown too.
  const [, added] = changed.files
  await ask('camille', 'DELETE', `/api/imports/${shown.id}/files/${added?.id}`)
  expect(await confirm('camille', shown)).toMatchObject({ status: 409 })
  expect(waiting()).toBe(1)
  await discard(shown.id)
})

test('a preview made since in another window is not what this one confirms', async () => {
  const shown = await previewed()
  await ask('camille', 'POST', `/api/imports/${shown.id}/preview`, { company: 'FNAC', term: '30 jours' })
  const other = await settled('camille', shown.id)
  expect(other).toMatchObject({ step: 'previewed' })
  expect(await confirm('camille', shown)).toMatchObject({
    status: 409,
    body: { key: 'imports.other-preview' },
  })
  await discard(shown.id)
})

test('a file changed in the store itself is not imported', async () => {
  const shown = await previewed()
  const [name = ''] = readdirSync(join(blobFolder, 'deposits'))
  await first.services.deposits.remove([name])
  expect((await confirm('camille', shown)).status).toBe(200)
  const state = await settled('camille', shown.id)
  expect(state).toMatchObject({ step: 'failed', problem: expect.stringContaining('banque.ofx') })
  expect(await rowsOf('bank_movements')).toBe(0)
  await discard(shown.id)
})

test('an import by somebody else in between asks for another look', async () => {
  const shown = await previewed()
  const list =
    'Code client;Nom client;Numéro facture;Date facture;Échéance;Montant TTC\nC9;Durand;F-9;10/01/2026;10/02/2026;50,00\n'
  const { body: theirs } = await send<Deposit>('lucie', '/api/imports?fileName=liste.csv', list)
  await ask('lucie', 'POST', `/api/imports/${theirs.id}/preview`, { company: 'FNAC' })
  await confirm('lucie', await settled('lucie', theirs.id))
  expect((await settled('lucie', theirs.id)).step).toBe('done')
  expect((await confirm('camille', shown)).status).toBe(200)
  const state = await settled('camille', shown.id)
  expect(state).toMatchObject({ step: 'to-review', problem: expect.stringContaining('Un autre import') })
  expect(await rowsOf('bank_movements')).toBe(0)
  await ask('camille', 'POST', `/api/imports/${shown.id}/preview`, { company: 'FNAC' })
  await confirm('camille', await settled('camille', shown.id))
  expect((await settled('camille', shown.id)).step).toBe('done')
  expect(await rowsOf('bank_movements')).toBe(1)
  expect(waiting()).toBe(0)
})

test('any process answers for a deposit: sent to one, read by the other, confirmed on the first', async () => {
  const file = statementFile('2026-03-29', 500, 'ACOMPTE')
  const { body: deposit } = await send<Deposit>('camille', '/api/imports?fileName=autre.ofx', file)
  await ask('camille', 'POST', `/api/imports/${deposit.id}/preview`, { company: 'FNAC' }, second)
  const shown = await settled('camille', deposit.id, first)
  expect(shown).toMatchObject({
    step: 'previewed',
    options: { company: 'FNAC' },
    deposit: { kind: 'statements' },
  })
  expect((await confirm('camille', shown, first)).status).toBe(200)
  expect(await settled('camille', deposit.id, second)).toMatchObject({ step: 'done' })
})

test('a process that dies at its work leaves nothing half-written, and its deposit to its owner', async () => {
  const shown = await previewed(statementFile('2026-03-28', 700, 'ARRHES'))
  const before = await rowsOf('bank_movements')
  const dead = '00000000-0000-4000-8000-000000000000'
  await database.owner.query(`update deposits set step = 'writing', worker_id = $2 where id = $1`, [
    shown.id,
    dead,
  ])
  expect(await stateOf('camille', shown.id)).toMatchObject({
    step: 'to-review',
    problem: expect.stringContaining('rien n’a été écrit'),
  })
  expect((await confirm('camille', shown)).status).toBe(409)
  expect(await rowsOf('bank_movements')).toBe(before)
  await ask('camille', 'POST', `/api/imports/${shown.id}/preview`, { company: 'FNAC' })
  expect((await settled('camille', shown.id)).step).toBe('previewed')
  await discard(shown.id)
})

test('who has lost the company has lost the deposit', async () => {
  const shown = await previewed(statementFile('2026-03-27', 900, 'SOLDE'))
  const camille = visitors.get('camille')
  if (!camille) throw new Error('Camille is known')
  visitors.set('camille', {
    ...camille,
    rights: { roles: { everywhere: null, byCompany: { LAMBERT: 'manager' } }, scopes: null },
  })
  expect((await ask('camille', 'GET', `/api/imports/${shown.id}`)).status).toBe(404)
  expect((await confirm('camille', shown)).status).toBe(404)
  visitors.set('camille', camille)
  await discard(shown.id)
})

test('an abandoned deposit is erased after seven days, which is said before; what is under way stays', async () => {
  const file = statementFile('2026-03-26', 1_100, 'OUBLI')
  const [abandoned, kept] = [await previewed(file), await previewed(file)]
  await database.owner.query(`update deposits set touched_at = '2026-03-20T12:00:00+01' where id = $1`, [
    abandoned.id,
  ])
  expect((await stateOf('camille', abandoned.id)).expiresOn).toBe('2026-03-27')
  const { rows } = (await ask<ImportJobRows>('camille', 'GET', '/api/import-jobs')).body
  expect(rows.find(({ id }) => id === abandoned.id)).toMatchObject({
    fileName: 'banque.ofx',
    expiresOn: '2026-03-27',
  })
  // A death in the middle of a deposit leaves a file that no row names.
  const stray = join(blobFolder, 'deposits', '11111111-1111-4111-8111-111111111111')
  writeFileSync(stray, file)
  utimesSync(stray, 0, 0)
  const before = waiting()
  await sweepDeposits({ database, deposits: first.services.deposits, today: TODAY })
  expect((await ask('camille', 'GET', `/api/imports/${abandoned.id}`)).status).toBe(404)
  expect(waiting()).toBe(before - 2)
  expect((await confirm('camille', await stateOf('camille', kept.id))).status).toBe(200)
  expect((await settled('camille', kept.id)).step).toBe('done')
})

test('a payment received in between asks for another look only where it changes what the list writes', async () => {
  const head = 'Code client;Nom client;Numéro facture;Date facture;Échéance;Montant TTC;Reste dû\n'
  const shownList = async (rows: string) => {
    const { body } = await send<Deposit>('lucie', '/api/imports?fileName=liste.csv', head + rows)
    await ask('lucie', 'POST', `/api/imports/${body.id}/preview`, { company: 'FNAC' })
    return await settled('lucie', body.id)
  }
  const F1 = 'C1;Garage Martin;F-1;10/01/2026;10/02/2026;120,00;'
  const added = await shownList(`${F1}120,00\nC1;Garage Martin;F-3;10/01/2026;10/02/2026;50,00;50,00\n`)
  await database.owner.query(
    `insert into credits (company_id, customer_id, kind, currency, received_on, amount_cents, source, source_key, created_by)
     select company_id, id, 'payment', 'EUR', '2026-03-30', 3000, 'manual', 'by hand', 'Camille' from customers
     where code = 'C1' and company_id = (select id from companies where code = 'FNAC')`,
  )
  await confirm('lucie', added)
  expect(await settled('lucie', added.id)).toMatchObject({ step: 'done' })
  const settling = await shownList(`${F1}20,00\nC1;Garage Martin;F-3;10/01/2026;10/02/2026;50,00;50,00\n`)
  await allocateByHand(database, 'FNAC', 'F-1', 1_000)
  await confirm('lucie', settling)
  expect(await settled('lucie', settling.id)).toMatchObject({ step: 'to-review' })
})
