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
  'readers.list-not-final': 'Drafts and cancelled invoices, left out: {count}, from line {line} on.',
} as const
