import { contactOf, customerCodeFromName } from './customer-row.ts'
import { type ColumnMapping, positionOf, positionsOf, suggestColumns } from './invoice-columns.ts'
import {
  addIssue,
  issue,
  listedIssues,
  newIssueList,
  newOccurrences,
  noteLine,
  occurrenceIssues,
} from './issues.ts'
import type { Field } from './labels.ts'
import { columnRemarks } from './list-remarks.ts'
import type { CustomerRecord, ReadIssue } from './records.ts'
import { type Table, textAt } from './rows.ts'

export interface CustomerList {
  readonly customers: readonly CustomerRecord[]
  readonly columns: ColumnMapping
  /** The columns used. */
  readonly remarks: readonly ReadIssue[]
  readonly warnings: readonly ReadIssue[]
  /** Not empty: the file is refused as a whole. */
  readonly errors: readonly ReadIssue[]
}

/** Proposes what each column of a customers' file holds: "N°" is then the customer's, "Type" his kind. */
export function suggestCustomerColumns(table: Table): ColumnMapping {
  const { number, kind, ...mapping } = suggestColumns(table)
  return {
    ...mapping,
    ...(number && !mapping.customerCode ? { customerCode: number } : {}),
    ...(kind && !mapping.customerKind ? { customerKind: kind } : {}),
  }
}

/**
 * Reads a customers' file (code, name, address, e-mail, kind, SIREN…) by a mapping the user has
 * confirmed. A customer given twice is an error: which address is right is not ours to choose.
 */
export function readCustomerList(table: Table, columns: ColumnMapping): CustomerList {
  if (table.errors.length > 0)
    return { customers: [], columns, remarks: [], warnings: table.warnings, errors: table.errors }
  if (positionOf(table, columns, 'customerCode') < 0 && positionOf(table, columns, 'customerName') < 0) {
    const error = issue('list-no-customer-column', { line: table.headerLine })
    return { customers: [], columns, remarks: [], warnings: table.warnings, errors: [error] }
  }
  const positions = positionsOf(table, columns)
  const errors = newIssueList()
  const comments = newOccurrences()
  const customers = new Map<string, CustomerRecord>()
  for (const row of table.rows) {
    const text = (field: Field) => textAt(row, positions[field] ?? -1)
    const name = text('customerName')
    const code = text('customerCode') || customerCodeFromName(name)
    const known = customers.get(code)
    if (row.cells.filter((cell) => cell !== '').length < 2) noteLine(comments, row.line)
    else if (code === '') addIssue(errors, issue('list-no-customer', { line: row.line }))
    else if (known) addIssue(errors, issue('customer-twice', { line: row.line }, { code, first: known.line }))
    else customers.set(code, customerOf(text, code, row.line))
  }
  const warnings = [...table.warnings, ...occurrenceIssues('list-comments-skipped', comments)]
  const found = listedIssues(errors)
  if (found.length > 0) return { customers: [], columns, remarks: [], warnings, errors: found }
  const none = customers.size === 0 ? [issue('no-rows')] : []
  return {
    customers: [...customers.values()],
    columns,
    remarks: columnRemarks(table, columns),
    warnings,
    errors: none,
  }
}

function customerOf(text: (field: Field) => string, code: string, line: number): CustomerRecord {
  const derived = text('customerCode') === '' ? { isCodeDerived: true } : {}
  return { code, name: text('customerName') || code, account: null, ...contactOf(text), ...derived, line }
}
