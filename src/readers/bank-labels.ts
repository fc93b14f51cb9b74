/** What a column of a bank's table can hold. */
export type BankField = keyof typeof BANK_NAMES

/**
 * The names banks give their columns, French and English, most telling first; compared as those of lists
 * (`comparedName`). The day an operation was booked comes before the day it was made: statements of other formats
 * count by it.
 */
export const BANK_NAMES = {
  valueOn: 'date de valeur, date valeur, date val, date de la valeur, valeur, value date, date value, value',
  bookedOn:
    'date de comptabilisation, date comptabilisation, date comptable, date de l operation, date d operation, date operation, ' +
    'date op, date oper, date ope, date opera, date des operations, date du mouvement, date mouvement, date de mouvement, ' +
    'date transaction, date de transaction, date de la transaction, booking date, posting date, posted date, date posted, ' +
    'operation date, transaction date, completed date, date completed, completed on, date de fin, date d execution, ' +
    'execution date, settlement date, date ecriture, date d ecriture, date, jour, started date, date started, date de debut, ' +
    'transaction date time, date time, date et heure',
  debit:
    'debit, debits, montant debit, montant au debit, montant debite, debit amount, sortie, sorties, decaissement, decaissements, ' +
    'depense, depenses, retrait, retraits, paid out, money out, withdrawal, withdrawals, withdrawn',
  credit:
    'credit, credits, montant credit, montant au credit, montant credite, credit amount, entree, entrees, encaissement, ' +
    'encaissements, recette, recettes, depot, depots, versement, versements, paid in, money in, deposit, deposits, deposited',
  amount:
    'montant total ttc, total amount, montant total, montant de l operation, montant operation, montant de la transaction, ' +
    'montant transaction, montant du mouvement, montant mouvement, montant, montant ttc, montant net, transaction amount, ' +
    'amount, net amount, somme, mouvement, total amount incl vat, amount incl vat, total amount incl taxes',
  fee: 'frais, fee, fees, commission, frais bancaires',
  sense: 'sens, sens operation, d c, debit credit, side, direction, type d operation comptable',
  balance:
    'solde, solde comptable, solde apres operation, solde courant, solde progressif, solde cumule, solde du compte, ' +
    'solde apres mouvement, balance, running balance, account balance, accountbalance, balance after, solde disponible',
  account:
    'iban, numero de compte, numero du compte, n compte, n de compte, no compte, num compte, account num, account number, ' +
    'account no, account iban, iban du compte, compte bancaire, bank account, compte, account, libelle du compte, account name, ' +
    'nom du compte, account label',
  status: 'statut, status, state, etat, transaction status, statut de la transaction',
  currency: 'devise, currency, monnaie, payment currency, devise du compte, code devise, account currency',
  bankId:
    'transaction id, transferwise id, id de transaction, id transaction, identifiant de transaction, fitid',
  payer:
    'nom de la contrepartie, contrepartie, counterparty name, counterparty, payer name, payer, emetteur, nom de l emetteur, ' +
    'donneur d ordre, nom du donneur d ordre, partner name, nom du tiers, tiers, beneficiaire, nom du beneficiaire, payee name, ' +
    'payee, merchant, commercant, beneficiary, name, nom, sender, debtor name',
  label:
    'libelle, libelle de l operation, libelle operation, libelle d operation, libelle simplifie, libelle court, libelle complet, ' +
    'libelle long, libelle du mouvement, libelle mouvement, libelle ecriture, libelles, description, label, transaction description, ' +
    'detail, details, detail de l ecriture, details de l operation, detail de l operation, detail operation, ' +
    'informations complementaires, nature de l operation, nature operation, nature, operation, operations, intitule, ' +
    'intitule de l operation, motif, motif du virement, memo, note, notes, communication, narrative, particulars, wording, ' +
    'transaction, objet, commentaire, comment',
  reference:
    'reference, references, reference de l operation, ref, payment reference, reference du paiement, reference client, ' +
    'numero de cheque, n de cheque, n cheque, end to end id',
  type:
    'type, type operation, type d operation, type de l operation, type de transaction, transaction type, moyen de paiement, ' +
    'payment method, mode de paiement, categorie operation, categorie, category',
} as const
