/** Words of the statement of penalties on a letter. */
export const penalties = {
  'penalties.heading': 'Décompte au {date}',
  'penalties.column-number': 'N°\u00a0Document',
  'penalties.column-period': 'Période',
  'penalties.column-days': 'Jours',
  'penalties.column-base': 'Somme impayée',
  'penalties.column-rate': 'Taux annuel',
  'penalties.column-interest': 'Intérêts',
  'penalties.period': '{from} – {to}',
  'penalties.imputed': 'Après imputation de {credits} (C. civ., art. 1342-10).',
  'penalties.imputed-part': '{amount} ({credit})',
  'penalties.credit-note': 'avoir {number}',
  'penalties.payment': 'règlement {number}',
  'penalties.payment-of': 'règlement du {date}',
  'penalties.adjustment': 'régularisation {number}',
  'penalties.principal': 'Principal (net à payer ci-dessus)',
  'penalties.interest-business': 'Intérêts de retard',
  'penalties.interest-public': 'Intérêts moratoires',
  'penalties.fees-one': 'Indemnité forfaitaire pour frais de recouvrement',
  'penalties.fees-many': 'Indemnités forfaitaires pour frais de recouvrement ({invoices} factures × {each})',
  'penalties.paid': 'Déjà réglé au titre des intérêts et indemnités',
  'penalties.total': 'Total dû au {date}',
  'penalties.rule-ecb-plus-ten':
    'Intérêts : taux de la Banque centrale européenne au premier jour du semestre, majoré de dix points (C. com., art. L. 441-10).',
  'penalties.rule-ecb-plus-eight':
    'Intérêts moratoires : taux de la Banque centrale européenne au premier jour du semestre où ils ont commencé à courir, majoré de huit points (code de la commande publique, art. R. 2192-31).',
  'penalties.rule-agreed': 'Intérêts : taux de nos conditions de règlement (C. com., art. L. 441-10).',
  'penalties.rule-agreed-floor':
    'Intérêts : minimum légal, soit trois fois le taux de l’intérêt légal du semestre (C. com., art. L. 441-10).',
  'penalties.rule-days':
    'Ils courent du lendemain de l’échéance et sont comptés jusqu’au {date} inclus : somme TTC impayée × taux × jours ÷ {yearDays}.',
  'penalties.year-civil': '365 ou 366, selon l’année civile',
  'penalties.fees-rule-business':
    'Indemnité de {each} par facture payée en retard : C. com., art. L. 441-10 et D. 441-5.',
  'penalties.fees-rule-public':
    'Indemnité de {each} par facture payée en retard : code de la commande publique, art. D. 2192-35.',
  'penalties.missing':
    'Le taux du semestre commençant le {days} n’est pas connu à la date de cette lettre : les intérêts qui en dépendent ne sont pas comptés ici, et restent dus.',
  'penalties.payments-reduce-principal': 'Les règlements partiels ont été imputés d’abord sur le principal.',
  'penalties.payments-reduce-interest':
    'Les règlements partiels ont été imputés d’abord sur les intérêts courus (C. civ., art. 1343-1).',
  'penalties.interest-outside-vat': 'Les intérêts ne sont pas soumis à la TVA.',
  'penalties.outside-vat': 'Intérêts et indemnités ne sont pas soumis à la TVA.',
} as const
