import type { VariableLabels } from './letter-variables.ts'

/** What the editor calls each variable, and what it can look like in a letter. */
export const VARIABLE_LABELS_FR: VariableLabels = {
  customerName: { label: 'Nom du client', example: 'EARL des Peupliers' },
  customerCode: { label: 'Code client', example: 'PROFR' },
  contactName: { label: 'Interlocuteur chez le client', example: 'Mme Claire Martin' },
  netAmount: { label: 'Montant à payer, avoirs déduits', example: '1\u202f234,56\u00a0€' },
  totalAmount: { label: 'Total des échéances', example: '1\u202f354,56\u00a0€' },
  invoiceCount: { label: 'Nombre de factures', example: '3\u00a0factures' },
  oldestDueDate: { label: 'Plus ancienne échéance', example: '24/12/2023' },
  daysLate: { label: 'Retard de la plus ancienne échéance', example: '36\u00a0jours' },
  letterDate: { label: 'Date de la lettre', example: '29/01/2024' },
  deadlineDays: { label: 'Délai accordé', example: '8\u00a0jours' },
  deadlineDate: { label: 'Date limite de paiement', example: '06/02/2024' },
  previousReminderDate: { label: 'Date de la relance précédente', example: '08/01/2024' },
  previousReminderNumber: { label: 'Numéro de la relance précédente', example: '1' },
  latePenalties: { label: 'Pénalités de retard', example: '12,40\u00a0€' },
  recoveryFees: { label: 'Indemnités forfaitaires de recouvrement', example: '120,00\u00a0€' },
  totalWithPenalties: { label: 'Total avec pénalités et indemnités', example: '1\u202f366,96\u00a0€' },
  companyName: { label: 'Nom de l’entreprise', example: 'GAEC des Trois Chênes' },
  signatoryName: { label: 'Nom du signataire', example: 'Jeanne Lefèvre' },
  phone: { label: 'Téléphone de l’entreprise', example: '03 44 46 00 00' },
  email: { label: 'E-mail de l’entreprise', example: 'compta@trois-chenes.fr' },
  iban: { label: 'IBAN de l’entreprise', example: 'FR14 2004 1010 0505 0001 3M02 606' },
  consumerMediator: {
    label: 'Médiateur de la consommation',
    example: 'Médiateur du commerce, 75000 Paris, mediateur.example',
  },
}
