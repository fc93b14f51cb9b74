/** What the file readers have to say: what, where, what to do. */
export const readers = {
  'readers.empty': 'The file is empty. Export it again, then import it again.',
  'readers.no-rows': 'The file has its header only, no data. Check the period chosen for the export.',
  'readers.is-pdf': 'This file is a PDF. Export the data as FEC, CSV or Excel (.xlsx).',
  'readers.is-old-excel':
    'This file is an old Excel workbook (.xls), or one protected by a password. Open it in Excel and save it in the .xlsx format.',
  'readers.is-zip': 'This file is a ZIP archive or a workbook. Unzip it, or import it as an Excel file.',
  'readers.is-compressed': 'This file is compressed. Unpack it, then import what it contains.',
  'readers.is-binary': 'This file is not text. Export the data as FEC, CSV or Excel (.xlsx).',
  'readers.is-xml':
    'This file is XML, not a table. If it is a FEC in XML, import it as a FEC; otherwise export as CSV or Excel.',
  'readers.is-text': 'This file is not an Excel workbook (.xlsx). Import it as CSV or as a FEC.',
  'readers.not-a-table':
    'No table was recognised in this file: it needs a header row and columns separated by ";", "," or tabs.',
  'readers.file-too-large': 'The file is {size} MB; the limit is {max} MB. Export a shorter period.',
  'readers.line-too-long':
    'Line {line}: more than a million characters without a line end. The file is damaged or is no accounting export.',
  'readers.too-many-columns':
    'Line {line}: {count} columns, the limit is {max}. This file is no accounting export.',
  'readers.too-many-rows': 'More than {max} rows in this table. Export a shorter period.',
  'readers.broken-accents':
    'Line {line}: accented letters are damaged ("Ã©" instead of "é"). Export again in UTF-8, or the letters would bear such names.',
  'readers.more-issues':
    '… and further faulty lines, {count} in number. Correct these first, then import again.',
  'readers.duplicate-column':
    'Line {line}: the column "{column}" appears twice. Rename or remove one of them.',
  'readers.missing-columns':
    'Columns missing: {columns}. Export again with all the columns of the FEC (art. A47 A-1 LPF).',
  'readers.too-few-fields':
    'Line {line}: {count} fields instead of {expected}. The line is cut; export the file again.',
  'readers.too-many-fields':
    'Line {line}: {count} fields instead of {expected}. A separator stands inside a text; correct it in the accounting software.',
  'readers.bad-amount':
    'Line {line}, column "{column}": "{value}" is not an amount. Expected, for instance: 1234,56.',
  'readers.bad-date':
    'Line {line}, column "{column}": "{value}" is not a date. Expected, for instance: 31/12/2026.',
  'readers.bad-side':
    'Line {line}, column "{column}": "{value}" says neither debit nor credit. Expected: D or C.',
  'readers.not-a-fec':
    'No column of a FEC was recognised on line {line}. The first line must hold the names JournalCode, EcritureNum, CompteNum…',
  'readers.fec-no-receivable': 'No entry on a customer account (411). This FEC holds no receivables.',
  'readers.fec-no-customer-detail':
    'All customers stand together on the collective account {account}, without auxiliary account: nothing says who owes what, and the file cannot be used for reminders. Export the invoices as CSV or Excel.',
  'readers.fec-collective-lines':
    'The collective account {account} does not name the customer (lines: {count}, balance: {balance}). These lines are imported so that the balance is right, and set aside: they will never be reminded.',
  'readers.fec-unnamed-customers':
    'These accounts do not bear a customer’s name: {accounts}. Complete them before reminding.',
  'readers.fec-no-lettering-column':
    'This FEC has no EcritureLet column: lettering is absent, and invoices already paid will look open. Check before reminding.',
  'readers.fec-no-lettering':
    'No customer entry is lettered: invoices already paid will look open. Accept the proposed netting, or letter in the accounting software.',
  'readers.fec-no-validation-column':
    'This FEC has no ValidDate column: all its entries are imported as provisional.',
  'readers.fec-columns-absent': 'Columns absent: {columns}. The invoices will carry less information.',
  'readers.fec-unbalanced':
    'The entries do not balance: debit {debit}, credit {credit}, difference {difference}. The export may be incomplete.',
  'readers.fec-both-sides':
    'Both a debit and a credit, lines concerned: {count}, from line {line} on. Their difference is kept.',
  'readers.fec-no-side':
    'Neither debit nor credit, lines concerned: {count}, from line {line} on. They have no effect.',
  'readers.fec-rejoined':
    'A separator inside a text, lines concerned: {count}, from line {line} on. They were joined again; check one.',
  'readers.fec-bad-dates':
    'An unreadable date, lines concerned: {count}, from line {line} on. These dates are ignored.',
  'readers.fec-parts':
    'Header repeated within the file, {count} times, from line {line} on: the parts were read one after the other.',
  'readers.fec-several-readings':
    'Line {line}: {count} fields instead of {expected}, and several ways to read it. A separator stands inside a text: correct it in the accounting software, or export with another separator.',
  'readers.fec-mangled-account':
    'Line {line}, column "{column}": a spreadsheet has changed the account to "{value}". Export again without opening the file in a spreadsheet.',
  'readers.fec-no-account': 'Without an account number, lines left aside: {count}, from line {line} on.',
  'readers.fec-serial-dates':
    'Dates are written as a spreadsheet counts them (45382 for 31/03/2024), lines concerned: {count}, from line {line} on. They were converted; check one.',
  'readers.fec-other-side':
    'The label says “facture” on the credit side of the customer, or “avoir” on the debit side, lines concerned: {count}, from line {line}. They are read by their side; please check that it is not reversed.',
  'readers.fec-mangled-numbers':
    'A spreadsheet has changed the document number ("2,02401E+11"), lines concerned: {count}, from line {line} on. These invoices are imported without a number: correct them before reminding, or export again without opening the file in a spreadsheet.',
  'readers.fec-mangled-codes':
    'A spreadsheet has changed the customer’s code ("4,11E+08"), lines concerned: {count}, from line {line} on. The name stands for it.',
  'readers.fec-placeholder-lettering':
    '"{code}" stands as matching code on {count} lines that do not balance: it matches nothing, and is not used.',
  'readers.fec-opening-repeated':
    'The opening balances of {day} repeat the year before, present in the same file: {count} lines ({amount}) left aside, so that nothing counts twice.',
  'readers.fec-opening-differs':
    '{name}: the opening balances of {day} say {opening}, and the entries before {before}. The opening balances are kept.',
  'readers.fec-opening-unlike':
    'Opening entries of {day} ({count} lines, from line {line} on) do not repeat what customers owed on that day: they are read as ordinary entries. Check that nothing counts twice.',
  'readers.fec-account-left-out':
    'Account {account} is not read (lines: {count}, balance: {balance}). Choose it if these sums are to be followed.',
  'readers.encoding-unsure':
    'Nothing tells for sure which alphabet the file is written in. It is read as {encoding}; compare the names: {samples}. If they are wrong, export again in UTF-8.',
  'readers.fec-zero-lines':
    'A zero amount on a customer account, lines left out: {count}, from line {line} on.',
  'readers.xml-doctype':
    'Line {line}: a DOCTYPE declaration is forbidden. Neither a FEC nor a statement has one; export the file again.',
  'readers.xml-malformed': 'Line {line}: the XML is malformed. Export the file again.',
  'readers.xml-truncated':
    'Line {line}: the file stops before the end of the element "{element}". It is cut; export it again.',
  'readers.xml-not-a-fec': 'This XML is not a FEC: its root is "{root}" instead of "comptabilite".',
  'readers.repeated-columns':
    'Line {line}: columns bear the same name ({columns}); the second is called "… (2)".',
  'readers.csv-unclosed-quote':
    'Line {line}: a quote is opened and never closed. Correct this line, or export without quotes.',
  'readers.csv-malformed': 'Line {line}: the CSV file is malformed. Export it again.',
  'readers.xlsx-truncated': 'The workbook is incomplete: the file is cut. Copy or export it again.',
  'readers.xlsx-unreadable':
    'The workbook cannot be read. Open it in Excel, save it in the .xlsx format and try again.',
  'readers.xlsx-no-such-sheet': 'The workbook has no sheet "{sheet}". Choose another one.',
  'readers.xlsx-too-heavy':
    'The workbook takes too much memory or time. Export it as CSV, or export a shorter period.',
  'readers.bad-currency':
    'Line {line}, column "{column}": "{value}" is not a currency. Expected, for instance: EUR.',
  'readers.bad-level':
    'Line {line}, column "{column}": "{value}" is not a dunning level. Expected: 1, 2, 3 or 4.',
  'readers.sheets-joined':
    'Sheets with the same columns read one after the other ({count}), with their number of rows: {sheets}.',
  'readers.sheets-left-out':
    'Sheets left aside, whose columns are not those of the sheet read ({count}): {sheets}. If they hold invoices, save them in a workbook of their own.',
  'readers.is-cdar': 'This file gives the status of e-invoices (CDAR): it brings no invoice.',
  'readers.cdar-missing':
    'Document no. {line} of this status: “{what}” is missing. Ask your platform to send it again.',
  'readers.cdar-bad-value':
    'Document no. {line} of this status: “{what}” is “{value}”, which cannot be understood. Ask your platform to send it again.',
  'readers.cdar-empty': 'This status (CDAR) says nothing about any document.',
  'readers.cdar-no-reason':
    'Status {status} of invoice {number} does not give its reason, which is mandatory.',
  'readers.columns-used': 'Columns read ({count}): {columns}.',
  'readers.column-left-aside':
    'The column “{column}” speaks of payment and is not read (filled cells: {count}). If it says what is left to pay, say so in the columns.',
  'readers.is-client-balance':
    'This file is a balance by client, without invoices or due dates ({count} lines): it says who owes how much, but not which invoices to remind of. It is compared with the books, and nothing of it is imported. To remind, export the detailed aged balance, or the list of open invoices.',
  'readers.extra-cells':
    'Line {line}: {cells} cells for {columns} columns. A separator stands in a cell without quotes, and what follows is no longer under its column (lines concerned: {count}).',
  'readers.line-of-sheet': '{line} of the sheet “{sheet}”',
  'readers.customer-twice':
    'Line {line}: the customer "{code}" is already on line {first}. Keep only one of the two lines.',
  'readers.einvoice-encoding':
    'The file says it is {encoding} and is not: names would be unreadable. Ask for the invoice to be issued again.',
  'readers.einvoice-doctype':
    'Line {line}: a DOCTYPE or ENTITY declaration is forbidden in an e-invoice. The file is not read.',
  'readers.einvoice-not-xml': 'This file is neither a PDF nor XML: it holds no e-invoice.',
  'readers.einvoice-unknown-root':
    'This XML is no e-invoice: its root is “{root}”. Expected: CII (Factur-X, ZUGFeRD) or UBL.',
  'readers.einvoice-is-order':
    'This document is an order (Order-X or UBL), not an invoice: there is nothing to remind of.',
  'readers.einvoice-pdf-plain':
    'This PDF has no structured data (Factur-X, ZUGFeRD, XRechnung). Export the invoices as FEC, CSV or Excel (.xlsx).',
  'readers.einvoice-pdf-truncated': 'This PDF is cut before its end. Copy or download it again.',
  'readers.einvoice-pdf-encrypted':
    'This PDF only opens with a password. Export the invoice again without a password, or drop its XML.',
  'readers.einvoice-pdf-unreadable': 'This PDF is damaged and cannot be read. Download it again.',
  'readers.einvoice-missing':
    'The invoice lacks {term} (standard EN 16931), without which it cannot be read.',
  'readers.einvoice-bad-value': '{term} (standard EN 16931) is unreadable: “{value}”.',
  'readers.einvoice-bad-due-date': 'The due date “{value}” is unreadable and left aside.',
  'readers.einvoice-no-due-date': 'The invoice has no due date: the payment term will have to give it.',
  'readers.einvoice-due-dates-unclear':
    'Several due dates, whose amounts are missing or do not make the total: all is kept at the last one, {day}. Check it.',
  'readers.einvoice-unknown-type':
    'The document type “{type}” (BT-3) is not one of the French rules. Check that it is an invoice to collect.',
  'readers.einvoice-negative-credit':
    'Credit note (type {type}) with negative amounts: they are read as those of a credit note. Check it.',
  'readers.einvoice-credit-unreferenced':
    'This credit note does not say which invoice it comes from (BT-25): it will be set against none.',
  'readers.einvoice-corrective-unreferenced':
    'This corrective invoice does not say which one it replaces (BT-25). Withdraw the old one by hand.',
  'readers.einvoice-sums':
    'The total {total}, the prepaid amount {prepaid} and the amount due {payable} do not agree. The amount due is kept.',
  'readers.einvoice-currencies':
    'The invoice is in {currency} (BT-5), and its amounts in {other}. Ask for the invoice to be issued again.',
  'readers.einvoice-overpaid':
    'More was paid in advance than the total: nothing is left to pay, and the excess is not recorded. Note it by hand if it is still to be given back.',
  'readers.einvoice-siret-of-another':
    '{name}: SIRET {value} does not begin with the SIREN given; it is left aside.',
  'readers.einvoice-bad-siren': '{name}: SIREN or SIRET {value} has a wrong check digit. Check it.',
  'readers.einvoice-bad-iban': '“{iban}” is not a valid IBAN. Check it before it goes on a letter.',
  'readers.is-statement':
    'This file is a bank statement, not a list of invoices. Drop it without choosing a format: it is known by its content.',
  'readers.is-cfonb-240':
    'This file is in the CFONB 240 format (bills and transfers in detail). Ask the bank for the account statement in one of these formats: {formats}.',
  'readers.is-qif':
    'This file is in the QIF format, which names neither account nor currency. Ask the bank for a statement in one of these formats: {formats}.',
  'readers.camt-intraday':
    'This file is a CAMT.052: provisional movements of the day, which would count twice. Ask for the final statement, CAMT.053.',
  'readers.camt-notification':
    'This file is a CAMT.054: a notice of movements, without balances. Ask for the account statement, CAMT.053.',
  'readers.not-a-statement': 'This file is not a known bank statement. Expected: {formats}.',
  'readers.statement-none': 'This file has no account statement. Ask the bank for it again.',
  'readers.statement-unbalanced':
    'The old balance and the movements make {computed}, the new balance is {closing}: they differ by {difference}. The statement may be incomplete.',
  'readers.statement-repeated':
    'This statement repeats, in the same file, that of the account {account} on {day}. Count its movements only once.',
  'readers.zip-too-many':
    'The ZIP archive holds {count} files; the limit is {max}. Drop it in several parts.',
  'readers.einvoice-too-heavy':
    'This file takes too much memory or time to be read. It is damaged or is no invoice.',
  'readers.zip-nested': 'This archive holds another one: unzip it, then drop its files.',
  'readers.einvoice-is-books': 'This file is no e-invoice. If it is a FEC or a list, drop it on its own.',
  'readers.zip-unreadable':
    'The ZIP archive cannot be read: damaged, encrypted, or with too many files. Unzip it, then take its files one by one.',
  'readers.cfonb-misplaced':
    'Line {line}: a record "{record}" is out of place. A CFONB 120 statement goes from an old balance (01) to a new one (07); the file is incomplete.',
  'readers.cfonb-unclosed':
    'Line {line}: the statement that begins here has no new balance (07). The file is cut; ask the bank for it again.',
  'readers.cfonb-other-account':
    'Records of another account than that of the statement: {count}, from line {line} on. They are counted; check the balance.',
  'readers.camt-bad-side':
    'Line {line}: "{value}" is neither credit (CRDT) nor debit (DBIT). Ask the bank for the file again.',
  'readers.camt-not-booked': 'Movements announced but not booked, left out: {count}, from line {line} on.',
  'readers.camt-other-currency':
    'Amounts in another currency than that of the account, left out: {count}, from line {line} on.',
  'readers.camt-not-detailed':
    'Batches whose detail does not make the total, left as one movement: {count}, from line {line} on.',
  'readers.ofx-truncated':
    'The OFX file is cut or malformed: it does not end with "</OFX>". Download it again.',
  'readers.ofx-row-left-out':
    'Line {line}: movement left out, "{column}" is absent or unreadable ("{value}").',
  'readers.is-mt940':
    'This file is a SWIFT MT940 statement, which is not read. Ask the bank for the same statement in one of these formats: {formats}.',
  'readers.is-payment-order':
    'This file is an order of transfer or direct debit (pain) given to the bank: nothing says it was carried out. Ask for the account statement, CAMT.053.',
  'readers.is-office-document':
    'This file is an office document (.docx, .odt, .xlsb…). Open it, then save the table as .xlsx or .csv.',
  'readers.zip-encrypted': 'The ZIP archive is protected by a password. Unzip it, then drop its files.',
} as const
