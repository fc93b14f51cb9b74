import { normalizeLabel } from './cells.ts'

/** What a column of a list of invoices or of customers can hold. */
export type Field = keyof typeof NAMES

/**
 * The names each field goes by, French and English, most telling first; compared without accents,
 * case or punctuation. A field takes its column before the next one looks for its own, so that
 * "date d'échéance" is never taken for a plain "date".
 */
const NAMES = {
  dueOn:
    'echeance, date echeance, date d echeance, date ech, ech, due date, due on, due, ' +
    'date limite de paiement, date limite de reglement, date limite reglement, date limite, a payer le, a echoir le, ' +
    'echeance le, echeance nette, date due, payable le, maturity date',
  settledOn:
    'date reglement, date de reglement, regle le, reglee le, paye le, payee le, solde le, soldee le, encaisse le, ' +
    'encaissee le, acquitte le, acquittee le, date paiement, date de paiement, ' +
    'date encaissement, settled date, settled on, payment date, paid on, paid date',
  lastRemindedOn:
    'derniere relance, date derniere relance, date de derniere relance, date relance, ' +
    'date de relance, relance le, last reminder, last reminder date, last reminded on',
  issuedOn:
    'date facture, date de facture, date de la facture, date facturation, date piece, date de piece, ' +
    'date document, date du document, date de facturation, date emission, date d emission, facture le, emis le, ' +
    'invoice date, invoice bill date, issue date, date issued, issued on, document date, date comptable, ' +
    'date ecriture, date d ecriture, posting date, date, date de creation, date creation, date d envoi, date envoi, creation date',
  lettering:
    'lettrage, let, code lettrage, code de lettrage, lettre, lettrage client, ltr, code lettre, lettrage tiers, matching',
  journal: 'journal, code journal, c j, cj, jal, code jal, jnl, journal code',
  settles:
    'affecte a, affectee a, affectation, affecte sur, facture affectee, facture reglee, facture soldee, regle la facture, ' +
    'imputation, impute sur, impute a, facture d origine, facture liee, facture associee, document d origine, ' +
    'piece d origine, allocated to, applied to, applies to, paid invoice, original invoice, against',
  number:
    'n facture, no facture, num facture, numero facture, numero de facture, n de facture, facture n, ' +
    'n de la facture, numero de la facture, invoice number, invoice no, invoice id, n piece, no piece, num piece, ' +
    'numero piece, numero de piece, n de piece, n document, no document, numero document, ' +
    'numero de document, numero du document, n de document, n du document, document number, piece, facture, invoice, reference facture, ref facture, ' +
    'reference piece, reference interne, ref interne, reference, ref, document, numero, number, num, n, no, id',
  customerCode:
    'code client, code tiers, n tiers, no tiers, numero tiers, code auxiliaire, auxiliaire, n client, no client, num client, numero client, numero de client, ' +
    'id client, client id, reference client, ref client, customer id, customer code, ' +
    'customer number, customer no, compte client, compte tiers, compte auxiliaire, code',
  customerName:
    'nom client, nom du client, nom complet du client, nom tiers, nom du tiers, raison sociale client, ' +
    'raison sociale du client, raison sociale, intitule tiers, intitule du tiers, libelle tiers, libelle auxiliaire, ' +
    'intitule auxiliaire, nom du partenaire a afficher sur la facture, client name, customer name, ' +
    'customer full name, contact name, invoice partner display name, client, tiers, customer, denomination, societe, company, company name, party, partner name, ' +
    'partner, partenaire, debiteur, debtor, intitule client, intitule du compte, intitule compte, ' +
    'libelle compte, libelle client, nom, nom 1, name, intitule, contact',
  paid:
    'paye completement, paye, payee, payes, payees, regle, reglee, reglees, soldee, solde, acquittee, acquitte, encaissee, encaisse, ' +
    'lettree, lettre, lettrage, facture payee, facture reglee, facture soldee, totalement paye, entierement paye, integralement paye, paye o n, ' +
    'paid, is paid, fully paid, impayee, impaye, non payee, non reglee, unpaid',
  openCents:
    'reste du, reste du ttc, restant du, montant restant du, montant du ttc, reste a payer, reste a payer ttc, reste a regler, ' +
    'solde ouvert, solde du, solde restant, montant du, ' +
    'montant restant, montant impaye, reste a encaisser, reste a percevoir, reste a recouvrer, solde a payer, solde a regler, solde facture, solde progressif, solde cumule, running balance, encours, ' +
    ' montant ouvert, outstanding amount, amount outstanding, outstanding, open amount, open balance, invoice amount due, ' +
    'amount remaining, remaining amount, remaining balance, amount left, remaining, total du, solde total, total solde, solde client, ' +
    'amount due, balance due, somme des tranches, impaye, reste, solde, balance',
  paidCents:
    'montant regle, montant paye, regle ttc, paye ttc, encaisse ttc, montant regle ttc, montant paye ttc, montant encaisse ttc, ' +
    'pourcent regle, pourcent paye, pourcent encaisse, regle pourcent, paye pourcent, pourcentage regle, pourcentage paye, ' +
    'pourcentage de reglement, taux de reglement, percent paid, paid pourcent, montant reglement, montant encaissements, total regle, total paye, deja encaisse, invoice amount paid, deja regle, deja paye, regle, paye, encaisse, montant encaisse, ' +
    'amount paid, paid amount, paid, reglements, reglement, acompte, acomptes',
  debit:
    'debit, mouvement debit, mouvements debit, debit eur, montant au debit, montant debit, debit amount, solde debiteur',
  credit:
    'credit, mouvement credit, mouvements credit, credit eur, montant au credit, montant credit, credit amount, solde crediteur',
  sense: 'sens, d c, d ou c, dc, debit credit, side',
  instalmentCents:
    'montant echeance, montant de l echeance, montant echeances, montant a l echeance, montant de echeance, instalment amount, ' +
    'installment amount',
  totalCents:
    'montant ttc, total ttc, total ttc net, montant total ttc, net a payer ttc, ttc, grand total, invoice amount, invoice total, total amount, ' +
    'montant total, montant facture, montant de la facture, total facture, net a payer, ' +
    'total ttc facture, montant ttc facture, total facture ttc, montant net a payer, montant initial, total, montant, montant en devise, ' +
    'montant en devise piece, amount, amount due',
  currency: 'devise, code devise, currency, currency code, customer currency, monnaie',
  level: 'niveau, niveau relance, niveau de relance, dunning level, reminder level, level, relance',
  toRemind:
    'a relancer, a relancer o n, relancer, relancer o n, relancable, relance autorisee, to remind, remind, allow reminders, ' +
    'allow dunning',
  notReminded:
    'ne pas relancer, ne plus relancer, a ne pas relancer, pas de relance, sans relance, non relancable, bloque, bloquee, blocage, ' +
    'bloque relance, blocage relance, blocage relances, blocage des relances, relance bloquee, relances bloquees, exclu relance, ' +
    'exclu relances, exclu des relances, exclure des relances, exclure relance, stop relance, stop relances, relance suspendue, ' +
    'relances suspendues, suspendre relances, relance en pause, on hold, do not remind, no reminder, no reminders, ' +
    'dunning block, dunning blocked, exclude from reminders, exclude from dunning, no follow up, ' +
    // Somebody else asks for it, or the law forbids to.
    'cedee au factor, cede au factor, cedee factor, cede factor, cession factor, cedee, cede, affacturee, affacture, affacturage, factor, ' +
    'factoring, factored, sent to factor, cession dailly, dailly, au contentieux, en contentieux, transmis au contentieux, contentieux, ' +
    'dossier contentieux, chez l huissier, huissier, procedure collective, redressement judiciaire, liquidation judiciaire, rj lj, ' +
    'creance douteuse, client douteux, douteuse, douteux, irrecouvrable, collection agency, insolvent',
  disputed: 'litige, en litige, disputed, dispute, conteste, contestee',
  paymentStatus:
    'etat du paiement, etat de paiement, etat paiement, statut du paiement, statut de paiement, statut paiement, statut reglement, ' +
    'statut de reglement, statut du reglement, etat reglement, etat de reglement, etat du reglement, payment status, payment state, ' +
    'situation de paiement',
  status:
    'statut, etat, etat facture, statut facture, statut de la facture, etat de la facture, statut document, statut du document, ' +
    'invoice status, status, state',
  kind:
    'type piece, type de transaction, transaction type, type de piece, type document, type de document, nature piece, document type, ' +
    'invoice type, type facture, type de facture, type mouvement, type d operation, nature du document, type ecriture, type journal, nature, type, kind',
  email: 'email, e mail, mail, courriel, adresse email, adresse e mail, adresse mail, email address',
  postcode: 'code postal, cp, postcode, postal code, zip, zip code',
  town: 'ville, commune, localite, city, town',
  country: 'pays, country, code pays, country code',
  address1:
    'adresse, adresse 1, adresse ligne 1, adresse facturation, adresse de facturation, rue, voie, ' +
    'address, address 1, address line 1, street',
  address2:
    'adresse 2, adresse ligne 2, complement, complement adresse, complement d adresse, address 2, ' +
    'address line 2',
  address3: 'adresse 3, adresse ligne 3, lieu dit, address 3, address line 3',
  phone: 'telephone, tel, n telephone, numero de telephone, phone, phone number, portable, mobile',
  siren: 'siren, siret, n siren, n siret, numero siren, numero siret',
  vatNumber:
    'tva intracommunautaire, n tva intracommunautaire, tva intra, n tva, numero tva, numero de tva, ' +
    'vat number, vat id, vat, tva',
  account:
    'compte, compte general, compte comptable, n compte, numero compte, numero de compte, account, ' +
    'ledger account',
  customerKind:
    'type client, type de client, nature du client, nature client, categorie, categorie client, qualite, customer type, customer kind',
  paymentTerm:
    'delai de reglement, delai reglement, delai de paiement, delai paiement, delai, condition de reglement, ' +
    'conditions de reglement, condition de paiement, conditions de paiement, mode et delai de reglement, ' +
    'echeance client, payment term, payment terms, terms',
  creditLimit:
    'encours autorise, encours maximum autorise, encours maximum, encours maximal, encours max, plafond d encours, plafond encours, ' +
    'plafond de credit, plafond credit, plafond autorise, limite de credit, limite credit, limite d encours, credit autorise, ' +
    'credit maximum, credit limit, plafond',
  language: 'langue, code langue, language, lang',
  channel: 'canal, canal de relance, mode d envoi, moyen de relance, envoi par, channel, preferred channel',
  label: 'libelle, libelle ecriture, intitule, objet, designation, label, description',
} as const

/** What one of several columns can say of its instalment (« Échéance 2 »), and how the column of all of them is called. */
export const INSTALMENT_NAMES = {
  dueOn: 'Échéance',
  amount: 'Montant échéance',
  openCents: 'Reste dû',
  paidCents: 'Montant réglé',
  settledOn: 'Date règlement',
  paid: 'Payé',
  paymentStatus: 'Statut de paiement',
} as const

/** Names of a field, most telling first. */
export function namesOf(field: Field): readonly string[] {
  return NAMES[field].split(', ')
}

/** Every field, in the order in which they take their columns. */
export const FIELDS = Object.keys(NAMES) as readonly Field[]

const CURRENCY_SUFFIX = / (?:en|(?:en )?(?:eur|euros?|usd|gbp|chf|cad|dollars?))$/

/**
 * The name of a column as it is compared with those above: "invoiceNumber" reads "invoice number"; the unit or
 * the time zone some exports add after it ("Montant TTC (€)", "Total signé", "Due Date (UTC)") says nothing.
 */
export function comparedName(column: string): string {
  const name = normalizeLabel(column.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').replaceAll('%', ' pourcent '))
  return name
    .replace(/^(?:somme de|sum of) /, '')
    .replace(/ (?:signe|signed)$/, '')
    .replace(/ (?:1 0|0 1|o n|oui non|y n|yes no|vrai faux)$/, '')
    .replace(/ (?:in currency|utc|gmt|local|local time|heure locale)$/, '')
    .replace(CURRENCY_SUFFIX, '')
}

/**
 * True when `column` is the name `known`. A "?" that an export has put for an accented letter
 * ("Pi?ce") stands for any letter.
 */
export function isNamed(column: string, known: string): boolean {
  // « Payé ? » asks: its sign stands for no letter.
  if (comparedName(column) === known) return true
  if (!/[?\ufffd]/.test(column)) return false
  const pattern = comparedName(column.replace(/[?\ufffd]/g, 'qqq')).replaceAll('qqq', '[a-z]')
  return new RegExp(`^${pattern}$`).test(known)
}

/** How many cells of a row are names of columns: what tells a header from titles and data. */
export function countKnownLabels(cells: readonly string[]): number {
  return cells.filter((cell) => cell.length <= 60 && isKnownLabel(cell)).length
}

const KNOWN: ReadonlySet<string> = new Set(Object.values(NAMES).flatMap((names) => names.split(', ')))

/** True when a cell is a name some field goes by. */
export function isKnownLabel(cell: string): boolean {
  if (KNOWN.has(comparedName(cell))) return true
  if (!/[?\ufffd]/.test(cell)) return false
  return [...KNOWN].some((known) => isNamed(cell, known))
}

/** The fields whose names include that of a column, or of its second one: « N° facture (2) ». */
export function namedFields(column: string): readonly Field[] {
  const name = comparedName(column)
  return FIELDS.filter((field) => namesOf(field).includes(name))
}
