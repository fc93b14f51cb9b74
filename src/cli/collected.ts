import { randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { collectedStatuses } from '#features/imports/server/collected-statuses.ts'
import { readCollected } from '#features/imports/server/collected-store.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { withScope } from '#platform/scoped.ts'
import { type Command, readArguments, readDay, required } from './command.ts'
import { writeResult } from './output.ts'
import { withSession } from './session.ts'

/**
 * `collected --company CODE --since DATE --until DATE --out FOLDER --json`: writes the statuses « Encaissée » (212) to give
 * to the platform, one file an invoice, and lists what cannot be told with the reason. The files, imported, are what
 * was told: the next ones tell the rest. `--since` stays the day from which the company owes them, so that a payment
 * told long ago and undone today is taken back.
 */
export const collected: Command = async (args, io) => {
  const { values } = readArguments(args, {
    company: { type: 'string' },
    since: { type: 'string' },
    until: { type: 'string' },
    out: { type: 'string' },
    json: { type: 'boolean' },
  })
  const code = required(values.company, '--company')
  const since = readDay(required(values.since, '--since'), '--since')
  const until = readDay(required(values.until, '--until'), '--until')
  const out = required(values.out, '--out')
  return await withSession(io, {}, async ({ database, who, archive }) => {
    const context = await narrowToCompanies(database, who, [code])
    const [companyId] = context.companyIds
    if (companyId === undefined) return 1
    const invoices = await withScope(
      database,
      context,
      (tx) => readCollected(tx, { companyId, since, until }),
      {
        readOnly: true,
      },
    )
    const statuses = await collectedStatuses(invoices, { archive, until, messageId: randomUUID })
    await mkdir(out, { recursive: true })
    const told: object[] = []
    const untold: object[] = []
    for (const { xml, untold: reason, ...invoice } of statuses) {
      if (xml === null) {
        untold.push({ ...invoice, reason })
        continue
      }
      const file = `212-${(invoice.number ?? '').replace(/[^\w-]+/g, '_')}-${randomUUID().slice(0, 8)}.xml`
      await writeFile(join(out, file), xml, { flag: 'wx' })
      told.push({ ...invoice, file })
    }
    writeResult(io, { files: told.length, notTold: untold.length, told, untold }, values.json)
    return 0
  })
}
