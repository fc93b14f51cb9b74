import { type Served, serve } from '#platform/serve.ts'
import * as contract from '../contract.ts'
import { archiveCompany, restoreCompany } from './archive-company.ts'
import { addCompany, changeCompany, listCompanies, readCompany } from './store.ts'
/** Routes of « Paramètres › Entreprises ». */
export const companiesRoutes: readonly Served[] = [
  serve(contract.fetchCompanies, async ({ context, read }) => {
    const companies = await read((tx) => listCompanies(tx, context.companyIds))
    return { companies }
  }),
  serve(contract.createCompany, ({ body: fields, context, write }) =>
    write((tx) => addCompany(tx, fields, context.actor.name)),
  ),
  serve(contract.fetchCompany, ({ params: { code }, read }) => read((tx) => readCompany(tx, code))),
  serve(contract.saveLetterhead, async ({ params: { code }, body: fields, context, write }) => {
    const actor = context.actor.name
    return await write((tx) => changeCompany(tx, code, fields, actor))
  }),
  serve(contract.archiveCompany, async ({ params: { code }, context, write }) => {
    const actor = context.actor.name
    return await write((tx) => archiveCompany(tx, code, actor))
  }),
  serve(contract.restoreCompany, async ({ params: { code }, context, write }) => {
    const actor = context.actor.name
    return await write((tx) => restoreCompany(tx, code, actor))
  }),
]
