import { writeFile } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { RelancesError } from '#domain/errors.ts'
import type { DoubtAnswers } from '#domain/receivables/doubt.ts'
import {
  ACCOUNT_CHOICES,
  type AccountChoice,
  isAccountChoice,
} from '#domain/receivables/receivable-accounts.ts'
import {
  type ImportCounts,
  type ImportPlan,
  type ImportPreview,
  importOptions,
  NO_COUNTS,
  textEncoding,
} from '#features/imports/contract.ts'
import { changesTable, recordChangesExport } from '#features/imports/server/changes-export.ts'
import {
  applyImport,
  foundKind,
  type ImportOrder,
  previewImport,
} from '#features/imports/server/import-file.ts'
import { translate } from '#messages/translate.ts'
import type { Context } from '#platform/context.ts'
import { type ExportFormat, exportTable } from '#platform/table-export.ts'
import { fileSource, type Source } from '#readers/source.ts'
import { type Command, readArguments, readDay, required, UsageError } from './command.ts'
import { writeResult } from './output.ts'
import { type CliSession, withSession } from './session.ts'

/**
 * `import FILE… --company CODE [--company-name NAME] [--as fec|csv|xlsx] [--term TERM] [--netting] [--accounts LIST]
 * [--complete-on DATE] [--as-of DATE] [--account ACCOUNT|NAME=ACCOUNT…] [--mapping JSON] [--answers JSON] [--encoding NAME] [--strict]
 * [--today DATE] [--preview] [--changes FILE.xlsx|csv] --json`:
 * imports ledgers, lists, e-invoices and bank statements, whose account says the company. A ledger or a list is taken
 * whole or not at all, e-invoices each for itself; when one is refused the others are still imported, and the exit
 * code is 1. What can be read in several ways is imported set aside, unless `--answers` says which; with `--strict`
 * the file is refused. `--preview` writes nothing to the books; `--changes` writes all that changes, clients and
 * invoices, as a file.
 */
export const importFiles: Command = async (args, io) => {
  const { values, positionals } = readArguments(args, {
    company: { type: 'string' },
    'company-name': { type: 'string' },
    as: { type: 'string' },
    term: { type: 'string' },
    netting: { type: 'boolean' },
    accounts: { type: 'string' },
    account: { type: 'string', multiple: true },
    'complete-on': { type: 'string' },
    'as-of': { type: 'string' },
    mapping: { type: 'string' },
    answers: { type: 'string' },
    encoding: { type: 'string' },
    strict: { type: 'boolean' },
    preview: { type: 'boolean' },
    changes: { type: 'string' },
    today: { type: 'string' },
    json: { type: 'boolean' },
  })
  const day = (name: 'complete-on' | 'as-of' | 'today') => {
    const text = values[name]
    return text === undefined ? undefined : readDay(text, `--${name}`)
  }
  const format = readFormat(values.as)
  const sources = await openSources(positionals)
  const options = {
    // The account of a bank statement says whose it is.
    company: (await areStatements(sources, format))
      ? (values.company ?? '')
      : required(values.company, '--company'),
    companyName: values['company-name'],
    ...format,
    term: values.term,
    netting: values.netting ?? false,
    accounts: readAccounts(values.accounts),
    bankAccounts: readBankAccounts(values.account),
    mapping: values.mapping === undefined ? undefined : readMapping(values.mapping),
    answers: values.answers === undefined ? undefined : readAnswers(values.answers),
    encoding: readEncoding(values.encoding),
    isStrict: values.strict ?? false,
    completeOn: day('complete-on'),
    asOf: day('as-of'),
  }
  const today = day('today')
  const changes = values.changes === undefined ? null : readChangesFile(values.changes, sources)
  const run = values.preview ? previewImport : applyImport
  return await withSession(io, { today }, async (session) => {
    const context: Context = { ...session.who, companyIds: 'all' }
    const results: ImportedFile[] = []
    for (const group of await importedTogether(sources, options)) {
      const order = { sources: group, options, listsAll: changes !== null }
      const { plan, ...imported } = await importOne(session, context, order, run)
      results.push(imported)
      if (changes && !plan) io.err(`${translate(context.language, 'cli.bad-changes')}\n`)
      if (changes && plan) await writeChanges(session, context, { ...changes, plan, order })
    }
    const result = totalOf(results)
    writeResult(io, result, values.json)
    return result.errors.length > 0 ? 1 : 0
  })
}

interface ChangesFile {
  readonly path: string
  readonly format: ExportFormat
}

// What a file changes is one file: several would write over each other.
function readChangesFile(path: string, sources: readonly Source[]): ChangesFile {
  const format = extname(path).slice(1).toLowerCase()
  if ((format !== 'csv' && format !== 'xlsx') || sources.length > 1) throw new UsageError('cli.bad-changes')
  return { path, format }
}

async function writeChanges(
  { database }: CliSession,
  context: Context,
  { path, format, plan, order }: ChangesFile & { readonly plan: ImportPlan; readonly order: ImportOrder },
): Promise<void> {
  const table = changesTable(order.sources[0].name, plan, context.language)
  await recordChangesExport(database, context, order.options.company, basename(path))
  const file = await exportTable(format, table)
  await writeFile(path, new Uint8Array(await file.arrayBuffer()))
}

async function areStatements(
  sources: readonly Source[],
  format: Pick<ImportOrder['options'], 'kind' | 'isTable'>,
): Promise<boolean> {
  const kinds = await Promise.all(sources.map((source) => foundKind(source, format)))
  return kinds.every((kind) => kind === 'statements')
}

// E-invoices named one after the other are one import, as when they are dropped together.
async function importedTogether(
  sources: readonly Source[],
  options: Pick<ImportOrder['options'], 'kind' | 'isTable'>,
): Promise<readonly ImportOrder['sources'][]> {
  const groups: { sources: [Source, ...Source[]]; isOfEInvoices: boolean }[] = []
  for (const source of sources) {
    const isOfEInvoices = (await foundKind(source, options)) === 'e-invoices'
    const last = groups.at(-1)
    if (last?.isOfEInvoices && isOfEInvoices) last.sources.push(source)
    else groups.push({ sources: [source], isOfEInvoices })
  }
  return groups.map((group) => group.sources)
}

/** The files named, opened. @throws UsageError when there is none, or one cannot be read */
export async function openSources(paths: readonly string[]): Promise<readonly Source[]> {
  if (paths.length === 0) throw new UsageError('imports.which-file')
  return await Promise.all(
    paths.map((path) =>
      fileSource(path).catch((error: NodeJS.ErrnoException) => {
        throw new UsageError('imports.no-file', { file: path, reason: error.code ?? error.message })
      }),
    ),
  )
}

/** How `--as` wants the file read. @throws UsageError */
export function readFormat(as: string | undefined): { kind?: 'fec'; isTable?: boolean } {
  if (as === undefined) return {}
  if (as === 'fec') return { kind: 'fec' }
  if (as !== 'csv' && as !== 'xlsx') throw new UsageError('imports.bad-format', { value: as })
  return { isTable: true }
}

/** `413,416`: accounts read beside 411, which may be said too. @throws UsageError */
export function readAccounts(text: string | undefined): AccountChoice[] | undefined {
  if (text === undefined) return undefined
  const accounts = text.split(',').map((account) => account.trim())
  const unknown = accounts.find((account) => account !== '411' && !isAccountChoice(account))
  if (unknown !== undefined) {
    throw new UsageError('imports.bad-accounts', {
      value: unknown,
      known: ['411', ...ACCOUNT_CHOICES].join(', '),
    })
  }
  return [...new Set(accounts.filter(isAccountChoice))]
}

/** `FR76…`, or `NAME=FR76…` for each account that a bank's table names. */
function readBankAccounts(given: readonly string[] | undefined): Record<string, string> | undefined {
  if (given === undefined) return undefined
  return Object.fromEntries(
    given.map((one) => {
      const at = one.lastIndexOf('=')
      return at < 0 ? ['', one.trim()] : [one.slice(0, at).trim(), one.slice(at + 1).trim()]
    }),
  )
}

/** `{"number":"N° facture","dueOn":3}`: field → name or position of its column. @throws UsageError */
export function readMapping(text: string): Readonly<Record<string, number | string>> {
  const bad = new UsageError('imports.bad-mapping')
  let mapping: unknown
  try {
    mapping = JSON.parse(text)
  } catch {
    throw bad
  }
  if (typeof mapping !== 'object' || mapping === null || Array.isArray(mapping)) throw bad
  const entries = Object.entries(mapping)
  const isColumn = (value: unknown) => typeof value === 'string' || Number.isInteger(value)
  if (!entries.every(([, value]) => isColumn(value))) throw bad
  return Object.fromEntries(entries)
}

/** `cp850`: how accented letters are written. @throws UsageError */
export function readEncoding(text: string | undefined): ImportOrder['options']['encoding'] {
  if (text === undefined) return undefined
  const read = textEncoding.safeParse(text.toLowerCase())
  if (read.success) return read.data
  throw new UsageError('imports.bad-encoding', { value: text, known: textEncoding.options.join(', ') })
}

/** `{"unknown-state:cloturee":"settled"}`: id of a question → its answer. @throws UsageError */
export function readAnswers(text: string): DoubtAnswers {
  let answers: unknown
  try {
    answers = JSON.parse(text)
  } catch {
    throw new UsageError('doubts.bad-answers')
  }
  const read = importOptions.shape.answers.safeParse(answers)
  if (!read.success || read.data === undefined) throw new UsageError('doubts.bad-answers')
  return read.data
}

interface ImportedFile
  extends Pick<ImportPreview, 'counts' | 'doubts' | 'remarks' | 'warnings' | 'errors' | 'documents'> {
  readonly file: string
}

async function importOne(
  { database, archive }: CliSession,
  context: Context,
  order: ImportOrder,
  run: typeof applyImport,
): Promise<ImportedFile & { readonly plan?: ImportPlan | undefined }> {
  const file = order.sources[0].name
  try {
    const { counts, doubts, remarks, warnings, errors, documents, plan } = await run(
      { database, archive },
      context,
      order,
    )
    if (run === applyImport) await database.refreshStatistics()
    return { file, counts, doubts, remarks, warnings, errors, documents, plan }
  } catch (error) {
    // A year out of turn is said of the file, not of the command.
    if (!(error instanceof RelancesError) || error.code !== 'conflict') throw error
    const message = translate(context.language, error.key, error.values)
    const issue = { file, line: 0, column: null, message }
    return { file, counts: NO_COUNTS, doubts: [], remarks: [], warnings: [], errors: [issue], documents: [] }
  }
}

function totalOf(results: readonly ImportedFile[]) {
  const counts = results.reduce((total, { counts }) => addCounts(total, counts), NO_COUNTS)
  return {
    ...counts,
    warnings: results.flatMap((result) => result.warnings),
    errors: results.flatMap((result) => [...result.errors, ...leftAside(result)]),
    remarks: results.flatMap((result) => result.remarks),
    doubts: results.flatMap((result) => result.doubts),
    files: results.map(({ file, counts, errors, documents }) => ({
      file,
      ...counts,
      isRefused: errors.length > 0,
      ...(documents.length > 0 ? { documents } : {}),
    })),
  }
}

// Documents left aside while the others were imported; when all were, the errors say so already.
function leftAside({ documents, errors }: ImportedFile): ImportPreview['errors'] {
  if (errors.length > 0) return []
  return documents
    .filter(({ state }) => state === 'refused' || state === 'doubt')
    .map(({ file, remarks }) => ({ file, line: 0, column: null, message: remarks[0] ?? '' }))
}

function addCounts(one: ImportCounts, other: ImportCounts): ImportCounts {
  const add = <Part extends Record<string, number>>(a: Part, b: Part) =>
    Object.fromEntries(Object.entries(a).map(([name, value]) => [name, value + (b[name] ?? 0)])) as Part
  const { created, changed, closed, toConfirm, ...contents } = one
  const { created: c, changed: g, closed: d, toConfirm: q, ...others } = other
  return {
    ...add(contents, others),
    created: add(created, c),
    changed: add(changed, g),
    closed: add(closed, d),
    toConfirm: add(toConfirm, q),
  }
}
