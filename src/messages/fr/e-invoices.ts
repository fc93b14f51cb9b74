/** Ce que l’import des factures électroniques a à dire, document par document. */
export const eInvoices = {
  'imports.einvoice-supplier':
    'Facture fournisseur : elle vous est adressée par « {seller} ». Il n’y a rien à relancer.',
  'imports.einvoice-other-seller':
    'Cette facture est celle d’un autre vendeur, « {seller} » (SIREN {siren}). Choisissez l’entreprise qui l’a émise.',
  'imports.einvoice-company-unknown':
    'Le vendeur « {seller} » n’est peut-être pas cette entreprise, dont ni le SIREN ni le n° de TVA ne sont connus. Complétez-les dans Paramètres › Entreprises, puis recommencez.',
  'imports.einvoice-seller-unknown':
    'Le fichier ne donne ni SIREN ni n° de TVA du vendeur « {seller} », et son nom n’est pas celui de l’entreprise. Demandez une facture complète, ou corrigez la raison sociale.',
  'imports.einvoice-of-known-company':
    'L’entreprise « {company} » n’existe pas, et le vendeur « {seller} » est déjà l’entreprise {known}. Indiquez {known}, ou donnez le nom de l’entreprise à créer.',
  'imports.einvoice-seller-renamed':
    'Le vendeur de ces factures est « {seller} » : l’entreprise « {company} » en prendra le SIRET, l’adresse et l’IBAN. Si « {seller} » est votre fournisseur, choisissez un autre fichier.',
  'imports.einvoice-no-buyer': 'Le document ne nomme pas de client. Il ne peut pas être relancé.',
  'imports.einvoice-nothing-due': 'Le montant est nul : il n’y a rien à encaisser ni à déduire.',
  'imports.einvoice-unknown-type':
    'Le type de document {type} n’est pas prévu par les règles françaises. Si c’est une facture à recouvrer, saisissez-la ou importez-la par une liste.',
  'imports.einvoice-corrective-alone':
    'Cette facture rectificative ne dit pas laquelle elle remplace : l’ajouter la compterait deux fois. Demandez une émission complète, ou saisissez-la à la main.',
  'imports.einvoice-other-amount':
    'Un document du même numéro et de la même année a déjà été importé, pour un autre montant. Vérifiez lequel est le bon.',
  'imports.einvoice-amount-differs':
    'La facture {number} du client « {customer} » est déjà connue, pour un autre montant. Vérifiez laquelle est la bonne.',
  'imports.einvoice-customer-differs':
    'La facture {number}, du même montant, est déjà connue au nom de « {customer} ». Si c’est la même, donnez à ce client le SIREN de la facture, puis recommencez.',
  'imports.einvoice-prefix':
    'La facture {number} de {customer}, de même montant, ne diffère que par le préfixe de son numéro. Est-ce la même ?',
  'imports.einvoice-undated':
    'La facture {number} de {customer} porte le même numéro, sans date d’émission ni échéance commune qui dise si c’est la même.',
  'imports.einvoice-several-alike':
    'Plusieurs factures connues portent le numéro {number} et ce montant. Supprimez le doublon, puis recommencez.',
  'imports.einvoice-several-customers':
    'Plusieurs clients peuvent être celui de cette facture : {codes}. Donnez son SIREN à un seul d’entre eux, ou des noms différents, puis recommencez.',
  'imports.einvoice-joins':
    'Complète la facture déjà connue du client « {customer} », sans la compter deux fois.',
  'imports.einvoice-direct-debit': 'Prélèvement prévu : pas de relance avant sa date.',
  'imports.einvoice-factored':
    'À payer à un autre que vous ({payee}) ou cédée à un affactureur : pas de relance.',
  'imports.einvoice-already-paid': 'Déjà payée à l’émission : rien à relancer.',
  'imports.einvoice-corrective': 'Remplace la facture {numbers}.',
  'imports.einvoice-advance': 'Facture d’acompte.',
  'imports.einvoice-credits': 'Sera affecté à la facture {numbers}, dans la limite de ce qui reste dû.',
  'imports.no-document': 'Aucun document n’a été reçu pour cette facture ou cet avoir.',
  'imports.hold-direct-debit': 'Prélèvement prévu par la facture électronique',
  'imports.hold-factored': 'Facture électronique à payer à un tiers ({payee}) : affacturage ou mandat',
  'imports.superseded-by': 'Remplacée par la facture rectificative {number}',
} as const
