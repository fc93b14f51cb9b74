import type { ListCase } from './list-cases.ts'

const lines = (...rows: readonly string[]) => rows.join('\r\n')
const SIX = 'Client;N° facture;Date facture;Échéance;Montant TTC;Reste dû'
const FIVE = 'Client;N° facture;Date facture;Échéance;Montant TTC'

/** Lists of which some row is no invoice, or another one than it seems. */
export const ROW_CASES: Readonly<Record<string, ListCase>> = {
  'totals in the middle, and a dated one': {
    content: lines(
      SIX,
      'Dupont;F1;15/01/2024;14/02/2024;1200,00;1200,00',
      'Sous-total Dupont;;;;1200,00;1200,00',
      'Martin;F2;15/01/2024;14/02/2024;100,00;100,00',
      ';;;Total;1300,00;1300,00',
      'Leroy;F3;15/01/2024;14/02/2024;50,00;50,00',
      'Total;;31/12/2024;;1350,00;1350,00',
    ),
    owed: { DUPONT: 120_000, MARTIN: 10_000, LEROY: 5_000 },
    said: ['list-totals-skipped'],
  },
  'words after the table': {
    content: lines(
      SIX,
      'Dupont;F1;15/01/2024;14/02/2024;1200,00;1200,00',
      '',
      'Montants en euros, établis le 31/12/2024;;;;;',
    ),
    owed: { DUPONT: 120_000 },
  },
  'amounts after the table': {
    content: lines(
      SIX,
      'Dupont;F1;15/01/2024;14/02/2024;1200,00;1200,00',
      '',
      'Dont échu;;;;;1000,00',
      'Dont non échu;;;;;200,00',
    ),
    owed: { DUPONT: 120_000, 'DONT-ECHU': 100_000, 'DONT-NON-ECHU': 20_000 },
    said: ['no-document:'],
  },
  'several companies': {
    content: lines(
      `Entreprise;${FIVE}`,
      'Alpha SARL;Dupont;F1;15/01/2024;14/02/2024;1200,00',
      'Beta SARL;Dupont;F2;15/01/2024;14/02/2024;100,00',
    ),
    owed: { DUPONT: 130_000 },
    said: ['several-companies:alpha sarl', 'several-companies:beta sarl'],
  },
  'the company of each client': {
    content: lines(
      `Société;${FIVE}`,
      'Alpha SARL;Dupont;F1;15/01/2024;14/02/2024;1200,00',
      'Beta SARL;Martin;F2;15/01/2024;14/02/2024;100,00',
    ),
    owed: { DUPONT: 120_000, MARTIN: 10_000 },
  },
  'quotes among the invoices': {
    content: lines(
      FIVE,
      'Dupont;DEV-001;15/01/2024;14/02/2024;1200,00',
      'Dupont;FA-001;15/01/2024;14/02/2024;100,00',
    ),
    owed: { DUPONT: 130_000 },
    said: ['not-owed-number:dev'],
  },
  'states that say more than one word': {
    content: lines(
      `${FIVE};État`,
      'Dupont;F1;15/01/2024;14/02/2024;1200,00;Partiellement réglée',
      'Dupont;F2;15/01/2024;14/02/2024;100,00;En litige',
      'Dupont;F3;15/01/2024;14/02/2024;10,00;Payée le 12/03',
      'Dupont;F4;15/01/2024;14/02/2024;1,00;Sera payée le 12/03',
      'Dupont;F5;15/01/2024;14/02/2024;2,00;Payée - rejetée',
      'Dupont;F6;15/01/2024;14/02/2024;4,00;Payée sauf 3 euros',
    ),
    owed: { DUPONT: 130_700 },
    said: [
      'unknown-state:partiellement reglee',
      'unknown-state:sera payee le 12 03',
      'unknown-state:payee rejetee',
      'unknown-state:payee sauf 3 euros',
    ],
  },
  'given up, lost, refused': {
    content: lines(
      `${FIVE};Statut`,
      'Dupont;F1;15/01/2024;14/02/2024;1200,00;Irrécouvrable',
      'Dupont;F2;15/01/2024;14/02/2024;100,00;Passée en perte',
      'Dupont;F3;15/01/2024;14/02/2024;10,00;Refusée',
    ),
    owed: { DUPONT: 131_000 },
    said: ['unknown-state:irrecouvrable', 'unknown-state:passee en perte', 'unknown-state:refusee'],
  },
  'yes and no': {
    content: lines(
      `${FIVE};Soldée ?`,
      'Dupont;F1;15/01/2024;14/02/2024;1200,00;N',
      'Dupont;F2;15/01/2024;14/02/2024;100,00;O',
    ),
    owed: { DUPONT: 120_000 },
  },
  'no and yes': {
    content: lines(
      `${FIVE};Impayée`,
      'Dupont;F1;15/01/2024;14/02/2024;1200,00;VRAI',
      'Dupont;F2;15/01/2024;14/02/2024;100,00;FAUX',
    ),
    owed: { DUPONT: 120_000 },
  },
  'negative invoices': {
    content: lines(
      SIX,
      'Dupont;F1;15/01/2024;14/02/2024;1200,00;1200,00',
      'Dupont;F2;15/01/2024;14/02/2024;-200,00;-200,00',
      'Dupont;F3;15/01/2024;14/02/2024;-100,00;0,00',
    ),
    owed: { DUPONT: 100_000 },
  },
  'credit notes of positive amounts, down payments': {
    content: lines(
      'Client;N° facture;Type;Date facture;Échéance;Montant TTC;Reste dû',
      'Dupont;F1;Facture;15/01/2024;14/02/2024;1200,00;1200,00',
      'Dupont;F2;Avoir;15/01/2024;14/02/2024;200,00;200,00',
      'Dupont;F3;Facture d’avoir;15/01/2024;14/02/2024;100,00;0,00',
      'Dupont;F4;Facture d’acompte;15/01/2024;14/02/2024;300,00;300,00',
      'Dupont;F5;Facture de solde;15/01/2024;14/02/2024;400,00;400,00',
    ),
    owed: { DUPONT: 170_000 },
  },
  'one number, two due dates, one remainder': {
    content: lines(
      SIX,
      'Dupont;F1;15/01/2024;14/02/2024;600,00;600,00',
      'Dupont;F1;15/01/2024;14/03/2024;600,00;600,00',
    ),
    owed: { DUPONT: 120_000 },
    said: ['repeated-remainders:'],
  },
  'one row per line of the invoice': {
    content: lines(
      'N° facture;Client;Date facture;Échéance;Article;Montant ligne;Total TTC',
      'F1;Dupont;15/01/2024;14/02/2024;Vis;200,00;1200,00',
      'F1;Dupont;15/01/2024;14/02/2024;Clous;1000,00;1200,00',
      'F2;Dupont;15/01/2024;14/02/2024;Clous;100,00;100,00',
    ),
    owed: { DUPONT: 130_000 },
    said: ['list-repeated-rows'],
  },
  'two rows of headers': {
    content: lines(
      'Client;Facture;;;Montants;',
      ';N°;Date;Échéance;TTC;Reste dû',
      'Dupont;F1;15/01/2024;14/02/2024;1200,00;200,00',
    ),
    owed: { DUPONT: 20_000 },
  },
  'ages beside their total': {
    content: lines(
      'Client;N° facture;Date facture;Échéance;Non échu;0-30 j;31-60 j;> 60 j;Total',
      'Dupont;F1;15/01/2024;14/02/2024;;;1200,00;;1200,00',
      'Dupont;F2;15/01/2024;14/03/2024;;100,00;;;100,00',
    ),
    owed: { DUPONT: 130_000 },
  },
  'ages alone': {
    content: lines(
      'Client;N° facture;Date facture;Échéance;Non échu;0-30 j;31-60 j',
      'Dupont;F1;15/01/2024;14/02/2024;;;1200,00',
    ),
    owed: { DUPONT: 120_000 },
    said: ['list-ages-summed'],
  },
  'amounts without tax alone': {
    content: lines(
      'Client;N° facture;Date facture;Échéance;Montant HT',
      'Dupont;F1;15/01/2024;14/02/2024;1000,00',
    ),
    owed: null,
    said: ['list-no-amount-column'],
  },
  'states that stop reminders, beside what is left': {
    content: lines(
      `${SIX};Statut`,
      'Dupont;F1;15/01/2024;14/02/2024;1200,00;1200,00;Transmise au contentieux',
      'Martin;F2;15/01/2024;14/02/2024;100,00;100,00;Irrécouvrable',
      'Leroy;F3;15/01/2024;14/02/2024;50,00;50,00;Cédée au factor',
      'Petit;F4;15/01/2024;14/02/2024;30,00;30,00;Impayée',
    ),
    owed: { DUPONT: 120_000, MARTIN: 10_000, LEROY: 5_000, PETIT: 3_000 },
    said: ['list-held-back', 'unknown-state:irrecouvrable'],
  },
  'a payment under way, beside what is left': {
    content: lines(
      `${SIX};Statut`,
      'Dupont;F1;15/01/2024;14/02/2024;1200,00;1200,00;Prélèvement en cours',
      'Martin;F2;15/01/2024;14/02/2024;100,00;0,00;En cours de paiement',
    ),
    owed: { DUPONT: 120_000, MARTIN: 0 },
    said: ['payment-under-way:prelevement en cours'],
  },
  'what is left in other words': {
    content: lines(
      `${FIVE};Montant restant à payer TTC`,
      'Dupont;F1;15/01/2024;14/02/2024;1200,00;200,00',
      'Martin;F2;15/01/2024;14/02/2024;100,00;0,00',
    ),
    owed: { DUPONT: 20_000, MARTIN: 0 },
  },
  'the references of customers, which are no codes': {
    content: lines(
      `Réf. client;${FIVE}`,
      'CMD-1;Dupont;F1;15/01/2024;14/02/2024;1200,00',
      'CMD-2;Dupont;F2;15/01/2024;14/02/2024;100,00',
    ),
    owed: { DUPONT: 130_000 },
  },
  'the codes of customers under the name of an account': {
    content: lines(
      'Compte;Libellé compte;Date;Pièce;Échéance;Débit;Crédit',
      '9DUPONT;Dupont;15/01/2024;F1;14/02/2024;1200,00;0,00',
      '9MARTIN;Martin;15/01/2024;F2;14/02/2024;100,00;0,00',
    ),
    owed: { '9DUPONT': 120_000, '9MARTIN': 10_000 },
  },
  'dates with the day of the week': {
    content: lines(FIVE, 'Dupont;F1;lundi 15 janvier 2024;mer. 14 févr. 2024;1200,00'),
    owed: { DUPONT: 120_000 },
  },
}
