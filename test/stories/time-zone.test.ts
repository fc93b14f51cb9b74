import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import { company as companyCommand } from '#cli/company.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { withScope } from '#platform/scoped.ts'
import { ZONE } from '#platform/zone.ts'
import { createTestDatabase, ownerUrl } from '../database.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { buildCompany, contextFor } from '../world.ts'

// A builder of Saint-Denis de la Réunion: at half past ten in the evening in Paris, his next day has begun.

const database = await createTestDatabase()
const reunion = await buildCompany(database, { code: 'REUNION', legalName: 'Bâti Réunion', customers: [] })
const paris = await buildCompany(database, { code: 'PARIS', legalName: 'Bâti Paris', customers: [] })
const folder = temporaryFolder()

async function run(...args: string[]) {
  vi.stubEnv('DATABASE_URL', ownerUrl(database))
  vi.stubEnv('RELANCES_DATA', folder)
  vi.stubEnv('RELANCES_LOG', 'silent')
  const printed: string[] = []
  try {
    await companyCommand([...args, '--json'], {
      out: (text) => void printed.push(text),
      err: () => undefined,
    })
    return JSON.parse(printed.join(''))
  } finally {
    vi.unstubAllEnvs()
  }
}

/** Today for whoever works on these companies, at that moment; and the day the database says a moment was. */
async function dayAt(moment: string, codes: string[]) {
  vi.useFakeTimers({ now: new Date(moment), toFake: ['Date'] })
  vi.spyOn(Temporal.Now, 'instant').mockReturnValue(Temporal.Instant.from(moment))
  try {
    const who = { ...contextFor([reunion.id, paris.id], '2000-01-01'), followsCalendar: true }
    const context = await narrowToCompanies(database, who, codes)
    const told = await withScope(
      database,
      context,
      async (tx) =>
        await sql<{ day: string }>`select (${moment}::timestamptz at time zone ${ZONE})::date as day`.execute(
          tx,
        ),
    )
    return [context.today, told.rows[0]?.day]
  } finally {
    vi.useRealTimers()
    vi.restoreAllMocks()
  }
}

test('a company says its zone, and its days begin and end there', async () => {
  expect((await run('REUNION')).timeZone).toBe('Europe/Paris')
  expect((await run('REUNION', '--time-zone', 'Indian/Reunion')).timeZone).toBe('Indian/Reunion')
  const evening = '2026-11-30T21:30:00Z'
  expect(await dayAt(evening, ['REUNION'])).toEqual(['2026-12-01', '2026-12-01'])
  expect(await dayAt(evening, ['PARIS'])).toEqual(['2026-11-30', '2026-11-30'])
  // Together they have the days of Paris.
  expect(await dayAt(evening, ['PARIS', 'REUNION'])).toEqual(['2026-11-30', '2026-11-30'])
  // In summer Paris is two hours behind, and not three.
  expect(await dayAt('2026-07-01T20:30:00Z', ['REUNION'])).toEqual(['2026-07-02', '2026-07-02'])
  expect(await dayAt('2026-07-01T20:30:00Z', ['PARIS'])).toEqual(['2026-07-01', '2026-07-01'])
})

test('a day that was set stays that day, wherever the company is', async () => {
  const context = await narrowToCompanies(database, contextFor([reunion.id], '2026-03-31'), ['REUNION'])
  expect(context).toMatchObject({ today: '2026-03-31', timeZone: 'Indian/Reunion' })
})

test.each(['+04:00', 'Reunion', "x'; drop table companies; --"])('%s is no zone', async (zone) => {
  await expect(run('REUNION', '--time-zone', zone)).rejects.toMatchObject({ key: 'identity.zone-wrong' })
  await expect(run()).rejects.toMatchObject({ key: 'cli.company-usage' })
})
