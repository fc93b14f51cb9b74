import { createHash } from 'node:crypto'
import { formatDay } from '#domain/day.ts'
import { RelancesError } from '#domain/errors.ts'
import { formatMoney } from '#domain/money.ts'
import { accountOwners } from '#ledger/account-owners.ts'
import { narrowToCompanies } from '#ledger/company-scope.ts'
import { importStatements, type StatementsOutcome } from '#ledger/import-statements.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { withScope } from '#platform/scoped.ts'
import { readAll } from '#readers/source.ts'
import type { Statement } from '#readers/statement.ts'
import { readStatements } from '#readers/statements.ts'
import { type FileIssue, type ImportPreview, NO_COUNTS } from './contract.ts'
import { fileIssues, importRemark } from './file-issues.ts'
import type { ImportOrder } from './import-file.ts'
import { type ImportMode, inCompany } from './in-company.ts'
import { keepIssues } from './store.ts'

const SHOWN = 200

/**
 * Imports bank statements into a company, in one transaction: all of them, or none when one is refused
 * or is of another company's account. Without a company, the account says which.
 * @throws RelancesError not-found for an unknown company; invalid when no company has the account
 */
export async function importStatementsFile(
  database: Pick<Database, 'db'>,
  context: Context,
  { sources, options, onProgress }: ImportOrder,
  mode: ImportMode,
): Promise<ImportPreview> {
  const read = await readAllStatements(sources, context)
  onProgress?.('reading', 1)
  if (read.errors.length > 0) return previewOf([], read.warnings, read.errors, null)
  const company = options.company || (await ownerOf(database, context, read.statements))
  const errors = await otherOwners(database, context, { company, ...read })
  if (errors.length > 0) return previewOf(read.statements, read.warnings, errors, null)
  const [source] = sources
  const preview = await inCompany(database, context, { ...options, company }, mode, async (tx, companyId) => {
    const outcome = await importStatements(tx, {
      companyId,
      fileName: source.name,
      sha256: read.sha256,
      statements: read.statements,
      actor: context.actor.name,
    })
    const gaps = gapRemarks(source.name, outcome, context)
    const done = previewOf(read.statements, [...gaps, ...read.warnings], [], outcome)
    await keepIssues(tx, { companyId, importId: outcome.importId }, done, context.language)
    return done
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

async function readAllStatements(sources: ImportOrder['sources'], { language }: Context): Promise<Read> {
  const hash = createHash('sha256')
  const [statements, files]: [Statement[], string[]] = [[], []]
  const [warnings, errors]: [FileIssue[], FileIssue[]] = [[], []]
  for (const source of sources) {
    hash.update(await readAll(source))
    const read = await readStatements(source)
    if ('reason' in read) {
      errors.push(...fileIssues(source.name, [read.reason], language))
      continue
    }
    statements.push(...read)
    files.push(...read.map(() => source.name))
    warnings.push(...read.flatMap((statement) => fileIssues(source.name, statement.warnings, language)))
  }
  return { statements, files, warnings, errors, sha256: hash.digest('hex') }
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
  statements: readonly Statement[],
): Promise<string> {
  const codes = new Set([...(await ownersOf(database, context, statements)).values()].flat())
  const [code] = codes
  if (code !== undefined && codes.size === 1) return code
  throw new RelancesError('invalid', 'bank.unknown-account', { account: statements[0]?.account ?? '' })
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
