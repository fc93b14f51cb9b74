import { type Served, serve } from '#platform/serve.ts'
import { fetchCompletion } from '../contract.ts'
import { readCompletion } from './store.ts'

/** Route of the grid that completes clients; what is typed in it is saved by « Clients », a client at a time. */
export const completionRoutes: readonly Served[] = [
  serve(fetchCompletion, async ({ query: { companies, ...query }, context, read }) => {
    const { companyIds, today } = context
    const asked = { ...query, companyIds, today }
    return await read((tx) => readCompletion(tx, asked))
  }),
]
