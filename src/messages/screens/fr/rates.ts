/** Words of « Paramètres › Taux légaux ». */
export const rates = {
  rates: {
    back: 'Revenir aux relances',
    firstHalf: '1er semestre {{year}}',
    secondHalf: '2e semestre {{year}}',
    missing: {
      title: 'Il manque des taux pour le {{halfYear}}',
      both: 'Tant que vous ne les avez pas ajoutés, les lettres qui courent sur ce semestre sont imprimées sans décompte des pénalités. Le taux de la BCE se lit sur le site de la Banque de France ; le taux de l’intérêt légal, dans l’arrêté publié au Journal officiel.',
      legal:
        'Le taux de l’intérêt légal n’est pas encore donné. Il ne sert qu’aux taux convenus par contrat ; il se lit dans l’arrêté publié au Journal officiel.',
    },
    terms: {
      title: 'Taux convenu avec vos clients professionnels',
      hint: 'Celui de vos conditions de règlement. Il vaut dès la prochaine lettre, pour toutes les factures en retard, même plus anciennes que lui. Les acheteurs publics suivent leur propre taux ; rien n’est demandé aux particuliers.',
      agreed: {
        default: 'Aucun : taux de la BCE majoré de 10 points',
        minimum: 'Trois fois le taux de l’intérêt légal',
        fixed: 'Un taux fixe',
      },
      agreedHint: {
        default: 'S’applique quand vos conditions ne disent rien (C. com., art. L441‑10).',
        minimum: 'Le minimum que permet un contrat.',
        fixed: 'Porté au minimum légal, trois fois le taux de l’intérêt légal, quand il est plus bas.',
      },
      rate: 'Taux annuel',
      year: 'Nombre de jours de l’année',
      reduce: 'Ce qu’un règlement partiel réduit d’abord',
      reduces: { principal: 'Le principal', interest: 'Les intérêts déjà courus, puis le principal' },
      reducesHint: {
        principal: 'Comme en comptabilité : chaque euro reçu réduit la facture.',
        interest: 'La règle du code civil (art. 1343-1) quand rien d’autre n’est convenu.',
      },
      years: { '365': '365 jours', civil: 'Année civile : 365 ou 366 jours' },
      yearsHint: {
        '365': 'La formule habituelle, même les années bissextiles.',
        civil: 'Les jours d’une année bissextile sont divisés par 366.',
      },
    },
    unsaved: 'Changements non enregistrés',
    termsSaved:
      'Le taux est enregistré ; les prochaines lettres le suivent. Celles déjà préparées ne changent pas.',
    table: 'Taux par semestre',
    tableHint:
      'Taux annuels. Une ligne n’est jamais modifiée : une correction est une nouvelle ligne, qui dit d’où elle vient et qui l’a ajoutée.',
    older_one: 'Voir aussi le semestre d’avant',
    older_many: 'Voir aussi les {{count, number}} semestres d’avant',
    older_other: 'Voir aussi les {{count}} semestres d’avant',
    add: 'Ajouter un taux',
    added: 'Le taux est ajouté.',
    column: {
      halfYear: 'Semestre',
      ecb: 'BCE',
      business: 'Professionnels (BCE + 10)',
      public: 'Secteur public (BCE + 8)',
      legal: 'Intérêt légal',
      floor: 'Minimum d’un contrat (× 3)',
      individual: 'Créancier particulier (pour mémoire)',
      source: 'Source',
    },
    status: { secondary: 'source secondaire', unverified: 'non vérifié' },
    replaced: 'remplacé',
    unpublished: 'pas encore publié',
    addedBy: 'Ajouté par {{who}} le {{when}}',
    correctionHint:
      'Ce semestre a déjà ses taux : ce que vous ajoutez les remplace pour vos prochains calculs, et les anciens restent visibles.',
    field: { ecb: 'Taux de la BCE', legal: 'Taux de l’intérêt légal' },
    fieldHint: {
      ecb: 'Opérations principales de refinancement, au premier jour du semestre.',
      legal: 'Ligne « autres cas » de l’arrêté. Laissez vide s’il n’est pas encore paru.',
      source: 'Où vous avez lu ces taux : site, arrêté, date.',
    },
    wrongRate: 'Un taux annuel en pourcentage, par exemple 12,40.',
    forAll_one: 'Ajouter aussi à votre autre entreprise',
    forAll_other: 'Ajouter aussi à vos {{count}} autres entreprises',
  },
}
