/** Words of « Paramètres › Taux légaux ». */
export const rates = {
  rates: {
    back: 'Back to reminders',
    firstHalf: '1st half of {{year}}',
    secondHalf: '2nd half of {{year}}',
    missing: {
      title: 'Rates are missing: {{halfYear}}',
      both: 'Until you add them, letters that run over this half-year are printed without a statement of penalties. The ECB rate is on the site of the Banque de France; the legal interest rate, in the order published in the official journal.',
      legal:
        'The legal interest rate is not given yet. Only rates agreed by contract need it; it is in the order published in the official journal.',
    },
    terms: {
      title: 'Rate agreed with your business customers',
      hint: 'That of your payment terms. It holds from the next letter on, for every late invoice, even one older than it. Public buyers have a rate of their own; nothing is asked of consumers.',
      agreed: {
        default: 'None: ECB rate plus 10 points',
        minimum: 'Three times the legal interest rate',
        fixed: 'A fixed rate',
      },
      agreedHint: {
        default: 'Holds when your terms say nothing (French Code de commerce, art. L441‑10).',
        minimum: 'The least a contract may set.',
        fixed: 'Raised to the legal minimum, three times the legal interest rate, when it is lower.',
      },
      rate: 'Yearly rate',
      year: 'Days of the year',
      reduce: 'What a partial payment reduces first',
      reduces: { principal: 'The principal', interest: 'The interest run so far, then the principal' },
      reducesHint: {
        principal: 'As the accounts say: each euro received reduces the invoice.',
        interest: 'The rule of the French Code civil (art. 1343-1) where nothing else is agreed.',
      },
      years: { '365': '365 days', civil: 'Civil year: 365 or 366 days' },
      yearsHint: {
        '365': 'The usual formula, in leap years too.',
        civil: 'The days of a leap year are divided by 366.',
      },
    },
    unsaved: 'Unsaved changes',
    termsSaved: 'The rate is saved; the next letters follow it. Those already prepared do not change.',
    table: 'Rates by half-year',
    tableHint:
      'Yearly rates. A row is never changed: a correction is a new row, which says where it comes from and who added it.',
    older_one: 'See the half-year before too',
    older_other: 'See the {{count}} half-years before too',
    add: 'Add a rate',
    added: 'The rate is added.',
    column: {
      halfYear: 'Half-year',
      ecb: 'ECB',
      business: 'Businesses (ECB + 10)',
      public: 'Public sector (ECB + 8)',
      legal: 'Legal interest',
      floor: 'Least of a contract (× 3)',
      individual: 'Private creditor (for information)',
      source: 'Source',
    },
    status: { secondary: 'secondary source', unverified: 'not verified' },
    replaced: 'replaced',
    unpublished: 'not published yet',
    addedBy: 'Added by {{who}} on {{when}}',
    correctionHint:
      'This half-year already has its rates: what you add stands in their place from now on, and the earlier ones stay visible.',
    field: { ecb: 'ECB rate', legal: 'Legal interest rate' },
    fieldHint: {
      ecb: 'Main refinancing operations, on the first day of the half-year.',
      legal: 'Line “autres cas” of the order. Leave blank if it is not published yet.',
      source: 'Where you read these rates: site, order, date.',
    },
    wrongRate: 'A yearly rate in percent, for example 12.40.',
    forAll_one: 'Add it to your other company too',
    forAll_other: 'Add it to your {{count}} other companies too',
  },
}
