import type { ListCase } from './list-cases.ts'

// Several tables in one, and columns that mean something else than their names. What each customer owes is added up by hand.

const lines = (...rows: readonly string[]) => rows.join('\r\n')
const FIVE = 'Client;N° facture;Date facture;Échéance;Montant TTC'
const DUPONT = 'Dupont;F1;15/01/2024;14/02/2024;1200,00'
const MARTIN = 'Martin;F3;25/01/2024;24/02/2024;300,00'

export const SHAPE_CASES: Readonly<Record<string, ListCase>> = {
  // --- Several tables ---
  'paid invoices under a title of theirs': {
    content: lines('Factures impayées;;;;', FIVE, DUPONT, '', 'Factures réglées;;;;', FIVE, MARTIN),
    owed: { DUPONT: 120_000, MARTIN: 30_000 },
    said: ['section-title:factures reglees'],
  },
  'two lists side by side': {
    content: lines(`${FIVE};;${FIVE}`, `${DUPONT};;${MARTIN}`),
    owed: null,
    said: ['lists-side-by-side'],
  },
  'a list beside a sum by client': {
    content: lines(`${FIVE};;Client;Total dû`, `${DUPONT};;Dupont;1200,00`, `${MARTIN};;Martin;300,00`),
    owed: { DUPONT: 120_000, MARTIN: 30_000 },
  },
  'an invoice a column': {
    content: lines(
      'Client;Dupont;Martin',
      'N° facture;F1;F3',
      'Date facture;15/01/2024;25/01/2024',
      'Échéance;14/02/2024;24/02/2024',
      'Montant TTC;1200,00;300,00',
    ),
    owed: null,
    said: ['is-transposed'],
  },
  // --- Amounts ---
  'thousands of euros by its title': {
    content: lines('Montants en milliers d’euros;;;;', FIVE, 'Dupont;F1;15/01/2024;14/02/2024;1,2'),
    owed: null,
    said: ['amounts-in-thousands'],
  },
  'thousands of euros by a header': {
    content: lines(`${FIVE};Reste dû (k€)`, `${DUPONT};1,2`),
    owed: null,
    said: ['amounts-in-thousands'],
  },
  'every amount below zero': {
    content: lines(
      FIVE,
      'Dupont;F1;15/01/2024;14/02/2024;-1200,00',
      'Dupont;F2;20/01/2024;19/02/2024;-600,00',
      'Dupont;AV1;21/01/2024;;100,00',
    ),
    // A doubtful credit is set aside, as a doubtful invoice is.
    owed: { DUPONT: -170_000 },
    said: ['negative-amounts:montant ttc', 'unsigned-credit:av'],
  },
  'prices as the Swiss write them': {
    content: lines(FIVE, "Dupont;F1;15.01.2024;14.02.2024;1'200.-", 'Martin;F3;25.01.2024;24.02.2024;300.--'),
    owed: { DUPONT: 120_000, MARTIN: 30_000 },
  },
  'an amount before tax beside its tax and their sum': {
    content: lines(
      'Client;N° facture;Date facture;Échéance;Montant;TVA;Net',
      'Dupont;F1;15/01/2024;14/02/2024;1000,00;200,00;1200,00',
    ),
    owed: { DUPONT: 120_000 },
  },
  'an amount beside a tax': {
    content: lines(
      'Client;N° facture;Date facture;Échéance;Montant;TVA',
      'Dupont;F1;15/01/2024;14/02/2024;1200,00;200,00',
    ),
    owed: { DUPONT: 120_000 },
    said: ['list-before-tax'],
  },
  'a total, and what is left of it to pay': {
    content: lines(
      'Client;N° facture;Date facture;Échéance;Total TTC;Acomptes déduits;Net à payer',
      'Dupont;F1;15/01/2024;14/02/2024;1200,00;200,00;1000,00',
    ),
    owed: { DUPONT: 100_000 },
    said: ['column-left-aside'],
  },
  'a deposit and a payment': {
    content: lines(`${FIVE};Acompte;Règlement`, `${DUPONT};500,00;200,00`),
    owed: { DUPONT: 100_000 },
    said: ['column-left-aside', 'unread-payment:acompte'],
  },
  'a share of what is paid': {
    content: lines(`${FIVE};% réglé`, `${DUPONT};50`),
    owed: { DUPONT: 60_000 },
  },
  'words of payment among the remarks': {
    content: lines(`${FIVE};Observations`, `${DUPONT};payé le 12/03`, `${MARTIN};`),
    owed: { DUPONT: 120_000, MARTIN: 30_000 },
    said: ['cells-speak-of-payment'],
  },
  // --- Nobody, and drafts ---
  'the collective account alone': {
    content: lines(
      'Compte;Date;Réf;Débit;Crédit',
      '411100;15/01/2024;F1;1200,00;',
      '411100;20/01/2024;F2;600,00;',
    ),
    owed: null,
    said: ['list-no-customer'],
  },
  'drafts by their numbers': {
    content: lines(
      FIVE,
      DUPONT,
      'Dupont;(PROV13);15/01/2024;14/02/2024;100,00',
      'Dupont;PROV14;15/01/2024;14/02/2024;10,00',
    ),
    owed: { DUPONT: 121_000 },
    said: ['list-not-final', 'not-owed-number:prov'],
  },
}
