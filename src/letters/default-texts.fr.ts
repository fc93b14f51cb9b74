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
const FIRST = [
  SALUTATION,
  'Sauf erreur de notre part, nous n’avons pas encore reçu votre règlement de {netAmount}, dont le détail figure au bas de cette lettre et dont l’échéance est passée depuis le {oldestDueDate}.',
  'Il s’agit sans doute d’un simple oubli : nous vous remercions par avance de bien vouloir nous adresser ce règlement d’ici au {deadlineDate}.',
  'Si une facture appelle une remarque de votre part, ou si une copie vous est utile, n’hésitez pas à nous le faire savoir.',
  CALL,
  CROSSED,
]

const SECOND_OPENING = [
  SALUTATION,
  'Notre précédente relance, datée du {previousReminderDate}, est à ce jour restée sans effet.',
  'Votre compte présente un solde impayé de {netAmount}, échu depuis le {oldestDueDate}. Le détail figure au bas de cette lettre.',
  'Nous vous demandons de régler cette somme **au plus tard le {deadlineDate}**.',
]

const SECOND_CLOSING = [
  'Si un désaccord ou une difficulté explique ce retard, faites-nous-en connaître le motif avant cette date : nous chercherons avec vous une solution.',
  CALL,
  CROSSED,
]

const THIRD_OPENING = [
  SALUTATION,
  'Malgré notre dernière relance, datée du {previousReminderDate}, votre règlement ne nous est pas parvenu.',
  'Vous restez nous devoir la somme de {netAmount}, échue depuis le {oldestDueDate} et détaillée au bas de cette lettre.',
  'Nous vous demandons de la régler sous **{deadlineDays}, soit au plus tard le {deadlineDate}**. Cette lettre est la dernière avant une mise en demeure.',
]

const THIRD_CLOSING = [
  'Si vous ne pouvez pas payer cette somme en une fois, appelez-nous ou écrivez-nous avant cette date : nous sommes prêts à convenir avec vous d’un échéancier.',
  CALL,
  CROSSED,
]

const NOTICE_OPENING = [
  SALUTATION,
  'Malgré nos relances, dont la dernière est datée du {previousReminderDate}, votre dette envers nous demeure impayée.',
  'Vous nous devez à ce jour la somme de {netAmount} en principal, échue depuis le {oldestDueDate}, au titre des factures énumérées au bas de cette lettre.',
  '**En conséquence, {companyName} met en demeure {customerName} de payer la somme de {netAmount} dans un délai de {deadlineDays}, soit au plus tard le {deadlineDate}.**',
  'La présente vaut interpellation suffisante au sens de l’article 1344 du code civil.',
]

const NOTICE_DEMANDS = [
  '**À défaut de paiement intégral à cette date, nous saisirons le tribunal compétent sans autre avis**, afin d’obtenir votre condamnation au paiement de cette somme et des intérêts, qui courent jusqu’au paiement complet.',
  'Si vous contestez tout ou partie de cette dette, il vous appartient de nous en donner les motifs par écrit avant la même date.',
]

const AMOUNTS_TO_DATE =
  'À la date de cette lettre, ces intérêts s’élèvent à {latePenalties} et ces indemnités à {recoveryFees}, soit avec le principal une somme totale de {totalWithPenalties}.'

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
    2: '{companyName} : deuxième rappel, {netAmount} à régler avant le {deadlineDate}',
    3: '{companyName} : dernier rappel avant mise en demeure, {netAmount}',
    4: '{companyName} : mise en demeure de payer {netAmount} avant le {deadlineDate}',
  },
  closing: CLOSING,
  emailBodies: {
    1: [
      SALUTATION,
      'Vous trouverez ci-joint une lettre au sujet de votre règlement de {netAmount}, dont l’échéance est passée depuis le {oldestDueDate}. Nous vous remercions de bien vouloir nous l’adresser d’ici au {deadlineDate}.',
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
      'Malgré nos rappels, la somme de {netAmount} reste impayée. La lettre ci-jointe est la dernière avant une mise en demeure ; nous vous demandons de régler cette somme au plus tard le {deadlineDate}.',
      CROSSED_EMAIL,
      SIGNATURE,
    ],
    4: [
      SALUTATION,
      'Vous trouverez ci-jointe une mise en demeure de payer la somme de {netAmount} au plus tard le {deadlineDate}.',
      SIGNATURE,
    ],
  },
  bodies: {
    1: { business: FIRST, public: FIRST, consumer: FIRST },
    2: {
      business: [
        ...SECOND_OPENING,
        'Nous vous rappelons qu’entre professionnels, tout retard de paiement rend exigibles de plein droit, sans qu’un rappel soit nécessaire, des pénalités de retard et une indemnité forfaitaire de 40 € par facture pour frais de recouvrement (articles L. 441-10 et D. 441-5 du code de commerce).',
        ...SECOND_CLOSING,
      ],
      public: [
        ...SECOND_OPENING,
        'Nous vous rappelons que tout retard de paiement d’un acheteur public fait courir de plein droit des intérêts moratoires et donne lieu à une indemnité forfaitaire de 40 € pour frais de recouvrement (articles R. 2192-31 et D. 2192-35 du code de la commande publique).',
        ...SECOND_CLOSING,
      ],
      consumer: [...SECOND_OPENING, ...SECOND_CLOSING],
    },
    3: {
      business: [
        ...THIRD_OPENING,
        'À défaut, nous vous adresserons cette mise en demeure. Nous vous réclamerons alors, outre le principal, les pénalités de retard et l’indemnité forfaitaire de 40 € par facture que prévoit l’article L. 441-10 du code de commerce, et nous pourrons suspendre nos livraisons dans les conditions de notre contrat.',
        ...THIRD_CLOSING,
      ],
      public: [
        ...THIRD_OPENING,
        'À défaut, nous vous adresserons cette mise en demeure. Nous vous réclamerons alors, outre le principal, les intérêts moratoires et l’indemnité forfaitaire de 40 € que prévoit le code de la commande publique (articles R. 2192-31 et D. 2192-35).',
        ...THIRD_CLOSING,
      ],
      consumer: [
        ...THIRD_OPENING,
        'À défaut, nous vous adresserons cette mise en demeure, à compter de laquelle la somme due portera intérêt au taux légal.',
        ...THIRD_CLOSING,
      ],
    },
    4: {
      business: [
        ...NOTICE_OPENING,
        'Conformément à l’article L. 441-10 du code de commerce, s’ajoutent de plein droit au principal :',
        '- les intérêts de retard, dus depuis le lendemain de chaque échéance jusqu’au paiement complet, au taux de nos conditions de vente ou, à défaut, au taux de la Banque centrale européenne majoré de dix points ;\n- l’indemnité forfaitaire de 40 € par facture pour frais de recouvrement (article D. 441-5).',
        AMOUNTS_TO_DATE,
        ...NOTICE_DEMANDS,
        CALL,
      ],
      public: [
        ...NOTICE_OPENING,
        'Conformément au code de la commande publique, s’ajoutent de plein droit au principal :',
        '- les intérêts moratoires, qui courent jusqu’à la date du paiement incluse, au taux de la Banque centrale européenne majoré de huit points (article R. 2192-31) ;\n- l’indemnité forfaitaire de 40 € pour frais de recouvrement (article D. 2192-35).',
        AMOUNTS_TO_DATE,
        ...NOTICE_DEMANDS,
        CALL,
      ],
      consumer: [
        ...NOTICE_OPENING,
        'En application des articles 1231-6 et 1344-1 du code civil, cette somme porte intérêt au taux légal à compter de la présente mise en demeure.',
        ...NOTICE_DEMANDS,
        'Vous pouvez aussi saisir gratuitement le médiateur de la consommation dont nous relevons (article L. 612-1 du code de la consommation) : {consumerMediator}.',
        CALL,
      ],
    },
  },
}
