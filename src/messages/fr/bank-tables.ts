/** Ce que disent les relevés qu’une banque donne en tableau, CSV ou classeur. */
export const bankTables = {
  'readers.bank-no-columns':
    'Ce tableau n’est pas un relevé bancaire : il y faut une colonne de dates, une de libellés, et un montant ou débit et crédit.',
  'readers.bank-bad-amount':
    'Ligne {line} : le montant de l’opération ne se lit pas. Corrigez-le dans le fichier.',
  'readers.bank-no-day':
    'Ligne {line} : un montant sans date, qui n’est ni une opération ni un solde. Corrigez le fichier, ou retirez cette ligne.',
  'readers.bank-no-amount':
    'Lignes avec une date et sans montant, laissées de côté : {count}, à partir de la ligne {line}.',
  'readers.bank-not-executed':
    'Opérations en attente, refusées ou annulées, laissées de côté : {count}, à partir de la ligne {line}.',
  'readers.bank-unknown-states':
    'États d’opérations inconnus, comptées comme exécutées : {states}. Vérifiez.',
  'readers.bank-two-sides':
    'Ligne {line} : le débit et le crédit sont tous deux remplis. Une opération n’a qu’un côté : corrigez le fichier, ou retirez cette ligne.',
  'readers.bank-hidden-rows':
    'Opérations masquées dans le classeur, lues comme les autres : {count}, à partir de la ligne {line}.',
  'readers.bank-signs':
    'Opérations dont le libellé dit le contraire du signe : {count}, la première en ligne {line} (« {words} »). Si les signes manquent ou sont inversés dans tout le fichier, demandez un autre export à la banque.',
  'readers.bank-balance-broken':
    'Le solde ne suit pas les opérations à partir de la ligne {line} : des lignes manquent peut-être. Demandez de nouveau le fichier à la banque.',
  'readers.ofx-signs':
    'Opérations dont le type (débit, crédit) dit le contraire du signe, qui est retenu : {count}, à partir de la ligne {line}. Vérifiez-en une.',
  'readers.ofx-corrected':
    'Opérations que la banque a corrigées plus loin dans le fichier : {count}, à partir de la ligne {line}. Seule la correction compte.',
  'readers.ofx-correction-elsewhere':
    'Corrections d’opérations d’un fichier précédent, laissées de côté : {count}, à partir de la ligne {line}. Corrigez ces opérations vous-même.',
  'readers.bank-day-first':
    'Aucune date de ce relevé ne dit si le jour ou le mois vient d’abord : le jour est lu en premier.',
} as const
