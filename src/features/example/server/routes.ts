import type { Database } from '#platform/database.ts'
import { serve } from '#platform/serve.ts'
import * as contract from '../contract.ts'
import { loadExample } from './load-example.ts'

/** Route of the example data. */
export function exampleRoutes({ database }: { readonly database: Pick<Database, 'db'> }) {
  return [serve(contract.loadExample, ({ context }) => loadExample(database, context))]
}
