import { createHash } from 'node:crypto'
import { importStatements, type StatementsOutcome } from '#ledger/import-statements.ts'
import type { Database } from '#platform/database.ts'
import { withScope } from '#platform/scoped.ts'
import { type MovementFacts, type Statement, statementOf } from '#readers/statement.ts'
import type { BuiltCompany } from '../world.ts'
import { contextFor } from '../world.ts'

export const IBAN = 'FR7610278022040002042760330'

/** A movement in euros: day, cents, payer, text. */
export function movement(
  bookedOn: string,
  amountCents: number,
  payer: string | null,
  text: string,
  rest: Partial<MovementFacts> = {},
): MovementFacts {
  return { bookedOn, amountCents, payer, text, reference: null, isRejection: false, line: 1, ...rest }
}

/** A balanced statement of these movements that begins with `openingCents`. */
export function statement(
  movements: readonly MovementFacts[],
  openingCents = 100_000,
  rest: { readonly account?: string; readonly openedOn?: string; readonly closedOn?: string } = {},
): Statement {
  const days = movements.map(({ bookedOn }) => bookedOn).sort()
  return statementOf({
    format: 'cfonb-120',
    account: rest.account ?? IBAN,
    currency: 'EUR',
    openedOn: rest.openedOn ?? days[0] ?? null,
    closedOn: rest.closedOn ?? days.at(-1) ?? null,
    openingCents,
    closingCents: movements.reduce((sum, { amountCents }) => sum + amountCents, openingCents),
    movements,
    warnings: [],
  })
}

/** Imports statements into a company, as the door does once the file is read. */
export async function importInto(
  database: Pick<Database, 'db'>,
  company: Pick<BuiltCompany, 'id'>,
  ...statements: readonly Statement[]
): Promise<StatementsOutcome> {
  const sha256 = createHash('sha256').update(JSON.stringify(statements)).digest('hex')
  const context = contextFor([company.id], '2026-03-31')
  return await withScope(database, context, (tx) =>
    importStatements(tx, {
      companyId: company.id,
      fileName: 'releve.txt',
      sha256,
      statements,
      actor: 'Camille',
      today: context.today,
    }),
  )
}
