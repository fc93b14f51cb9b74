/** What a file leaves to be decided: the question, then each answer. */
export const doubts = {
  'doubts.about-unknown-state': 'What does the state “{value}” mean?',
  'doubts.others-unknown-state': 'What do the other states mean?',
  'doubts.about-unknown-kind': 'Is the document type “{value}” a receivable?',
  'doubts.others-unknown-kind': 'Are the other document types receivables?',
  'doubts.about-payment-under-way': 'The state “{value}” announces a payment: has it come?',
  'doubts.others-payment-under-way': 'Other states announce a payment: has it come?',
  'doubts.about-blank-remainder': 'What is left to pay is blank (state: “{value}”): is it paid?',
  'doubts.others-blank-remainder': 'What is left to pay is blank for other states: is it paid?',
  'doubts.about-partial-lettering':
    'The column “{value}” has small letters, which say a partial lettering: is it paid?',
  'doubts.others-partial-lettering': 'Other partial letterings: is it paid?',
  'doubts.about-unbalanced-lettering':
    'Lines lettered by “{value}” have no payment in this file: are they paid?',
  'doubts.others-unbalanced-lettering': 'Other lettered lines have no payment: are they paid?',
  'doubts.about-repeated-rows': 'Some lines are alike in all their columns: are they one document?',
  'doubts.others-repeated-rows': 'Other lines are alike: are they one document?',
  'doubts.about-double-client':
    '“{value}” of {customer} has the number and the amount of “{known}”. Is it the same document?',
  'doubts.others-double-client':
    'Are the other documents with the number and amount of another customer the same ones?',
  'doubts.about-double-prefix':
    '“{value}” of {customer} differs from “{known}” by the prefix only. Is it the same document?',
  'doubts.others-double-prefix':
    'Are the other documents whose numbers differ by a prefix those already here?',
  'doubts.about-double-number':
    '“{value}” of {customer} has the day and the amount of “{known}”, and only one of them has a number. Is it the same document?',
  'doubts.others-double-number':
    'Are the other documents without a number, of the same day and amount, those already here?',
  'doubts.about-double-date':
    '“{value}” of {customer} has the number of “{known}”, with no date of issue or due date in common. Is it the same document?',
  'doubts.others-double-date':
    'Are the other documents of the same number, when nothing says that their dates agree, those already here?',
  'doubts.choice-known': 'It is the same document',
  'doubts.double-client-different': 'It is another document',
  'doubts.double-prefix-different': 'It is another document',
  'doubts.double-number-different': 'It is another document',
  'doubts.double-date-different': 'It is another document',
  'doubts.about-repeated-remainders':
    'One remainder is repeated on several instalments of a document: is it that of the whole document?',
  'doubts.others-repeated-remainders': 'Other remainders are repeated: are they those of the whole document?',
  'doubts.repeated-remainders-same': 'That of the whole document',
  'doubts.repeated-remainders-different': 'That of each instalment',
  'doubts.about-repeated-amounts':
    'One amount is repeated on several due dates of one number: is it the total of the document?',
  'doubts.others-repeated-amounts': 'Other amounts are repeated: are they the total of the document?',
  'doubts.repeated-amounts-same': 'The total of the document, counted once',
  'doubts.repeated-amounts-different': 'Instalments that add up',
  'doubts.about-repeated-payments':
    'One amount paid is repeated on several instalments of a document: is it that of the whole document?',
  'doubts.others-repeated-payments': 'Other amounts paid are repeated: are they those of the whole document?',
  'doubts.repeated-payments-same': 'That of the whole document',
  'doubts.repeated-payments-different': 'That of each instalment',
  'doubts.about-instalments-total':
    'The instalments of an invoice do not come to its total: are the amounts of the instalments what is owed?',
  'doubts.others-instalments-total':
    'The instalments of other invoices do not come to their total: are they what is owed?',
  'doubts.instalments-total-open': 'Yes, the amounts of the instalments',
  'doubts.about-unsigned-credit':
    'Numbers in “{value}” have a positive amount, and no column says their type: are they credit notes?',
  'doubts.others-unsigned-credit':
    'Other numbers look like those of credit notes, with a positive amount: are they?',
  'doubts.unsigned-credit-credit': 'Credit notes',
  'doubts.unsigned-credit-open': 'Invoices',
  'doubts.about-counted-credit':
    'A credit note or payment is allocated to an invoice that is already partly settled, and nothing says what is left of it: is it counted in that part?',
  'doubts.others-counted-credit':
    'Other credit notes or payments are allocated to partly settled invoices: are they counted in that part?',
  'doubts.counted-credit-settled': 'Yes, it is counted in what is settled',
  'doubts.counted-credit-open': 'No, it comes on top',
  'doubts.about-label-numbers':
    'The document reference ({value}) looks like an internal number: “{piece}” for “{label}”. Is the number of the invoice “{number}”?',
  'doubts.others-label-numbers': 'Do the other labels carry the number of the invoice?',
  'doubts.label-numbers-same': 'Yes: the number is that of the label',
  'doubts.label-numbers-different': 'No: keep the document reference',
  'doubts.about-reversed-side':
    'Lines “{value}” are on the other side (invoice as credit, payment as debit). Are the two sides reversed?',
  'doubts.others-reversed-side': 'Other lines are on the other side: are they to be reversed?',
  'doubts.reversed-side-different': 'No, the file is right',
  'doubts.reversed-side-same': 'Yes, reverse them',
  'doubts.about-several-companies':
    'This file names several companies. Are the lines of “{value}” those of this one?',
  'doubts.others-several-companies': 'Are the lines of the other companies of the file those of this one?',
  'doubts.several-companies-open': 'Yes, of this one',
  'doubts.several-companies-leave-out': 'No, of another: ignore them',
  'doubts.about-no-document': 'Lines have an amount with neither number nor date: are they owed?',
  'doubts.others-no-document': 'Are other lines with neither number nor date owed?',
  'doubts.about-not-owed-number':
    'Are numbers in “{value}” those of quotes, orders or delivery notes, which nobody owes?',
  'doubts.others-not-owed-number': 'Are other numbers those of quotes or orders?',
  'doubts.not-owed-number-open': 'No, they are invoices still owed',
  'doubts.not-owed-number-settled': 'No, and they are paid',
  'doubts.not-owed-number-leave-out': 'Yes, ignore them',
  'doubts.about-opposite-remainder':
    'The column “{value}” has everywhere the other sign than the amount: is it still owed?',
  'doubts.others-opposite-remainder': 'Other remainders have the other sign: are they still owed?',
  'doubts.opposite-remainder-open': 'Yes, it is what is left to pay',
  'doubts.opposite-remainder-settled': 'No, it is paid, or paid too much',
  'doubts.about-hidden-rows': 'Rows are hidden in the workbook, by a filter or by hand. Are they to be read?',
  'doubts.others-hidden-rows': 'Are the other hidden rows to be read?',
  'doubts.hidden-rows-open': 'Yes, read them like the others',
  'doubts.hidden-rows-leave-out': 'No, ignore them',
  'doubts.about-struck-rows': 'Rows are struck out in the workbook: what are they?',
  'doubts.others-struck-rows': 'What are the other rows struck out?',
  'doubts.about-section-title': 'Rows stand under the title “{value}”: what are they?',
  'doubts.others-section-title': 'What are the rows under the other titles?',
  'doubts.about-negative-amounts':
    'Most amounts of the column “{value}” are below zero, and nothing says that they are credit notes: are they owed?',
  'doubts.others-negative-amounts': 'Are the other amounts below zero owed?',
  'doubts.negative-amounts-open': 'Yes, they are invoices',
  'doubts.negative-amounts-credit': 'No, they are credit notes',
  'doubts.about-repeated-entries':
    'Entries stand twice in the file, word for word ({entry} for example): are they the same, exported twice?',
  'doubts.others-repeated-entries': 'Other entries stand twice: are they the same?',
  'doubts.repeated-entries-same': 'The same, counted once',
  'doubts.repeated-entries-different': 'Different entries',
  'doubts.about-unread-payment':
    'The column “{value}” speaks of payments and is not read: are these invoices still owed, for the amount read? If it says what is paid or left, say so in the columns.',
  'doubts.others-unread-payment':
    'Other columns speak of payments and are not read: are these invoices still owed?',
  'doubts.unread-payment-open': 'Yes, the amount read is owed',
  'doubts.unread-payment-settled': 'No, they are paid',
  'doubts.about-decimal-mark':
    'The amounts of the column “{value}” can be read in two ways. How much is “{written}”?',
  'doubts.others-decimal-mark': 'Other amounts can be read in two ways: which ones are thousands?',
  'doubts.decimal-mark-different': '{read}',
  'doubts.decimal-mark-same': '{other}',
  'doubts.choice-credit': 'Credit note',
  'doubts.choice-open': 'Still owed',
  'doubts.choice-settled': 'Paid',
  'doubts.choice-leave-out': 'To be ignored',
  'doubts.choice-same': 'The same document',
  'doubts.choice-different': 'Two different documents',
  'doubts.answered': 'Answer applied to {count} lines: {question} {answer}.',
  'doubts.proposed': 'To confirm, {count} lines imported as they are: {question}',
  'doubts.set-aside': 'Reading to confirm, {count} lines set aside: {question}',
  'doubts.refused':
    'This file can be read in several ways, and --strict then imports nothing. To decide: {questions}. Answer with --answers, or on the screen “Import”.',
  'doubts.bad-answers': '--answers takes JSON, for example: {"unknown-state:cloturee":"settled"}.',
  'doubts.bad-choice': '“{choice}” is no answer to this question. Possible answers: {known}.',
  'doubts.no-doubt': 'There is no such question.',
  'doubts.already-decided': 'This question is decided already.',
  'doubts.not-decided': 'This question is not decided.',
} as const
