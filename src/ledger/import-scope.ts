import type { Day } from '#domain/days-and-money/day.ts'

/** One import under way, as every step of it needs to know it. */
export interface ImportScope {
  readonly companyId: number
  /** Row of `imports` the created rows and allocations point to. */
  readonly importId: number
  readonly source: 'fec' | 'list' | 'example' | 'e-invoice' | 'api'
  /** As the user calls it; named in the reasons kept with each change. */
  readonly fileName: string
  /** Period of the books the file speaks for (FEC); null for lists. */
  readonly covers: Coverage | null
  /** Name written with every change. */
  readonly actor: string
}

/** First and last day of the entries of a ledger file, both inclusive. */
export interface Coverage {
  readonly from: Day
  readonly to: Day
}
