/** What the list of clients is sorted by; apart from the schemas, which the screen does not load. */
export const customerSortKeys = ['name', 'code', 'balance', 'overdue', 'age', 'level', 'average'] as const
export type CustomerSortKey = (typeof customerSortKeys)[number]
