import { randomUUID } from 'node:crypto'
import { RelancesError } from '#domain/errors.ts'
import { closesTooMuch, type TakenOutcome } from '#domain/receivables/source.ts'
import { translate } from '#messages/translate.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { withScope } from '#platform/scoped.ts'
import { type ImportCounts, NO_COUNTS } from '../contract.ts'
import type { Deposit } from '../deposit-contract.ts'
import type { Deposits, KeptFile } from './deposits.ts'
import { describeDeposit } from './describe-deposit.ts'
import { applyImport, type ImportParts } from './import-file.ts'
import type { ImportJobs } from './import-jobs.ts'
import { companyWithAccount } from './import-statements-file.ts'
import { listCompanies } from './seller-company.ts'
import { recallAnyMapping } from './store.ts'

/** What a file has brought, or why nothing was imported, in words. */
export interface TakenIn {
  readonly outcome: TakenOutcome
  readonly counts: ImportCounts
  readonly problem: string | null
}

interface DoorParts extends ImportParts {
  readonly database: Pick<Database, 'db' | 'refreshStatistics'>
  readonly deposits: Deposits
  readonly importJobs: Pick<ImportJobs, 'add'>
}

/** The door of files, for what brings them by itself: they are read, imported and refused as those of a person are. */
export function openImportDoor(parts: DoorParts) {
  const { database, archive, deposits, importJobs } = parts
  return {
    keep: (name: string, body: AsyncGenerator<Uint8Array>): Promise<KeptFile> => deposits.keep(name, body),
    forget: (file: KeptFile): Promise<void> => deposits.remove([file.id]),
    describe: (context: Context, file: KeptFile): Promise<Deposit> =>
      describeFor(database, context, deposits, file),
    /** Puts a file where its owner previews and confirms it. Returns the number of the import. @throws RelancesError invalid */
    async deposit(context: Context, file: KeptFile): Promise<string> {
      const found = await describeFor(database, context, deposits, file)
      if (found.kind === null || found.problem !== null)
        throw new RelancesError('invalid', 'sources.unreadable-file', { problem: found.problem ?? '' })
      await importJobs.add(context, { ...found, kind: found.kind }, file)
      return found.id
    },
    /**
     * Imports a file into a company. `isWhole`: it is all that is unpaid today, and what it lacks is settled; unless that is
     * so much that somebody has to look first.
     */
    async takeIn(
      context: Context,
      file: KeptFile,
      { company, isWhole }: { readonly company: string; readonly isWhole: boolean },
    ): Promise<TakenIn> {
      const options = { company, netting: false, ...(isWhole ? { completeOn: context.today } : {}) }
      try {
        const done = await applyImport({ database, archive }, context, {
          sources: [deposits.source(file)],
          options,
          seal: async (_tx, _companyId, { counts }) => {
            const [closed, listed] = [counts.closed.instalments, counts.invoices]
            if (isWhole && closesTooMuch({ closed, listed })) throw new ClosesTooMuch(closed, listed)
          },
        })
        const [error] = done.errors
        if (error) return { outcome: 'refused', counts: NO_COUNTS, problem: error.message }
        await database.refreshStatistics()
        return { outcome: 'imported', counts: done.counts, problem: null }
      } catch (error) {
        if (!(error instanceof RelancesError) || error.code === 'unavailable') throw error
        return {
          outcome: error instanceof ClosesTooMuch ? 'to-review' : 'refused',
          counts: NO_COUNTS,
          problem: translate(context.language, error.key, error.values),
        }
      }
    },
  }
}

class ClosesTooMuch extends RelancesError {
  constructor(closed: number, listed: number) {
    super('conflict', 'sources.closes-much', { closed, listed })
  }
}

/** What a file kept in the store looks like to whoever asks. */
export async function describeFor(
  database: Pick<Database, 'db'>,
  context: Context,
  deposits: Deposits,
  file: KeptFile,
  isAlone = true,
): Promise<Deposit> {
  const scope = await narrowToCompanies(database, context)
  const found = await describeDeposit(randomUUID(), deposits.source(file), context.language, {
    mapping: (headerKey) =>
      withScope(database, scope, (tx) => recallAnyMapping(tx, scope.companyIds, headerKey), {
        readOnly: true,
      }),
    companies: () => withScope(database, scope, listCompanies, { readOnly: true }),
    isAlone,
  })
  if (!found.account) return found
  const company = await companyWithAccount(database, scope, found.account.number)
  return { ...found, account: { ...found.account, company } }
}
