import { z } from 'zod'

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
