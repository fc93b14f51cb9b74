/** Words of “How to export from …”: only what public help pages say, in our words. */
export const importHelp = {
  imports: {
    help: {
      title: 'How to export from your program',
      intro:
        'Two files will do: the FEC, which computerised accounts must be able to produce for the tax office (article A. 47 A-1 of the Livre des procédures fiscales), or the list of customer invoices, with what is left to pay, as CSV or XLSX.',
      from: 'How to export from {{program}}',
      name: {
        sage50: 'Sage 50',
        sage100: 'Sage 100',
        ebp: 'EBP',
        ciel: 'Ciel',
        cegid: 'Cegid',
        quadra: 'Cegid Quadra',
        pennylane: 'Pennylane',
        axonaut: 'Axonaut',
        odoo: 'Odoo',
        dolibarr: 'Dolibarr',
        indy: 'Indy',
        tiime: 'Tiime',
      },
      how: {
        sage50:
          'Ask for the accounting entries file (FEC) of the year, or the customers’ ledger saved as CSV or XLSX: a customer on a line of its own, repeated page headers and totals are understood. We found no public help that gives the exact menu: look for “FEC” in the program’s help.',
        sage100:
          'Ask for the accounting entries file (FEC) of the year, or the customers’ ledger saved as CSV or XLSX: a customer on a line of its own, repeated page headers and totals are understood. We found no public help that gives the exact menu: look for “FEC” in the program’s help.',
        ebp: 'In EBP Comptabilité Open Line: Exercices/clôtures, Historique FEC, then “Export Comptabilité informatisée FEC”; choose where the file goes, then Exporter. In EBP Horizon, only validated lines are exported.',
        ciel: 'The reference guide of Ciel Compta has its exports in the menu Dossier. Take the accounting entries file (FEC) of the year if it is there; otherwise look for “FEC” in the program’s help.',
        cegid:
          'Ask your accountant for the accounting entries file (FEC) of the year: they are mostly the ones who run this program. We found no public help that gives the exact menu.',
        quadra:
          'QuadraCompta’s notice on the duties of computerised accounts covers the accounting entries file (FEC): ask whoever keeps the books for that file, of the year. We could not check the exact menu.',
        pennylane:
          'Your sales invoices are in Ventes, Factures clients. Those Pennylane makes are Factur-X files: these PDFs, or a ZIP archive of them, can be dropped here as they are. To know what is paid, ask your accountants for the FEC too. We could not check the export menu.',
        axonaut:
          'Invoices are in Devis & Factures, Factures. Export this list as CSV or XLSX with the customer, the number, the date, the due date, the total and what is left to pay. We could not check the exact button.',
        odoo: 'FEC: in Accounting, Reporting, France, FEC, when French accounting is installed. List: open customer invoices in list view, tick them, then Action, Export; take the number, the partner, the invoice date, the due date, the total, the amount due and the payment status.',
        dolibarr:
          'The module Exports, to be turned on in Setup, Modules, is then in Tools, New export. Choose the data set of invoices, the fields and their order, filters if needed, the format CSV or Excel, then Generate.',
        indy: 'Invoices are in the tab Facturation. One only becomes “Payée” there when the money received is linked to it: link them before you export, or paid invoices will be reminded. We could not check the export button: failing that, fill the model spreadsheet below.',
        tiime:
          'By a public description of the service, each invoice issued is a Factur-X file: these PDFs, or a ZIP archive of them, can be dropped here as they are. They do not say what is paid: drop a bank statement afterwards. We found no help of the maker about exporting a list.',
      },
      model:
        'Without a program: fill a spreadsheet. Three example rows are to be replaced by yours; a credit note is written below zero. For several due dates, add the columns “Due date 1”, “Amount 1”, “Due date 2”, “Amount 2”.',
      modelGet: 'Download the model spreadsheet (XLSX)',
    },
  },
} as const
