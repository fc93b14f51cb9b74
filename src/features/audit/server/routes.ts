import { recordExport } from '#ledger/record-export.ts'
import { INSTALLATION } from '#ledger/record-note.ts'
import { type Language, translate } from '#messages/translate.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { serve } from '#platform/serve.ts'
import { type ExportColumn, exportTable } from '#platform/table-export.ts'
import type { AuditEntry, AuditFilters } from '../contract.ts'
import * as contract from '../contract.ts'
import { readAudit, readPeople } from './store.ts'
import { tellEntry } from './tell-entry.ts'
import { chainsOf, readVerification, type Verifier } from './verification.ts'

/** Rows read at a time. */
const BATCH = 200

export interface AuditParts {
  readonly verifier: Verifier
}

/** Routes of « Paramètres › Journal ». */
export function auditRoutes({ verifier }: AuditParts) {
  return [
    serve(contract.fetchAudit, async ({ query: { companies, ...query }, context, read }) => {
      const request = { ...query, companyIds: chainsFor(context, companies) }
      const { rows, next } = await read((tx) => readAudit(tx, request))
      return { entries: rows.map((row) => tellEntry(row, context.language, context.timeZone)), next }
    }),
    serve(contract.fetchAuditPeople, async ({ context, read }) => {
      const found = await read((tx) => readPeople(tx, chainsOf(context)))
      const people = found.map(({ who, name }) => ({
        who,
        name: name ?? translate(context.language, `journal.who-${who}`),
      }))
      return { people }
    }),
    serve(contract.exportAudit, async ({ query, context, database }) => {
      const { companies, format, ...filters } = query
      const chains = chainsFor(context, companies)
      const fileName = `journal-${context.today}`
      const inScope = chains.filter((id) => id !== INSTALLATION)
      await recordExport(database, { actor: context.actor, companyIds: inScope }, `${fileName}.${format}`)
      const batches = entriesOf({ database, context }, { ...filters, companyIds: chains })
      return await exportTable(format, { fileName, columns: columnsOf(context.language), batches })
    }),
    serve(contract.fetchVerification, ({ context, read }) => read(stateFor(context))),
    serve(contract.verifyAudit, async ({ context, read }) => {
      await verifier.start({ ...context, companyIds: chainsOf(context) })
      return await read(stateFor(context))
    }),
  ]
}

type Narrowed = Context & { readonly companyIds: readonly number[] }

// A company asked for by its code is read alone.
function chainsFor(context: Narrowed, companies: readonly string[] | undefined): readonly number[] {
  return companies === undefined ? chainsOf(context) : context.companyIds
}

function stateFor(context: Narrowed) {
  return (tx: ScopedTransaction) => readVerification(tx, chainsOf(context), context.language)
}

async function* entriesOf(
  { database, context }: { database: Pick<Database, 'db'>; context: Context },
  request: Omit<AuditFilters, 'companies'> & { readonly companyIds: readonly number[] },
): AsyncGenerator<AuditEntry[]> {
  let after: string | undefined
  do {
    const page = await withScope(
      database,
      context,
      (tx) => readAudit(tx, { ...request, after, limit: BATCH }),
      { readOnly: true, mayLag: true },
    )
    yield page.rows.map((row) => tellEntry(row, context.language, context.timeZone))
    after = page.next ?? undefined
  } while (after !== undefined)
}

function columnsOf(language: Language): ExportColumn<AuditEntry>[] {
  const label = (name: string) => translate(language, `journal.column-${name}`)
  const side = (name: 'before' | 'after'): ExportColumn<AuditEntry> => ({
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
