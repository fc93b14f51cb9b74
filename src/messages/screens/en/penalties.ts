/** Words of the late penalties of an invoice, in its detail. */
export const penalties = {
  penalties: {
    title: 'Late penalties at {{day}}',
    table: 'Interest, period by period',
    period: '{{from}} – {{to}}',
    column: {
      due: 'Due date',
      period: 'Period',
      days: 'Days',
      base: 'Unpaid amount',
      rate: 'Yearly rate',
      interest: 'Interest',
    },
    principal: 'Principal',
    interest: { business: 'Late interest', public: 'Late interest' },
    fee: 'Fixed recovery fee',
    paid: 'Already paid of these',
    total: 'Left to pay, with penalties',
    imputed: 'After setting off {{credits}} (C. civ., art. 1342-10).',
    imputedPart: '{{amount}} ({{credit}})',
    credit: {
      'credit-note': 'credit note {{name}}',
      payment: 'payment {{name}}',
      'payment-of': 'payment of {{day}}',
      adjustment: 'adjustment {{name}}',
    },
    rule: {
      'ecb-plus-ten':
        'Rate of the European Central Bank on the first day of the half-year, plus ten points (French Code de commerce, art. L441‑10).',
      'ecb-plus-eight':
        'Rate of the European Central Bank on the first day of the half-year the interest began in, plus eight points (French Code de la commande publique, art. R2192‑31).',
      agreed: 'Rate of your payment terms (French Code de commerce, art. L441‑10).',
      'agreed-floor':
        'Your agreed rate is raised to the legal minimum: three times the legal interest rate (French Code de commerce, art. L441‑10).',
    },
    fees: {
      business:
        '€40 for each invoice paid late, however many instalments it has (French Code de commerce, art. D441‑5).',
      public:
        '€40 for each invoice paid late, however many instalments it has (French Code de la commande publique, art. D2192‑35).',
    },
    counting:
      'From the day after the due date to the day given; a payment stops counting the day after it was made. Without VAT.',
    notOwed: {
      consumer:
        'None: neither penalties nor the €40 fee may be asked of a consumer (French Code de la consommation, art. L121‑21). Interest at the legal rate runs from the formal notice (Code civil, art. 1231-6).',
      'non-professional':
        'None: a non-professional legal person is treated like a consumer. Interest at the legal rate runs from the formal notice (French Code civil, art. 1231-6).',
      unknown:
        'None: the kind of this customer is not known, so it is treated like a consumer. Give it on the customer’s sheet if it is a business or a public buyer.',
    },
    missing:
      'Interest stops at the last day whose rate is known: the rates of the half-year beginning on {{days}} are missing.',
    addRates: 'Add these rates',
  },
}
