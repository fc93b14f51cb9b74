import type { bankTables as french } from '../fr/bank-tables.ts'

/** What is said of statements that a bank gives as a table, CSV or workbook. */
export const bankTables: Record<keyof typeof french, string> = {
  'readers.bank-no-columns':
    'This table is no bank statement: it needs a column of dates, one of descriptions, and an amount or debit and credit.',
  'readers.bank-bad-amount':
    'Line {line}: the amount of the operation cannot be read. Correct it in the file.',
  'readers.bank-no-day':
    'Line {line}: an amount without a date, which is neither an operation nor a balance. Correct the file, or remove this line.',
  'readers.bank-no-amount': 'Lines with a date and no amount, left out: {count}, from line {line}.',
  'readers.bank-not-executed':
    'Pending, declined or cancelled operations, left out: {count}, from line {line}.',
  'readers.bank-unknown-states': 'Unknown states of operations, counted as executed: {states}. Check them.',
  'readers.bank-two-sides':
    'Line {line}: both debit and credit are filled. An operation has one side: correct the file, or take this line out.',
  'readers.bank-hidden-rows':
    'Operations hidden in the workbook, read like the others: {count}, from line {line}.',
  'readers.bank-signs':
    'Operations whose words say the contrary of their sign: {count}, the first on line {line} (“{words}”). If signs are missing or reversed in the whole file, ask the bank for another export.',
  'readers.bank-balance-broken':
    'The balance does not follow the operations from line {line}: lines may be missing. Ask the bank for the file again.',
  'readers.ofx-signs':
    'Operations whose type (debit, credit) says the contrary of their sign, which is kept: {count}, from line {line}. Check one of them.',
  'readers.ofx-corrected':
    'Operations that the bank has corrected further on in the file: {count}, from line {line}. Only the correction counts.',
  'readers.ofx-correction-elsewhere':
    'Corrections of operations of an earlier file, left aside: {count}, from line {line}. Correct these operations yourself.',
  'readers.bank-day-first':
    'No date of this statement tells whether the day or the month comes first: the day is read first.',
}
