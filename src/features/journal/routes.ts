import type { Context as HonoContext } from 'hono'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { recordExport } from '#ledger/record-export.ts'
import { INSTALLATION } from '#ledger/record-note.ts'
import { type Language, translate } from '#messages/translate.ts'
import { apiRoute, FILE_ANSWERS, jsonAnswers } from '#platform/api-route.ts'
import type { Database } from '#platform/database.ts'
import { type AppEnv, contextOf, createRouter } from '#platform/router.ts'
import { withScope } from '#platform/scoped.ts'
import { type ExportColumn, exportTable } from '#platform/table-export.ts'
import {
  type JournalEntry,
  type JournalFilters,
  journalExportQuery,
  journalPage,
  journalPeople,
  journalQuery,
  journalVerification,
} from './contract.ts'
import { readJournal, readPeople } from './store.ts'
import { tellEntry } from './tell-entry.ts'
import { chainsOf, readVerification, type Verifier } from './verification.ts'

const audited = { capability: 'read-audit' as const, tags: ['Journal'] }
const read = { readOnly: true } as const

const pageRoute = apiRoute({
  ...audited,
  method: 'get',
  path: '/api/journal',
  summary: 'What was done, by whom, when and from where, before and after, the latest first',
  request: { query: journalQuery },
  responses: jsonAnswers(journalPage),
})

const peopleRoute = apiRoute({
  ...audited,
  method: 'get',
  path: '/api/journal-people',
  summary: 'Who appears in the journal',
  responses: jsonAnswers(journalPeople),
})

const exportRoute = apiRoute({
  ...audited,
  method: 'get',
  path: '/api/journal-exports',
  summary: 'What answers the filters, as CSV or XLSX',
  request: { query: journalExportQuery },
  responses: FILE_ANSWERS,
})

const stateRoute = apiRoute({
  ...audited,
  method: 'get',
  path: '/api/journal-verification',
  summary: 'Whether a verification is under way, and what the last one found',
  responses: jsonAnswers(journalVerification),
})

const verifyRoute = apiRoute({
  ...audited,
  method: 'post',
  path: '/api/journal-verification',
  summary: 'Begins the verification of the chain, of levels, sums and archives; it goes on after the answer',
  responses: jsonAnswers(journalVerification),
})

/** Rows read at a time. */
const BATCH = 200

export interface JournalParts {
  readonly database: Pick<Database, 'db'>
  readonly verifier: Verifier
}

/** Routes of « Paramètres › Journal ». */
export function journalRoutes({ database, verifier }: JournalParts) {
  const contextFor = async (c: HonoContext<AppEnv>, companies?: readonly string[]) => {
    const context = await narrowToCompanies(database, contextOf(c, []), companies)
    // A company asked for by its code is read alone.
    return { context, chains: companies === undefined ? chainsOf(context) : context.companyIds }
  }
  return createRouter()
    .openapi(pageRoute, async (c) => {
      const { companies, ...query } = c.req.valid('query')
      const { context, chains } = await contextFor(c, companies)
      const request = { ...query, companyIds: chains }
      const { rows, next } = await withScope(database, context, (tx) => readJournal(tx, request), read)
      return c.json(
        { entries: rows.map((row) => tellEntry(row, context.language, context.timeZone)), next },
        200,
      )
    })
    .openapi(peopleRoute, async (c) => {
      const { context, chains } = await contextFor(c)
      const found = await withScope(database, context, (tx) => readPeople(tx, chains), read)
      const people = found.map(({ who, name }) => ({
        who,
        name: name ?? translate(context.language, `journal.who-${who}`),
      }))
      return c.json({ people }, 200)
    })
    .openapi(exportRoute, async (c) => {
      const { companies, format, ...filters } = c.req.valid('query')
      const { context, chains } = await contextFor(c, companies)
      const fileName = `journal-${context.today}`
      const inScope = chains.filter((id) => id !== INSTALLATION)
      await recordExport(database, { actor: context.actor, companyIds: inScope }, `${fileName}.${format}`)
      const batches = entriesOf({ database, context }, { ...filters, companyIds: chains })
      return await exportTable(format, { fileName, columns: columnsOf(context.language), batches })
    })
    .openapi(stateRoute, async (c) => c.json(await stateFor(c), 200))
    .openapi(verifyRoute, async (c) => {
      const { context, chains } = await contextFor(c)
      await verifier.start({ ...context, companyIds: chains })
      return c.json(await stateFor(c), 200)
    })

  async function stateFor(c: HonoContext<AppEnv>) {
    const { context, chains } = await contextFor(c)
    return await withScope(database, context, (tx) => readVerification(tx, chains, context.language), read)
  }
}

async function* entriesOf(
  { database, context }: { database: Pick<Database, 'db'>; context: ReturnType<typeof contextOf> },
  request: Omit<JournalFilters, 'companies'> & { readonly companyIds: readonly number[] },
): AsyncGenerator<JournalEntry[]> {
  let after: string | undefined
  do {
    const page = await withScope(
      database,
      context,
      (tx) => readJournal(tx, { ...request, after, limit: BATCH }),
      { ...read, mayLag: true },
    )
    yield page.rows.map((row) => tellEntry(row, context.language, context.timeZone))
    after = page.next ?? undefined
  } while (after !== undefined)
}

function columnsOf(language: Language): ExportColumn<JournalEntry>[] {
  const label = (name: string) => translate(language, `journal.column-${name}`)
  const side = (name: 'before' | 'after'): ExportColumn<JournalEntry> => ({
    label: label(name),
    type: 'text',
    width: 50,
    read: ({ changes }) =>
      changes
        .filter((change) => change[name] !== null)
        .map((change) => `${change.label} : ${change[name]}`)
        .join(' · '),
  })
  return [
    { label: label('at'), type: 'text', width: 19, read: ({ at }) => at },
    { label: label('who'), type: 'text', read: ({ actor }) => actor },
    { label: label('address'), type: 'text', width: 16, read: ({ address }) => address },
    { label: label('company'), type: 'text', width: 12, read: ({ company }) => company },
    { label: label('what'), type: 'text', width: 60, read: ({ summary }) => summary },
    {
      label: label('customer'),
      type: 'text',
      read: ({ customer }) => (customer === null ? null : `${customer.code} ${customer.name}`),
    },
    { label: label('invoice'), type: 'text', width: 16, read: ({ invoice }) => invoice },
    side('before'),
    side('after'),
    { label: label('link'), type: 'count', read: ({ link }) => link },
  ]
}
