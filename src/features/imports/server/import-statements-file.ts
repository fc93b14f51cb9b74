import { createHash } from 'node:crypto'
import { formatDay } from '#domain/days-and-money/day.ts'
import { formatMoney } from '#domain/days-and-money/money.ts'
import { RelancesError } from '#domain/errors.ts'
import { accountOwners } from '#ledger/account-owners.ts'
import { importStatements, type StatementsOutcome } from '#ledger/import-statements.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { withScope } from '#platform/scoped.ts'
import { type BankTable, readBankTable, statementsOfTable } from '#readers/bank-table.ts'
import { detect } from '#readers/detect.ts'
import { readAll, type Source } from '#readers/source.ts'
import type { Statement } from '#readers/statement.ts'
import { readStatements } from '#readers/statements.ts'
import { type FileIssue, type ImportPreview, NO_COUNTS } from '../contract.ts'
import { type ChosenAccount, chooseAccounts, rememberAccountsOf } from './bank-accounts.ts'
import { fileIssues, importRemark } from './file-issues.ts'
import type { ImportOrder } from './import-file.ts'
import { findCompany, type ImportMode, inCompany } from './in-company.ts'
import { keepIssues } from './store.ts'

const SHOWN = 200

/**
 * Imports bank statements into a company, in one transaction: all of them, or none when one is refused
 * or is of another company's account. Without a company, the account says which. A bank's table may not say its
 * account: a preview then asks for it.
 * @throws RelancesError not-found for an unknown company; invalid when no company has the account, or when an import
 * does not know of which account a table is
 */
export async function importStatementsFile(
  database: Pick<Database, 'db'>,
  context: Context,
  { sources, options, onProgress, seal }: ImportOrder,
  mode: ImportMode,
): Promise<ImportPreview> {
  const files = await readAllStatements(sources, context)
  onProgress?.('reading', 1)
  if (files.errors.length > 0) return previewOf([], files.warnings, files.errors, null)
  const company = options.company || (await ownerOf(database, context, files, options))
  const accounts = await accountsOf(database, context, company, files, options)
  if (accounts.some(({ account }) => account === null)) {
    if (mode === 'apply') throw unknownAccounts(accounts)
    return { ...previewOf([], files.warnings, [], null), bank: askingFor(accounts) }
  }
  const read = withTables(files, accounts)
  const errors = await otherOwners(database, context, { company, ...read })
  if (errors.length > 0) return previewOf(read.statements, read.warnings, errors, null)
  const [source] = sources
  const actor = context.actor.name
  const preview = await inCompany(database, context, { ...options, company }, mode, async (tx, companyId) => {
    const tables = files.tables.map(({ table }) => table)
    if (options.bankAccounts) await rememberAccountsOf(tx, companyId, tables, accounts, actor)
    const outcome = await importStatements(tx, {
      companyId,
      fileName: source.name,
      sha256: read.sha256,
      statements: read.statements,
      actor,
      today: context.today,
    })
    const gaps = gapRemarks(source.name, outcome, context)
    const done = previewOf(read.statements, [...gaps, ...read.warnings], [], outcome)
    await keepIssues(tx, { companyId, importId: outcome.importId }, done, context.language)
    await seal?.(tx, companyId, done)
    return done.bank && accounts.length > 0
      ? { ...done, bank: { ...done.bank, accounts: [...accounts] } }
      : done
  })
  onProgress?.('writing', 1)
  return preview
}

function gapRemarks(file: string, { gaps }: StatementsOutcome, { language }: Context): readonly FileIssue[] {
  return gaps.map((gap) =>
    importRemark(file, language, 'bank.balance-gap', {
      account: gap.account,
      closedOn: formatDay(gap.closedOn),
      closing: formatMoney(gap.closingCents, gap.currency),
      opening: formatMoney(gap.openingCents, gap.currency),
    }),
  )
}

interface Read {
  readonly statements: readonly Statement[]
  readonly warnings: readonly FileIssue[]
  readonly errors: readonly FileIssue[]
  readonly sha256: string
  /** The file each statement comes from. */
  readonly files: readonly string[]
}

interface ReadFiles extends Read {
  /** Statements whose accounts are not known yet. */
  readonly tables: readonly { readonly file: string; readonly table: BankTable }[]
}

async function readAllStatements(sources: ImportOrder['sources'], { language }: Context): Promise<ReadFiles> {
  const hash = createHash('sha256')
  const [statements, files]: [Statement[], string[]] = [[], []]
  const tables: { file: string; table: BankTable }[] = []
  const [warnings, errors]: [FileIssue[], FileIssue[]] = [[], []]
  for (const source of sources) {
    hash.update(await readAll(source))
    const read = (await isTable(source)) ? await readBankTable(source) : await readStatements(source)
    if ('reason' in read) {
      errors.push(...fileIssues(source.name, [read.reason], language))
    } else if ('parts' in read) {
      tables.push({ file: source.name, table: read })
      warnings.push(...fileIssues(source.name, read.warnings, language))
    } else {
      statements.push(...read)
      files.push(...read.map(() => source.name))
      warnings.push(...read.flatMap((statement) => fileIssues(source.name, statement.warnings, language)))
    }
  }
  return { statements, files, tables, warnings, errors, sha256: hash.digest('hex') }
}

const TABLES: ReadonlySet<string> = new Set(['bank-table', 'csv', 'xlsx', 'ods'])

// One that is not told from a list by itself is a statement all the same when the user says so.
async function isTable(source: Source): Promise<boolean> {
  return TABLES.has((await detect(source)).format)
}

async function accountsOf(
  database: Pick<Database, 'db'>,
  context: Context,
  company: string,
  { tables }: ReadFiles,
  { bankAccounts }: ImportOrder['options'],
): Promise<readonly ChosenAccount[]> {
  if (tables.length === 0) return []
  return await withScope(database, { actor: context.actor, companyIds: 'all' }, async (tx) => {
    const companyId = await findCompany(tx, context, company)
    return await chooseAccounts(
      tx,
      companyId,
      tables.map(({ table }) => table),
      bankAccounts,
    )
  })
}

function withTables(read: ReadFiles, accounts: readonly ChosenAccount[]): Read {
  const accountOf = (said: string) => accounts.find((one) => one.said === said)?.account ?? null
  const told = read.tables.flatMap(({ file, table }) =>
    statementsOfTable(table, accountOf).map((statement) => ({ file, statement })),
  )
  return {
    ...read,
    statements: [...read.statements, ...told.map(({ statement }) => statement)],
    files: [...read.files, ...told.map(({ file }) => file)],
  }
}

function unknownAccounts(accounts: readonly ChosenAccount[]): RelancesError {
  const unknown = accounts.filter(({ account }) => account === null).map(({ said }) => said)
  if (accounts.length === 1) return new RelancesError('invalid', 'bank.which-account')
  return new RelancesError('invalid', 'bank.which-accounts', {
    said: unknown.join(', '),
  })
}

function askingFor(accounts: readonly ChosenAccount[]): ImportPreview['bank'] {
  const movements = accounts.reduce((sum, one) => sum + one.movements, 0)
  return { accounts: [...accounts], statements: [], counts: { ...NO_MOVEMENTS, movements } }
}

const NO_MOVEMENTS = {
  statements: 0,
  known: 0,
  credits: 0,
  debits: 0,
  automatic: 0,
  automaticCents: 0,
  returned: 0,
  proposed: 0,
  unknown: 0,
}

/** The company that has this account, by its code; null when none or several have. */
export async function companyWithAccount(
  database: Pick<Database, 'db'>,
  context: Context,
  account: string | null,
): Promise<string | null> {
  const [code, ...others] = [...(await ownersOf(database, context, [{ account }])).values()].flat()
  return code !== undefined && others.length === 0 ? code : null
}

async function ownersOf(
  database: Pick<Database, 'db'>,
  context: Context,
  statements: readonly Pick<Statement, 'account'>[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const accounts = [...new Set(statements.flatMap(({ account }) => account ?? []))]
  const scope = await narrowToCompanies(database, context)
  return await withScope(database, scope, (tx) => accountOwners(tx, accounts), { readOnly: true })
}

async function ownerOf(
  database: Pick<Database, 'db'>,
  context: Context,
  { statements, tables }: ReadFiles,
  { bankAccounts = {} }: ImportOrder['options'],
): Promise<string> {
  const said = tables.flatMap(({ table }) => table.parts.map((part) => part.said))
  const given = Object.values(bankAccounts).map((account) => account.replaceAll(' ', '').toUpperCase())
  const told = [...statements, ...[...given, ...said].map((account) => ({ account }))]
  const codes = new Set([...(await ownersOf(database, context, told)).values()].flat())
  const [code] = codes
  if (code !== undefined && codes.size === 1) return code
  throw new RelancesError('invalid', 'bank.unknown-account', { account: told[0]?.account ?? '' })
}

async function otherOwners(
  database: Pick<Database, 'db'>,
  context: Context,
  { company, statements, files }: Pick<Read, 'statements' | 'files'> & { readonly company: string },
): Promise<readonly FileIssue[]> {
  const owners = await ownersOf(database, context, statements)
  return statements.flatMap(({ account }, index) => {
    const codes = owners.get(account ?? '') ?? []
    const [owner] = codes
    if (owner === undefined || codes.includes(company)) return []
    const values = { account: account ?? '', owner }
    return [importRemark(files[index] ?? '', context.language, 'bank.other-company', values)]
  })
}

function previewOf(
  statements: readonly Statement[],
  warnings: readonly FileIssue[],
  errors: readonly FileIssue[],
  outcome: StatementsOutcome | null,
): ImportPreview {
  const counts = outcome?.counts
  return {
    kind: 'statements',
    counts: {
      ...NO_COUNTS,
      payments: counts?.credits ?? 0,
      created: { ...NO_COUNTS.created, credits: counts?.automatic ?? 0 },
    },
    doubts: [],
    remarks: [],
    warnings: warnings.slice(0, SHOWN),
    errors: errors.slice(0, SHOWN),
    warningCount: warnings.length,
    fec: null,
    documents: [],
    parties: [],
    partyCount: 0,
    estimatedDueDates: 0,
    customersWithoutAddress: 0,
    bank: counts ? { statements: statements.slice(0, SHOWN).map(shown), counts } : undefined,
  }
}

function shown(statement: Statement) {
  const { account, currency, openedOn, closedOn, openingCents, closingCents, balanced, movements } = statement
  return {
    ...{ account, currency, openedOn, closedOn, openingCents, closingCents },
    isBalanced: balanced,
    movements: movements.length,
  }
}
