import { narrowToCompanies } from '#platform/company-scope.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { withScope } from '#platform/scoped.ts'
import type { CopyOrder, CopyResult, Variant } from '../contract.ts'
import { copyLetterText } from './save-text.ts'
import { readLetterText } from './store.ts'

/**
 * Copies the newest version of a text to other levels and companies, all or none.
 * @throws RelancesError not-found for a company that is none of the user's
 */
export async function copyToTargets(
  database: Pick<Database, 'db'>,
  who: Omit<Context, 'companyIds'>,
  order: { readonly code: string; readonly source: Variant; readonly targets: CopyOrder['targets'] },
): Promise<CopyResult> {
  const { code, source, targets } = order
  const codes = [code, ...targets.map((target) => target.company)]
  const context = await narrowToCompanies(database, who, codes)
  const copies = targets
    .map(({ company, level }) => ({ companyId: idOf(context.companyIds, codes, company), level }))
    // Always locked in the same order: two people copying across each other never wait in a ring.
    .toSorted((a, b) => a.companyId - b.companyId || a.level - b.level)
  return await withScope(database, context, async (tx) => {
    const company = { id: idOf(context.companyIds, codes, code), code }
    const { text } = await readLetterText(tx, company, source)
    let copied = 0
    for (const { companyId, level } of copies) {
      const target = { companyId, variant: { ...source, level } }
      if (await copyLetterText(tx, text, source, target, who.actor.name)) copied += 1
    }
    return { copied, unchanged: copies.length - copied }
  })
}

// The scope lists each company once, in the order they were first named.
function idOf(ids: readonly number[], codes: readonly string[], code: string): number {
  const id = ids[[...new Set(codes)].indexOf(code)]
  if (id === undefined) throw new Error('the scope holds every company named')
  return id
}
