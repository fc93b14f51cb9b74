import { describe, expect, test } from 'vitest'
import { listLettersOfRun } from '#features/runs/server/letter-store.ts'
import { listPrintParts } from '#features/runs/server/print-run.ts'
import { readRun, takeOutCustomer } from '#features/runs/server/store.ts'
import { withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { startMailServer } from '../mail-server.ts'
import { instalment } from './company-desk.ts'
import { found } from './desk.ts'
import { DUPONT, DURAND, LETTER_ON, MARTIN, ON, openOutboxes } from './outbox-desk.ts'

const database = await createTestDatabase()
const { open } = openOutboxes(database)

describe('taking a client out of a draft', () => {
  test('the letter and the e-mail go with them: not printed, not confirmed, not sent, no level moved', async () => {
    const { server } = await startMailServer()
    const chene = await open([DUPONT, DURAND, MARTIN], server)
    await chene.goLive()
    const run = await chene.desk.draft(ON, LETTER_ON)
    const [dupont, martin] = ['DUPONT', 'MARTIN'].map((code) => found(chene.company.customers.get(code)))
    const takeOut = (customerId: number | undefined) =>
      withScope(database, chene.context, (tx) =>
        takeOutCustomer(tx, { runId: run, customerId: found(customerId) }, 'Camille'),
      )
    expect(await takeOut(martin)).toEqual({ takenOut: 1, isDiscarded: false })
    await expect(takeOut(martin)).rejects.toThrow('features.no-letter-of-customer')
    const read = await withScope(database, chene.context, async (tx) => ({
      run: await readRun(tx, run),
      parts: await listPrintParts(tx, run),
      letters: await listLettersOfRun(tx, run, { limit: 10 }),
    }))
    expect(read.run).toMatchObject({
      letters: 2,
      ways: { paper: 1, email: 1, both: 0 },
      netAmounts: [{ currency: 'EUR', cents: 59_320 }],
      standing: { letters: 2, netAmounts: [{ currency: 'EUR', cents: 59_320 }] },
    })
    expect(read.parts).toMatchObject([{ letters: 1, firstName: 'Durand & Fils' }])
    expect(read.letters.rows.map((row) => row.code)).toEqual(['DUPONT', 'DURAND'])
    await chene.desk.confirm(run)
    expect(await chene.messages()).toMatchObject([{ code: 'DUPONT' }])
    expect(await chene.desk.state(instalment(chene.company, 'FA-3'))).toMatchObject({ level: 1 })
    await expect(takeOut(dupont)).rejects.toThrow('features.run-not-draft')
  })

  test('the last one takes the draft along', async () => {
    const chene = await open([DURAND], null)
    const run = await chene.desk.draft(ON, LETTER_ON)
    const customerId = found(chene.company.customers.get('DURAND'))
    const done = await withScope(database, chene.context, (tx) =>
      takeOutCustomer(tx, { runId: run, customerId }, 'Camille'),
    )
    expect(done).toEqual({ takenOut: 1, isDiscarded: true })
    await expect(chene.desk.confirm(run)).rejects.toThrow('features.run-discarded')
  })
})
