/** Ce que les lecteurs de fichiers ont à dire : quoi, où, que faire. */
export const readers = {
  'readers.empty': 'Le fichier est vide. Refaites l’export, puis importez-le de nouveau.',
  'readers.no-rows':
    'Le fichier n’a que sa ligne de titres, aucune donnée. Vérifiez la période choisie à l’export.',
  'readers.is-pdf': 'Ce fichier est un PDF. Exportez les données en FEC, CSV ou Excel (.xlsx).',
  'readers.is-old-excel':
    'Ce fichier est un ancien classeur Excel (.xls), ou un classeur protégé par un mot de passe. Ouvrez-le dans Excel et enregistrez-le au format .xlsx.',
  'readers.is-zip':
    'Ce fichier est une archive ZIP ou un classeur. Décompressez-le, ou importez-le comme fichier Excel.',
  'readers.is-compressed': 'Ce fichier est compressé. Décompressez-le, puis importez ce qu’il contient.',
  'readers.is-binary': 'Ce fichier n’est pas du texte. Exportez les données en FEC, CSV ou Excel (.xlsx).',
  'readers.is-xml':
    'Ce fichier est du XML et non un tableau. Si c’est un FEC en XML, importez-le comme FEC ; sinon, exportez en CSV ou Excel.',
  'readers.is-text': 'Ce fichier n’est pas un classeur Excel (.xlsx). Importez-le comme CSV ou comme FEC.',
  'readers.not-a-table':
    'Aucun tableau n’a été reconnu dans ce fichier : il faut une ligne de titres et des colonnes séparées par « ; », « , » ou des tabulations.',
  'readers.file-too-large':
    'Le fichier pèse {size} Mo ; la limite est de {max} Mo. Exportez une période plus courte.',
  'readers.line-too-long':
    'Ligne {line} : plus d’un million de caractères sans fin de ligne. Le fichier est abîmé ou n’est pas un export comptable.',
  'readers.too-many-columns':
    'Ligne {line} : {count} colonnes, la limite est de {max}. Ce fichier n’est pas un export comptable.',
  'readers.too-many-rows': 'Plus de {max} lignes dans ce tableau. Exportez une période plus courte.',
  'readers.broken-accents':
    'Ligne {line} : des lettres accentuées sont abîmées (« Ã© » au lieu de « é »). Refaites l’export en UTF-8, sinon les lettres porteraient ces noms.',
  'readers.more-issues':
    '… et d’autres lignes en défaut, au nombre de {count}. Corrigez d’abord celles-ci, puis importez de nouveau.',
  'readers.duplicate-column':
    'Ligne {line} : la colonne « {column} » figure deux fois. Renommez ou supprimez l’une des deux.',
  'readers.missing-columns':
    'Il manque les colonnes : {columns}. Refaites l’export avec toutes les colonnes du FEC (art. A47 A-1 du LPF).',
  'readers.too-few-fields':
    'Ligne {line} : {count} champs au lieu de {expected}. La ligne est coupée ; refaites l’export.',
  'readers.too-many-fields':
    'Ligne {line} : {count} champs au lieu de {expected}. Un séparateur se trouve dans un libellé ; corrigez-le dans le logiciel comptable.',
  'readers.bad-amount':
    'Ligne {line}, colonne « {column} » : « {value} » n’est pas un montant. Attendu, par exemple : 1234,56.',
  'readers.bad-date':
    'Ligne {line}, colonne « {column} » : « {value} » n’est pas une date. Attendu, par exemple : 31/12/2026.',
  'readers.bad-side':
    'Ligne {line}, colonne « {column} » : « {value} » ne dit ni débit ni crédit. Attendu : D ou C.',
  'readers.not-a-fec':
    'Aucune colonne d’un FEC n’a été reconnue en ligne {line}. La première ligne doit porter les noms JournalCode, EcritureNum, CompteNum…',
  'readers.fec-no-receivable':
    'Aucune écriture sur un compte client (411). Ce FEC ne contient pas de créances à relancer.',
  'readers.fec-no-customer-detail':
    'Les clients sont tous réunis sur le compte collectif {account}, sans compte auxiliaire : rien ne dit qui doit quoi, et le fichier ne peut pas servir aux relances. Exportez les factures en CSV ou Excel.',
  'readers.fec-collective-lines':
    'Le compte collectif {account} n’indique pas le client (lignes : {count}, solde : {balance}). Ces lignes sont importées pour que le solde soit juste, et écartées : elles ne seront jamais relancées.',
  'readers.fec-unnamed-customers':
    'Ces comptes ne portent pas le nom d’un client : {accounts}. Complétez leur fiche avant de relancer.',
  'readers.fec-no-lettering-column':
    'Ce FEC n’a pas de colonne EcritureLet : le lettrage est absent et des factures déjà réglées paraîtront ouvertes. Vérifiez avant de relancer.',
  'readers.fec-no-lettering':
    'Aucune écriture client n’est lettrée : des factures déjà réglées paraîtront ouvertes. Acceptez le rapprochement proposé, ou lettrez dans le logiciel comptable.',
  'readers.fec-no-validation-column':
    'Ce FEC n’a pas de colonne ValidDate : toutes les écritures sont importées comme provisoires.',
  'readers.fec-columns-absent': 'Colonnes absentes : {columns}. Les factures auront moins de renseignements.',
  'readers.fec-unbalanced':
    'Les écritures ne sont pas équilibrées : débit {debit}, crédit {credit}, écart {difference}. L’export est peut-être incomplet.',
  'readers.fec-both-sides':
    'Un débit et un crédit à la fois, lignes concernées : {count}, à partir de la ligne {line}. Leur différence est retenue.',
  'readers.fec-no-side':
    'Ni débit ni crédit, lignes concernées : {count}, à partir de la ligne {line}. Elles sont sans effet.',
  'readers.fec-rejoined':
    'Un séparateur dans un libellé, lignes concernées : {count}, à partir de la ligne {line}. Elles ont été recollées ; vérifiez-en une.',
  'readers.fec-bad-dates':
    'Une date illisible, lignes concernées : {count}, à partir de la ligne {line}. Ces dates sont ignorées.',
  'readers.fec-parts':
    'En-tête répété au milieu du fichier, {count} fois, à partir de la ligne {line} : les parties ont été lues à la suite.',
  'readers.fec-several-readings':
    'Ligne {line} : {count} champs au lieu de {expected}, et plusieurs façons de la lire. Un séparateur se trouve dans un libellé : corrigez-le dans le logiciel comptable, ou exportez avec un autre séparateur.',
  'readers.fec-mangled-account':
    'Ligne {line}, colonne « {column} » : un tableur a changé le compte en « {value} ». Refaites l’export sans l’ouvrir dans un tableur.',
  'readers.fec-no-account':
    'Sans numéro de compte, lignes laissées de côté : {count}, à partir de la ligne {line}.',
  'readers.fec-serial-dates':
    'Des dates sont écrites comme un tableur les compte (45382 pour le 31/03/2024), lignes concernées : {count}, à partir de la ligne {line}. Elles ont été converties ; vérifiez-en une.',
  'readers.fec-other-side':
    'Le libellé dit « facture » au crédit du client, ou « avoir » à son débit, lignes concernées : {count}, à partir de la ligne {line}. Elles sont lues par leur côté ; vérifiez qu’il n’est pas inversé.',
  'readers.fec-mangled-numbers':
    'Un tableur a changé le numéro de pièce (« 2,02401E+11 »), lignes concernées : {count}, à partir de la ligne {line}. Ces factures sont importées sans numéro : corrigez-les avant de relancer, ou refaites l’export sans l’ouvrir dans un tableur.',
  'readers.fec-mangled-codes':
    'Un tableur a changé le code du client (« 4,11E+08 »), lignes concernées : {count}, à partir de la ligne {line}. Le nom en tient lieu.',
  'readers.fec-placeholder-lettering':
    '« {code} » figure en lettrage sur {count} lignes qui ne se soldent pas : il ne lettre rien, et il n’en est pas tenu compte.',
  'readers.fec-opening-repeated':
    'Les à-nouveaux du {day} reprennent l’année précédente, présente dans le même fichier : {count} lignes ({amount}) laissées de côté, pour ne rien compter deux fois.',
  'readers.fec-opening-differs':
    '{name} : les à-nouveaux du {day} disent {opening}, et les écritures d’avant {before}. Les à-nouveaux sont retenus.',
  'readers.fec-opening-unlike':
    'Des écritures d’à-nouveaux du {day} ({count} lignes, à partir de la ligne {line}) ne reprennent pas le solde des clients à cette date : elles sont lues comme des écritures ordinaires. Vérifiez que rien n’est compté deux fois.',
  'readers.fec-account-left-out':
    'Le compte {account} n’est pas lu (lignes : {count}, solde : {balance}). Choisissez-le si ces sommes sont à suivre.',
  'readers.encoding-unsure':
    'Rien ne dit sûrement dans quel alphabet le fichier est écrit. Il est lu en {encoding} ; comparez les noms : {samples}. S’ils sont faux, refaites l’export en UTF-8.',
  'readers.fec-zero-lines':
    'Un montant nul sur un compte client, lignes laissées de côté : {count}, à partir de la ligne {line}.',
  'readers.xml-doctype':
    'Ligne {line} : une déclaration DOCTYPE est interdite. Ni un FEC ni un relevé n’en contient ; refaites l’export.',
  'readers.xml-malformed': 'Ligne {line} : le XML est mal formé. Refaites l’export.',
  'readers.xml-truncated':
    'Ligne {line} : le fichier s’arrête avant la fin de l’élément « {element} ». Il est coupé ; refaites l’export.',
  'readers.xml-not-a-fec': 'Ce XML n’est pas un FEC : sa racine est « {root} » au lieu de « comptabilite ».',
  'readers.repeated-columns':
    'Ligne {line} : des colonnes portent le même nom ({columns}) ; la deuxième est appelée « … (2) ».',
  'readers.csv-unclosed-quote':
    'Ligne {line} : un guillemet ouvert n’est jamais refermé. Corrigez cette ligne, ou exportez sans guillemets.',
  'readers.csv-malformed': 'Ligne {line} : le fichier CSV est mal formé. Refaites l’export.',
  'readers.xlsx-truncated':
    'Le classeur est incomplet : le fichier est coupé. Copiez-le ou exportez-le de nouveau.',
  'readers.xlsx-unreadable':
    'Le classeur ne peut pas être lu. Ouvrez-le dans Excel, enregistrez-le au format .xlsx et recommencez.',
  'readers.xlsx-no-such-sheet': 'Le classeur n’a pas de feuille « {sheet} ». Choisissez-en une autre.',
  'readers.xlsx-too-heavy':
    'Le classeur demande trop de mémoire ou de temps. Exportez-le en CSV, ou une période plus courte.',
  'readers.bad-currency':
    'Ligne {line}, colonne « {column} » : « {value} » n’est pas une devise. Attendu, par exemple : EUR.',
  'readers.bad-level':
    'Ligne {line}, colonne « {column} » : « {value} » n’est pas un niveau de relance. Attendu : 1, 2, 3 ou 4.',
  'readers.sheets-joined':
    'Feuilles de mêmes colonnes lues à la suite ({count}), avec leur nombre de lignes : {sheets}.',
  'readers.sheets-left-out':
    'Feuilles laissées de côté, dont les colonnes ne sont pas celles de la feuille lue ({count}) : {sheets}. S’il y a des factures, enregistrez-les dans un classeur à part.',
  'readers.is-cdar':
    'Ce fichier donne le statut de factures électroniques (CDAR) : il n’apporte aucune facture.',
  'readers.cdar-missing':
    'Document n° {line} de ce statut : « {what} » manque. Demandez un nouvel envoi à votre plateforme.',
  'readers.cdar-bad-value':
    'Document n° {line} de ce statut : « {what} » vaut « {value} », qui ne se comprend pas. Demandez un nouvel envoi à votre plateforme.',
  'readers.cdar-empty': 'Ce statut (CDAR) ne dit rien d’aucun document.',
  'readers.cdar-no-reason':
    'Le statut {status} de la facture {number} ne donne pas son motif, pourtant obligatoire.',
  'readers.columns-used': 'Colonnes lues ({count}) : {columns}.',
  'readers.column-left-aside':
    'La colonne « {column} » parle de règlement et n’est pas lue (cellules remplies : {count}). Si elle dit ce qui reste dû, indiquez-le dans les colonnes.',
  'readers.is-client-balance':
    'Ce fichier est une balance par client, sans factures ni échéances ({count} lignes) : elle dit qui doit combien, mais pas quelles factures relancer. Elle est comparée aux comptes, et rien n’en est importé. Pour relancer, exportez la balance âgée détaillée, ou la liste des factures ouvertes.',
  'readers.extra-cells':
    'Ligne {line} : {cells} cases pour {columns} colonnes. Un séparateur se trouve dans une case sans guillemets, et ce qui suit n’est plus sous sa colonne (lignes concernées : {count}).',
  'readers.line-of-sheet': '{line} de la feuille « {sheet} »',
  'readers.customer-twice':
    'Ligne {line} : le client « {code} » figure déjà en ligne {first}. Gardez une seule des deux lignes.',
  'readers.einvoice-encoding':
    'Le fichier se dit en {encoding} et ne l’est pas : des noms seraient illisibles. Demandez une nouvelle émission de la facture.',
  'readers.einvoice-doctype':
    'Ligne {line} : une déclaration DOCTYPE ou ENTITY est interdite dans une facture électronique. Le fichier n’est pas lu.',
  'readers.einvoice-not-xml':
    'Ce fichier n’est ni un PDF ni du XML : il ne contient pas de facture électronique.',
  'readers.einvoice-unknown-root':
    'Ce XML n’est pas une facture électronique : sa racine est « {root} ». Attendu : CII (Factur-X, ZUGFeRD) ou UBL.',
  'readers.einvoice-is-order':
    'Ce document est une commande (Order-X ou UBL) et non une facture : il n’y a rien à relancer.',
  'readers.einvoice-pdf-plain':
    'Ce PDF ne contient pas de données structurées (Factur-X, ZUGFeRD, XRechnung). Exportez les factures en FEC, CSV ou Excel (.xlsx).',
  'readers.einvoice-pdf-truncated': 'Ce PDF est coupé avant sa fin. Copiez-le ou téléchargez-le de nouveau.',
  'readers.einvoice-pdf-encrypted':
    'Ce PDF ne s’ouvre qu’avec un mot de passe. Exportez de nouveau la facture sans mot de passe, ou déposez son XML.',
  'readers.einvoice-pdf-unreadable': 'Ce PDF est abîmé et ne peut pas être lu. Téléchargez-le de nouveau.',
  'readers.einvoice-missing':
    'La facture n’a pas la donnée {term} (norme EN 16931), sans laquelle elle ne peut pas être lue.',
  'readers.einvoice-bad-value': 'La donnée {term} (norme EN 16931) est illisible : « {value} ».',
  'readers.einvoice-bad-due-date': 'La date d’échéance « {value} » est illisible et laissée de côté.',
  'readers.einvoice-no-due-date':
    'La facture n’a pas de date d’échéance : le délai de paiement devra la donner.',
  'readers.einvoice-due-dates-unclear':
    'Plusieurs échéances, dont les montants manquent ou ne font pas le total : tout est retenu à la dernière, {day}. Vérifiez.',
  'readers.einvoice-unknown-type':
    'Le type de document « {type} » (BT-3) n’est pas prévu par les règles françaises. Vérifiez que c’est une facture à recouvrer.',
  'readers.einvoice-negative-credit':
    'Avoir (type {type}) de montant négatif : ses montants sont lus comme ceux d’un avoir. Vérifiez.',
  'readers.einvoice-credit-unreferenced':
    'Cet avoir ne dit pas de quelle facture il vient (BT-25) : il ne sera rattaché à aucune.',
  'readers.einvoice-corrective-unreferenced':
    'Cette facture rectificative ne dit pas laquelle elle remplace (BT-25). Retirez l’ancienne à la main.',
  'readers.einvoice-sums':
    'Le total {total}, l’acompte {prepaid} et le net à payer {payable} ne s’accordent pas. Le net à payer est retenu.',
  'readers.einvoice-currencies':
    'La facture est en {currency} (BT-5), et ses montants en {other}. Demandez une nouvelle émission de la facture.',
  'readers.einvoice-overpaid':
    'L’acompte dépasse le total : rien n’est à payer, et le trop-perçu n’est pas enregistré. Notez-le à la main s’il reste à rendre.',
  'readers.einvoice-siret-of-another':
    '{name} : le SIRET {value} ne commence pas par le SIREN donné ; il est laissé de côté.',
  'readers.einvoice-bad-siren':
    '{name} : le SIREN ou SIRET {value} n’a pas la bonne clé de contrôle. Vérifiez-le.',
  'readers.einvoice-bad-iban':
    '« {iban} » n’est pas un IBAN valide. Vérifiez-le avant de l’écrire sur une lettre.',
  'readers.is-statement':
    'Ce fichier est un relevé bancaire, pas une liste de factures. Déposez-le sans choisir de format : il est reconnu à son contenu.',
  'readers.is-cfonb-240':
    'Ce fichier est au format CFONB 240 (effets et virements détaillés). Demandez à la banque le relevé de compte, dans un de ces formats : {formats}.',
  'readers.is-qif':
    'Ce fichier est au format QIF, qui ne dit ni le compte ni la devise. Demandez à la banque un relevé dans un de ces formats : {formats}.',
  'readers.camt-intraday':
    'Ce fichier est un CAMT.052 : des opérations provisoires en cours de journée, qui seraient comptées deux fois. Demandez le relevé définitif, CAMT.053.',
  'readers.camt-notification':
    'Ce fichier est un CAMT.054 : un avis d’opérations, sans soldes. Demandez le relevé de compte, CAMT.053.',
  'readers.not-a-statement': 'Ce fichier n’est pas un relevé bancaire connu. Attendu : {formats}.',
  'readers.statement-none':
    'Ce fichier ne contient aucun relevé de compte. Demandez-le de nouveau à la banque.',
  'readers.statement-unbalanced':
    'L’ancien solde et les opérations font {computed}, le nouveau solde est {closing} : l’écart est de {difference}. Le relevé est peut-être incomplet.',
  'readers.statement-repeated':
    'Ce relevé répète, dans le même fichier, celui du compte {account} au {day}. Ne comptez ses opérations qu’une fois.',
  'readers.zip-too-many':
    'L’archive ZIP contient {count} fichiers ; la limite est de {max}. Déposez-la en plusieurs fois.',
  'readers.einvoice-too-heavy':
    'Ce fichier demande trop de mémoire ou de temps pour être lu. Il est abîmé ou n’est pas une facture.',
  'readers.zip-nested': 'Cette archive en contient une autre : décompressez-la, puis déposez ses fichiers.',
  'readers.einvoice-is-books':
    'Ce fichier n’est pas une facture électronique. Si c’est un FEC ou une liste, déposez-le seul.',
  'readers.zip-unreadable':
    'L’archive ZIP ne peut pas être lue : abîmée, chiffrée ou trop nombreuse en fichiers. Décompressez-la, puis reprenez ses fichiers un par un.',
  'readers.cfonb-misplaced':
    'Ligne {line} : un enregistrement « {record} » n’est pas à sa place. Un relevé CFONB 120 va d’un ancien solde (01) à un nouveau solde (07) ; le fichier est incomplet.',
  'readers.cfonb-unclosed':
    'Ligne {line} : le relevé qui commence ici n’a pas de nouveau solde (07). Le fichier est coupé ; demandez-le de nouveau à la banque.',
  'readers.cfonb-other-account':
    'Enregistrements d’un autre compte que celui du relevé : {count}, à partir de la ligne {line}. Ils sont comptés ; vérifiez le solde.',
  'readers.camt-bad-side':
    'Ligne {line} : « {value} » ne dit ni crédit (CRDT) ni débit (DBIT). Demandez de nouveau le fichier à la banque.',
  'readers.camt-not-booked':
    'Opérations annoncées mais non comptabilisées, laissées de côté : {count}, à partir de la ligne {line}.',
  'readers.camt-other-currency':
    'Montants d’une autre devise que celle du compte, laissés de côté : {count}, à partir de la ligne {line}.',
  'readers.camt-not-detailed':
    'Remises dont le détail ne fait pas le total, laissées en une seule opération : {count}, à partir de la ligne {line}.',
  'readers.ofx-truncated':
    'Le fichier OFX est coupé ou mal formé : il ne se termine pas par « </OFX> ». Téléchargez-le de nouveau.',
  'readers.ofx-row-left-out':
    'Ligne {line} : opération laissée de côté, « {column} » est absent ou illisible (« {value} »).',
  'readers.is-mt940':
    'Ce fichier est un relevé SWIFT MT940, qui n’est pas lu. Demandez à la banque le même relevé dans un de ces formats : {formats}.',
  'readers.is-payment-order':
    'Ce fichier est un ordre de virement ou de prélèvement (pain), donné à la banque : rien ne dit qu’il a été exécuté. Demandez le relevé de compte, CAMT.053.',
  'readers.is-office-document':
    'Ce fichier est un document de bureautique (.docx, .odt, .xlsb…). Ouvrez-le, puis enregistrez le tableau au format .xlsx ou .csv.',
  'readers.zip-encrypted':
    'L’archive ZIP est protégée par un mot de passe. Décompressez-la, puis déposez ses fichiers.',
} as const
