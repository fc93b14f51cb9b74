import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { heirs, newOwner } from './deposit-contract.ts'

/** How the owner of a deposit gives it to somebody else. */

const params = z.object({ id: z.uuid() })

export const fetchHeirs = endpoint({
  method: 'get',
  path: '/api/imports/{id}/heirs',
  capability: 'import',
  companies: 'none',
  tags: ['Imports'],
  summary: 'Who may be given this deposit: the others who import into its company',
  params,
  answer: heirs,
})

export const handImport = endpoint({
  method: 'put',
  path: '/api/imports/{id}/owner',
  capability: 'import',
  companies: 'none',
  tags: ['Imports'],
  summary: 'Gives one’s deposit to somebody else, who is to preview it again; recorded in the journal',
  params,
  body: newOwner,
  answer: z.object({ handed: z.boolean() }),
})
