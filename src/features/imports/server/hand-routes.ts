import { serve } from '#platform/serve.ts'
import * as contract from '../deposit-contract.ts'
import type { ImportJobs } from './import-jobs.ts'

/** By which the owner of a deposit gives it to somebody else. */
export function handRoutes({ importJobs }: { readonly importJobs: ImportJobs }) {
  return [
    serve(contract.fetchHeirs, async ({ params, context }) => ({
      people: await importJobs.heirs(context, params.id),
    })),
    serve(contract.handImport, async ({ params, body, context }) => {
      await importJobs.hand(context, params.id, body.person)
      return { handed: true }
    }),
  ]
}
