import { beforeEach, expect, test } from 'vitest'
import { readJob, takeLease } from '#platform/leases.ts'
import { createTestDatabase } from '../database.ts'

// What one process among several does for all: two of them ask for the same job.

const database = await createTestDatabase()
const take = (task?: object, everySeconds?: number) =>
  takeLease(database, 'backup', { ...(task && { task }), ...(everySeconds && { everySeconds }) })
/** As if the process that has it had said nothing for that long. */
const silence = (seconds: number) =>
  database.owner.query('update job_leases set held_until = held_until - make_interval(secs => $1)', [seconds])

beforeEach(() => database.owner.query('delete from job_leases'))

test('of two at the same instant one has it, and the other sees what it is at', async () => {
  const taken = await Promise.all([take({ by: 'one' }), take({ by: 'one' }), take({ by: 'one' })])
  expect(taken.filter((lease) => lease !== null)).toHaveLength(1)
  expect(await readJob(database, 'backup')).toEqual({
    task: { by: 'one' },
    isAbandoned: false,
    problem: null,
  })
})

test('given back it is free at once; done, only once it is due again', async () => {
  await (await take())?.giveBack()
  const again = await take()
  await again?.end(null)
  expect(await take({}, 3_600)).toBeNull()
  await database.owner.query("update job_leases set done_at = now() - interval '1 hour'")
  expect(await take({}, 3_600)).not.toBeNull()
})

test('a failure is told until the job is done, and does not make it wait', async () => {
  await (await take())?.end({ key: 'backup.disk-full' })
  expect(await readJob(database, 'backup')).toEqual({
    task: null,
    isAbandoned: false,
    problem: { key: 'backup.disk-full' },
  })
  await (await take({}, 3_600))?.end(null)
  expect(await readJob(database, 'backup')).toMatchObject({ problem: null })
})

test('its process silent for fifteen seconds, it is taken over, and the first one no longer ends it', async () => {
  const first = await take({ by: 'first' })
  await silence(14)
  expect(await take({ by: 'second' })).toBeNull()
  await silence(2)
  expect(await readJob(database, 'backup')).toMatchObject({ task: { by: 'first' }, isAbandoned: true })
  expect(await take({ by: 'second' })).not.toBeNull()
  await first?.end(null)
  expect(await readJob(database, 'backup')).toMatchObject({ task: { by: 'second' }, isAbandoned: false })
})

test('whoever has lost it is told', async () => {
  const first = await take()
  await silence(16)
  await take()
  await expect.poll(() => first?.lost.aborted, { timeout: 20_000 }).toBe(true)
})
