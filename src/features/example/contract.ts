import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'

/** The example companies just loaded, for a first look at the product. */
export const exampleResult = z.object({
  companies: z.array(
    z.object({
      code: z.string(),
      legalName: z.string(),
      customers: z.number().int(),
      invoices: z.number().int(),
    }),
  ),
})
export type ExampleResult = z.infer<typeof exampleResult>

export const loadExample = endpoint({
  method: 'post',
  path: '/api/example',
  capability: 'create-company',
  companies: 'all',
  tags: ['Exemple'],
  summary: 'Loads two invented companies, for a first look',
  answer: exampleResult,
})
