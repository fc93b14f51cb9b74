import { serve } from '#platform/serve.ts'
import { searchEverywhere } from '../contract.ts'
import { readFound } from './store.ts'

/** Route of « Ctrl K ». */
export const searchRoutes = [
  serve(searchEverywhere, ({ query, context: { companyIds }, read }) =>
    read((tx) => readFound(tx, companyIds, query.text)),
  ),
]
