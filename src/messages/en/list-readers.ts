/** What reading a list has left out or understood, row by row. */
export const listReaders = {
  'readers.list-no-amount-column':
    'No column of amounts is chosen. Choose the one of the total, of what is open, or of the debit.',
  'readers.list-no-customer-column':
    'No column tells the customer. Choose the one of the customer code or of the name.',
  'readers.list-unknown-columns': 'The file has not the columns: {columns}. Choose the columns again.',
  'readers.list-no-customer': 'Line {line}: the customer is missing. Fill in a code or a name.',
  'readers.list-no-amount': 'Line {line}: the amount is missing. Fill it in, or remove the line.',
  'readers.list-totals-skipped': 'Lines of totals left out: {count}, from line {line} on.',
  'readers.list-comments-skipped': 'Lines of a single cell left out: {count}, from line {line} on.',
  'readers.list-second-header': 'Line {line}: a second header line is left out.',
  'readers.list-other-accounts':
    'Lines of accounts other than customers’ (411) left out: {count}, from line {line} on.',
  'readers.list-page-lines':
    'Lines repeated on each page (titles, headers, page numbers) left out: {count}, from line {line} on.',
  'readers.list-party-lines':
    'The customer stands on a line of its own above its invoices: {count} customer lines read, from line {line} on.',
  'readers.list-parties-carried':
    'The customer is written on the first of its lines only: it was carried to the following ones, {count} of them, from line {line} on. Check one.',
  'readers.list-not-owed':
    'Quotes, orders, delivery notes and pro forma invoices left out: {count}, from line {line} on.',
  'readers.list-refunds': 'Refunds left out: {count}, from line {line} on. Nobody owes them.',
  'readers.list-suppliers': 'Suppliers’ documents left out: {count}, from line {line} on.',
  'readers.list-answered': 'Lines left out as you have decided: {count}, from line {line} on.',
  'readers.list-blank-credits':
    'Credit notes and payments whose remainder is blank, read as wholly available: {count}, from line {line} on.',
  'readers.list-figures-disagree':
    'The amount less what is paid is not what is left, which is kept, lines concerned: {count}, from line {line}. Please check.',
  'readers.list-due-in-words':
    'The due date is written in words, lines concerned: {count}, from line {line}. Read as a term where it is one (“30 days end of month”), else estimated.',
  'readers.list-header-currency':
    'The column of amounts names another currency than the line, lines concerned: {count}, from line {line}. That of the column is kept; please check.',
  'readers.list-blank-open':
    'What is left to pay is blank, beside filled cells: read as zero (paid), lines concerned: {count}, from line {line} on.',
  'readers.list-state-contradicts':
    'The state does not say the same as what is left to pay, which is kept; lines concerned: {count}, from line {line} on.',
  'readers.list-running-balance':
    'The column “{column}” is a running balance, checked line by line: it is left aside, and each line is read by its amounts.',
  'readers.list-unclear-balance':
    'The column “{column}” is neither a running balance nor what is left of each line: it is left aside, and each line is read by its debit and credit. Check the totals.',
  'readers.list-blank-column': 'The column “{column}” is blank: each amount is read as wholly owed.',
  'readers.list-lettered':
    'Lettered lines whose payment the list does not have: {count}, from line {line} on. Unless it is asked, they are read as paid.',
  'readers.list-unbalanced-lettering':
    'Lines lettered together whose sum is not zero: {count}, from line {line} on. What is left is read as owed.',
  'readers.list-zero-rows': 'Lines of a zero amount left out: {count}, from line {line} on.',
  'readers.list-repeated-rows':
    'Lines repeating an invoice already read, counted once: {count}, from line {line} on.',
  'readers.list-same-due-date':
    'Lines with the same customer, number and due date as another, with another amount: {count}, from line {line} on. They are taken as instalments of the same invoice; check them.',
  'readers.list-number-reused':
    'Lines of one customer and number, with different dates: {count}, from line {line} on. They are taken as different invoices; check them.',
  'readers.list-document-remainder':
    'Instalments whose remainder is that of the whole document, counted once, on the last instalments: {count}, from line {line}.',
  'readers.list-instalment-remainder':
    'Instalments whose remainder is their amount, read as owed in full: {count}, from line {line}.',
  'readers.list-instalment-columns':
    'The columns {columns} are read as the instalments of one invoice, one row for each.',
  'readers.list-credit-by-words':
    'Lines of a positive amount whose number or label says “credit note”, read as credit notes: {count}, from line {line}.',
  'readers.list-names-joined':
    'Lines without a code, joined to the customer of that name who has one in this file: {count}, from line {line}.',
  'readers.list-names-unsure':
    'Lines without a code whose name is that of several customers of the file, read as a customer apart: {count}, from line {line}. Give them a code.',
  'readers.list-mangled-numbers':
    'Numbers mangled by the spreadsheet (such as 2.02401E+11): {count}, from line {line} on. These invoices are known by their date and amount alone: make the column Text before you export.',
  'readers.list-unknown-allocation':
    'Credit notes or payments allocated to an invoice that the file has not, left unallocated: {count}, from line {line}.',
  'readers.list-ages-summed': 'No column gives the total: what is owed is the sum of the ages ({columns}).',
  'readers.list-before-tax':
    'The column “{column}” is read as the amount including tax, beside the column “{tax}”. If it is before tax, name another column, or add it to the file.',
  'readers.cells-speak-of-payment':
    'The column “{column}” is not read, and speaks of payment or of a dispute (cells: {count}, the first on line {line}: “{words}”). Check these invoices.',
  'readers.broken-cell':
    'Line {line}, column “{column}”: “{value}” is an error of the spreadsheet, or a formula without a result. Open the workbook, correct this cell, save it and try again.',
  'readers.is-provider-export':
    'This file is an export of a payment provider (fee and net paid out), without invoices: its amounts do not say what is owed. Import the list of invoices, and the statement of the bank account.',
  'readers.list-above-total':
    'More is left to pay than the amount of the invoice, kept as it is: {count}, from line {line} on. Check.',
  'readers.list-overpaid':
    'Invoices paid more than their amount, read as settled: {count}, from line {line} on. What was overpaid is not counted; enter it as a payment if it is to be used.',
  'readers.list-held-back':
    'Invoices set aside, since the file says not to remind of them: {count}, from line {line} on. They are in “Set aside”, where you can take them back.',
  'readers.list-due-before-issue':
    'Due dates before the date of the invoice: {count}, from line {line} on. Check these dates.',
  'readers.amounts-in-thousands':
    'Line {line}: the amounts are in thousands or millions of euros, and invoices are read in euros. Export the exact amounts.',
  'readers.is-transposed':
    'The names of the columns are in the first column: each invoice is a column. Copy the table and paste it transposed (paste special), then try again.',
  'readers.lists-side-by-side':
    'Line {line}: two lists stand side by side ({columns} are there twice), and only one would be read. Put one below the other, or on two sheets.',
  'readers.sheets-hidden':
    'Hidden sheets of the workbook, left aside ({count}): {sheets}. Show them and try again if they hold invoices to read.',
  'readers.list-not-final': 'Drafts and cancelled invoices, left out: {count}, from line {line} on.',
} as const
