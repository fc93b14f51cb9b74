import type { DefaultWords } from './default-texts.ts'

const SALUTATION = 'Madame, Monsieur,'
const CLOSING = 'Nous vous prions d’agréer, Madame, Monsieur, l’expression de nos salutations distinguées.'
const CROSSED =
  'Si votre règlement a été envoyé entre-temps, nous vous en remercions et vous prions de ne pas tenir compte de cette lettre.'
const CROSSED_EMAIL =
  'Si votre règlement a été envoyé entre-temps, nous vous en remercions et vous prions de ne pas tenir compte de ce message.'
const SIGNATURE = '{companyName}'
// Left out when there is no telephone: see `resolveVariables`.
const CALL = 'Vous pouvez nous joindre au {phone}.'
// What is said of a due date is said of the oldest alone: the others may be of yesterday.
const FIRST = [
  SALUTATION,
  'Sauf erreur de notre part, nous n’avons pas encore reçu votre règlement de {netAmount}, {dueSince}. Le détail figure au bas de cette lettre.',
  'Il s’agit sans doute d’un simple oubli : nous vous remercions par avance de bien vouloir nous adresser ce règlement d’ici au {deadlineDate}.',
  'Si une facture appelle une remarque de votre part, ou si une copie vous est utile, n’hésitez pas à nous le faire savoir.',
  CALL,
  CROSSED,
]

const SECOND_OPENING = [
  SALUTATION,
  'Notre précédente relance, datée du {previousReminderDate}, est à ce jour restée sans effet.',
  'Votre compte présente un solde impayé de {netAmount}, {dueSince}. Le détail figure au bas de cette lettre.',
  'Nous vous demandons de régler cette somme **au plus tard le {deadlineDate}**.',
]

// Left out where the level does not show what the law adds, or where none of it is owed.
const RUNNING_AMOUNT =
  'À la date de cette lettre, votre dette s’élève ainsi à {totalWithPenalties} : {amountParts}.'

const SECOND_CLOSING = [
  'Si un désaccord ou une difficulté explique ce retard, faites-nous-en connaître le motif avant cette date : nous chercherons avec vous une solution.',
  CALL,
  CROSSED,
]

const THIRD_OPENING = [
  SALUTATION,
  'Malgré notre dernière relance, datée du {previousReminderDate}, votre règlement ne nous est pas parvenu.',
  'Vous restez nous devoir la somme de {netAmount}, {dueSince}. Le détail figure au bas de cette lettre.',
  'Nous vous demandons de la régler sous **{deadlineDays}, soit au plus tard le {deadlineDate}**. Cette lettre est la dernière avant une mise en demeure.',
]

const THIRD_CLOSING = [
  'Si vous ne pouvez pas payer cette somme en une fois, appelez-nous ou écrivez-nous avant cette date : nous sommes prêts à convenir avec vous d’un échéancier.',
  CALL,
  CROSSED,
]

// C. conso. L616-1 and R616-1: name, address and website, to consumers alone; left out without a mediator.
const MEDIATOR =
  'Si une réclamation que vous nous avez adressée est restée sans solution, vous pouvez saisir gratuitement le médiateur de la consommation dont nous relevons (article L. 612-1 du code de la consommation) : {consumerMediator}.'

const NOTICE_OPENING = [
  SALUTATION,
  'Malgré notre dernière relance, datée du {previousReminderDate}, votre dette envers nous demeure impayée.',
  '**{companyName} met en demeure {customerName} de payer la somme de {demandedAmount} dans un délai de {deadlineDays} à compter de la date de cette lettre, soit au plus tard le {deadlineDate}.**',
  'Cette somme se décompose ainsi : {amountParts}.',
  'Le principal de {netAmount}, {dueSince}, est détaillé au bas de cette lettre.',
]

const RATE = 'Taux appliqué : {penaltyRate}.'
const SUMMONS = 'La présente vaut interpellation suffisante au sens de l’article 1344 du code civil.'
const CONTEST =
  'Si vous contestez tout ou partie de cette dette, il vous appartient de nous en donner les motifs par écrit avant la même date.'

/** The default texts in French. */
export const DEFAULT_WORDS_FR: DefaultWords = {
  titles: {
    1: 'LETTRE DE RELANCE N°1',
    2: 'LETTRE DE RELANCE N°2',
    3: 'LETTRE DE RELANCE N°3',
    4: 'LETTRE DE RELANCE N°4 – MISE EN DEMEURE',
  },
  emailSubjects: {
    1: '{companyName} : rappel de règlement, client {customerCode}',
    2: '{companyName} : relance n° 2, {netAmount} à régler avant le {deadlineDate}',
    3: '{companyName} : dernière lettre avant mise en demeure, {netAmount}',
    4: '{companyName} : mise en demeure de payer {demandedAmount} avant le {deadlineDate}',
  },
  closing: CLOSING,
  emailBodies: {
    1: [
      SALUTATION,
      'Vous trouverez ci-joint une lettre au sujet de votre règlement de {netAmount}, {dueSince}. Nous vous remercions de bien vouloir nous l’adresser d’ici au {deadlineDate}.',
      CROSSED_EMAIL,
      SIGNATURE,
    ],
    2: [
      SALUTATION,
      'Votre compte présente un solde impayé de {netAmount}. La lettre ci-jointe en donne le détail ; nous vous demandons de le régler au plus tard le {deadlineDate}.',
      CROSSED_EMAIL,
      SIGNATURE,
    ],
    3: [
      SALUTATION,
      'La somme de {netAmount} reste impayée. La lettre ci-jointe est la dernière avant une mise en demeure ; nous vous demandons de régler cette somme au plus tard le {deadlineDate}.',
      CROSSED_EMAIL,
      SIGNATURE,
    ],
    4: [
      SALUTATION,
      'Vous trouverez ci-joint une mise en demeure de payer la somme de {demandedAmount} au plus tard le {deadlineDate}.',
      SIGNATURE,
    ],
  },
  bodies: {
    1: { business: FIRST, public: FIRST, consumer: FIRST },
    2: {
      business: [
        ...SECOND_OPENING,
        'Nous vous rappelons qu’entre professionnels, tout retard de paiement rend exigibles de plein droit, sans qu’un rappel soit nécessaire, des pénalités de retard (article L. 441-10 du code de commerce).',
        'S’y ajoute une indemnité forfaitaire de {recoveryFeeEach} par facture payée en retard, pour frais de recouvrement (article D. 441-5 du même code).',
        RUNNING_AMOUNT,
        ...SECOND_CLOSING,
      ],
      public: [
        ...SECOND_OPENING,
        'Nous vous rappelons que tout retard de paiement d’un acheteur public fait courir de plein droit des intérêts moratoires (article L. 2192-13 du code de la commande publique).',
        'S’y ajoute une indemnité forfaitaire de {recoveryFeeEach} par facture payée en retard, pour frais de recouvrement (article D. 2192-35 du même code).',
        RUNNING_AMOUNT,
        ...SECOND_CLOSING,
      ],
      consumer: [...SECOND_OPENING, ...SECOND_CLOSING.slice(0, 1), MEDIATOR, ...SECOND_CLOSING.slice(1)],
    },
    3: {
      business: [
        ...THIRD_OPENING,
        'À défaut, nous vous adresserons cette mise en demeure et vous réclamerons, outre le principal, les pénalités de retard que prévoit l’article L. 441-10 du code de commerce. Nous pourrons aussi suspendre nos livraisons, dans les conditions de notre contrat.',
        'S’y ajoutera l’indemnité forfaitaire de {recoveryFeeEach} par facture payée en retard, pour frais de recouvrement (article D. 441-5 du même code).',
        RUNNING_AMOUNT,
        ...THIRD_CLOSING,
      ],
      public: [
        ...THIRD_OPENING,
        'À défaut, nous vous adresserons cette mise en demeure et vous réclamerons, outre le principal, les intérêts moratoires dus de plein droit (article L. 2192-13 du code de la commande publique).',
        'S’y ajoutera l’indemnité forfaitaire de {recoveryFeeEach} par facture payée en retard, pour frais de recouvrement (article D. 2192-35 du même code).',
        RUNNING_AMOUNT,
        ...THIRD_CLOSING,
      ],
      consumer: [
        ...THIRD_OPENING,
        'À défaut, nous vous adresserons cette mise en demeure, à compter de laquelle la somme due portera intérêt au taux légal.',
        ...THIRD_CLOSING.slice(0, 1),
        MEDIATOR,
        ...THIRD_CLOSING.slice(1),
      ],
    },
    4: {
      business: [
        ...NOTICE_OPENING,
        'Les intérêts de retard sont dus de plein droit depuis le lendemain de chaque échéance, sans qu’un rappel soit nécessaire (article L. 441-10 du code de commerce), et continuent de courir jusqu’au paiement complet.',
        RATE,
        'L’indemnité forfaitaire pour frais de recouvrement est de {recoveryFeeEach} par facture payée en retard (article D. 441-5), sans préjudice d’une indemnisation complémentaire sur justification (article L. 441-10, II).',
        SUMMONS,
        '**À défaut de paiement intégral à cette date, nous saisirons le tribunal compétent sans autre avis**, afin d’obtenir votre condamnation au paiement de ces sommes et des intérêts qui auront couru.',
        CONTEST,
        CALL,
      ],
      public: [
        ...NOTICE_OPENING,
        'Les intérêts moratoires sont dus de plein droit et sans autre formalité (article L. 2192-13 du code de la commande publique). Ils continuent de courir jusqu’à la date de mise en paiement du principal, incluse (article R. 2192-32), et sont payables dans les quarante-cinq jours qui la suivent (article R. 2192-36).',
        RATE,
        'L’indemnité forfaitaire pour frais de recouvrement, payable dans le même délai, est de {recoveryFeeEach} par facture payée en retard (article D. 2192-35), sans préjudice d’une indemnisation complémentaire sur justification.',
        SUMMONS,
        '**À défaut de paiement intégral à cette date, nous saisirons la juridiction compétente.** Si vous êtes une collectivité territoriale, nous demanderons aussi au préfet le mandatement d’office de cette somme (articles L. 1612-15 et suivants du code général des collectivités territoriales).',
        CONTEST,
        CALL,
      ],
      // An ordinary claim of up to 5 000 € is inadmissible without an amicable attempt (CPC 750-1), and to threaten
      // a consumer with what is not open is an aggressive practice (C. conso. L121-6).
      consumer: [
        ...NOTICE_OPENING,
        'En application des articles 1231-6 et 1344-1 du code civil, cette somme porte intérêt au taux légal à compter de la présente mise en demeure, jusqu’au paiement complet. Aucuns frais de recouvrement n’y sont ajoutés.',
        SUMMONS,
        'À défaut de paiement à cette date, nous pourrons demander au juge une injonction de payer (articles 1405 et suivants du code de procédure civile). Nous restons prêts à rechercher avec vous un accord amiable, dont un paiement échelonné.',
        CONTEST,
        MEDIATOR,
        CALL,
      ],
    },
  },
}
