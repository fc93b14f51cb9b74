/** Words of the late penalties of an invoice, in its detail. */
export const penalties = {
  penalties: {
    title: 'Pénalités de retard au {{day}}',
    table: 'Intérêts, période par période',
    period: '{{from}} – {{to}}',
    column: {
      due: 'Échéance',
      period: 'Période',
      days: 'Jours',
      base: 'Somme impayée',
      rate: 'Taux annuel',
      interest: 'Intérêts',
    },
    principal: 'Principal',
    interest: { business: 'Intérêts de retard', public: 'Intérêts moratoires' },
    fee: 'Indemnité forfaitaire pour frais de recouvrement',
    paid: 'Déjà réglé au titre des pénalités',
    total: 'Reste dû, avec pénalités',
    imputed: 'Après imputation de {{credits}} (C. civ., art. 1342-10).',
    imputedPart: '{{amount}} ({{credit}})',
    credit: {
      'credit-note': 'avoir {{name}}',
      payment: 'règlement {{name}}',
      'payment-of': 'règlement du {{day}}',
      adjustment: 'régularisation {{name}}',
    },
    rule: {
      'ecb-plus-ten':
        'Taux de la Banque centrale européenne au premier jour du semestre, majoré de dix points (C. com., art. L441‑10).',
      'ecb-plus-eight':
        'Taux de la Banque centrale européenne au premier jour du semestre où les intérêts ont commencé à courir, majoré de huit points (code de la commande publique, art. R2192‑31).',
      agreed: 'Taux de vos conditions de règlement (C. com., art. L441‑10).',
      'agreed-floor':
        'Votre taux convenu est porté au minimum légal : trois fois le taux de l’intérêt légal (C. com., art. L441‑10).',
    },
    fees: {
      business:
        '40 € par facture payée en retard, quel que soit son nombre d’échéances (C. com., art. D441‑5).',
      public:
        '40 € par facture payée en retard, quel que soit son nombre d’échéances (code de la commande publique, art. D2192‑35).',
    },
    counting:
      'Du lendemain de l’échéance au jour indiqué, chaque règlement cessant de compter le lendemain de sa date. Sans TVA.',
    notOwed: {
      consumer:
        'Aucune : ni pénalités ni indemnité de 40 € ne se demandent à un particulier (C. consom., art. L121‑21). L’intérêt au taux légal court à compter de la mise en demeure (C. civ., art. 1231-6).',
      'non-professional':
        'Aucune : une personne morale non professionnelle est traitée comme un particulier. L’intérêt au taux légal court à compter de la mise en demeure (C. civ., art. 1231-6).',
      unknown:
        'Aucune : la nature de ce client n’est pas connue, il est traité comme un particulier. Indiquez-la dans sa fiche s’il est professionnel ou acheteur public.',
    },
    missing:
      'Les intérêts s’arrêtent au dernier jour dont le taux est connu : il manque les taux du semestre commençant le {{days}}.',
    addRates: 'Ajouter ces taux',
  },
}
