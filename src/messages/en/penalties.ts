/** Words of the statement of penalties on a letter. */
export const penalties = {
  'penalties.heading': 'Statement to {date}',
  'penalties.column-number': 'Document no.',
  'penalties.column-period': 'Period',
  'penalties.column-days': 'Days',
  'penalties.column-base': 'Unpaid amount',
  'penalties.column-rate': 'Yearly rate',
  'penalties.column-interest': 'Interest',
  'penalties.period': '{from} – {to}',
  'penalties.imputed': 'After setting off {credits} (French Civil Code, art. 1342-10).',
  'penalties.imputed-part': '{amount} ({credit})',
  'penalties.credit-note': 'credit note {number}',
  'penalties.payment': 'payment {number}',
  'penalties.payment-of': 'payment of {date}',
  'penalties.adjustment': 'adjustment {number}',
  'penalties.principal': 'Principal (net to pay above)',
  'penalties.interest-business': 'Late interest',
  'penalties.interest-public': 'Late interest',
  'penalties.fees-one': 'Fixed recovery fee',
  'penalties.fees-many': 'Fixed recovery fees ({invoices} invoices × {each})',
  'penalties.paid': 'Interest and fees already paid',
  'penalties.total': 'Total owed at {date}',
  'penalties.rule-ecb-plus-ten':
    'Interest: rate of the European Central Bank on the first day of the half-year, plus ten points (French Commercial Code, art. L. 441-10).',
  'penalties.rule-ecb-plus-eight':
    'Interest: rate of the European Central Bank on the first day of the half-year it began in, plus eight points (French Public Procurement Code, art. R. 2192-31).',
  'penalties.rule-agreed': 'Interest: rate of our payment terms (French Commercial Code, art. L. 441-10).',
  'penalties.rule-agreed-floor':
    'Interest: the least the law allows, three times the legal interest rate of the half-year (French Commercial Code, art. L. 441-10).',
  'penalties.rule-days':
    'It runs from the day after the due date and is counted to {date} inclusive: unpaid amount, VAT included × rate × days ÷ {yearDays}.',
  'penalties.year-civil': '365 or 366, by the civil year',
  'penalties.fees-rule-business':
    'Fee of {each} for each invoice paid late: French Commercial Code, art. L. 441-10 and D. 441-5.',
  'penalties.fees-rule-public':
    'Fee of {each} for each invoice paid late: French Public Procurement Code, art. D. 2192-35.',
  'penalties.missing':
    'The rate of the half-year beginning on {days} is not known at the date of this letter: the interest that depends on it is not counted here, and remains owed.',
  'penalties.payments-reduce-principal': 'Partial payments reduced the principal first.',
  'penalties.payments-reduce-interest':
    'Partial payments reduced the interest run so far first (French Civil Code, art. 1343-1).',
  'penalties.interest-outside-vat': 'Interest is not subject to VAT.',
  'penalties.outside-vat': 'Interest and fees are not subject to VAT.',
} as const
