import { mustHave, RelancesError } from '#domain/errors.ts'
import { createCompany } from '#ledger/create-company.ts'
import { importBooks } from '#ledger/import-books.ts'
import { translate } from '#messages/translate.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import type { ExampleResult } from '../contract.ts'
import { exampleBooks } from './example-books.ts'
import { EXAMPLE_COMPANIES, type ExampleCompany } from './example-names.fr.ts'
import { writeRelations } from './example-relations.ts'

const INVOICES = [120, 80]

/**
 * Loads the two example companies, whose invoices are placed around the day of `context`: nothing of
 * them is real. Each is one transaction; one already there is left alone.
 * @throws RelancesError conflict when both are already there
 */
export async function loadExample(
  database: Pick<Database, 'db'>,
  context: Pick<Context, 'actor' | 'today'>,
): Promise<ExampleResult> {
  const scope = { actor: context.actor, companyIds: 'all' } as const
  const companies: ExampleResult['companies'] = []
  for (const [rank, company] of EXAMPLE_COMPANIES.entries()) {
    const loaded = await withScope(database, scope, async (tx) => {
      const known = await tx
        .selectFrom('companies')
        .select('id')
        .where('code', '=', company.code)
        .executeTakeFirst()
      return known
        ? null
        : await loadCompany(tx, company, mustHave(INVOICES[rank], 'how many invoices it has'), context)
    })
    if (loaded) companies.push(loaded)
  }
  if (companies.length === 0) throw new RelancesError('conflict', 'imports.example-loaded')
  return { companies }
}

async function loadCompany(
  tx: ScopedTransaction,
  company: ExampleCompany,
  invoiceCount: number,
  { actor, today }: Pick<Context, 'actor' | 'today'>,
): Promise<ExampleResult['companies'][number]> {
  const { code, legalName } = company
  const companyId = await createCompany(tx, { code, legalName, isExample: true }, actor.name)
  await writeLetterhead(tx, companyId, company)
  const { counts } = await importBooks(tx, {
    companyId,
    source: 'example',
    fileName: translate('fr', 'imports.example-file'),
    sha256: '',
    file: exampleBooks(company, invoiceCount, today),
    covers: null,
    actor: actor.name,
    today,
  })
  await writeRelations(tx, companyId, company.relations, { actor: actor.name, today })
  return { code, legalName, customers: counts.customers, invoices: counts.invoices }
}

async function writeLetterhead(
  tx: ScopedTransaction,
  companyId: number,
  company: ExampleCompany,
): Promise<void> {
  await tx
    .updateTable('companies')
    .set({
      address_lines: [...company.addressLines],
      postcode: company.postcode,
      town: company.town,
      phone: company.phone,
      email: company.email,
      website: company.website,
      siret: company.siret,
      vat_number: company.vatNumber,
      iban: company.iban,
      bic: company.bic,
      signatory_name: company.signatoryName,
      signatory_title: company.signatoryTitle,
      legal_footer: company.legalFooter,
    })
    .where('id', '=', companyId)
    .execute()
}
