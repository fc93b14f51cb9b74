import type { DefaultWords } from './default-texts.ts'

const SALUTATION = 'Dear Sir or Madam,'
const CLOSING = 'Yours faithfully,'
const CROSSED = 'If your payment is already on its way, please accept our thanks and disregard this letter.'
const CROSSED_EMAIL =
  'If your payment is already on its way, please accept our thanks and disregard this message.'
const SIGNATURE = '{companyName}'
// Left out when there is no telephone: see `resolveVariables`.
const CALL = 'You can reach us on {phone}.'
const FIRST = [
  SALUTATION,
  'Unless we are mistaken, we have not yet received your payment of {netAmount}, itemised at the end of this letter and overdue since {oldestDueDate}.',
  'This is probably a simple oversight: we should be grateful to receive it by {deadlineDate}.',
  'If you have a query about an invoice, or would like a copy, please let us know.',
  CALL,
  CROSSED,
]

const SECOND_OPENING = [
  SALUTATION,
  'Our previous reminder, dated {previousReminderDate}, has so far had no effect.',
  'Your account shows an unpaid balance of {netAmount}, overdue since {oldestDueDate}. It is itemised at the end of this letter.',
  'We ask you to settle this amount **by {deadlineDate} at the latest**.',
]

const SECOND_CLOSING = [
  'If a disagreement or a difficulty explains this delay, please tell us the reason before that date, so that we can look for a solution together.',
  CALL,
  CROSSED,
]

const THIRD_OPENING = [
  SALUTATION,
  'Despite our last reminder, dated {previousReminderDate}, we have not received your payment.',
  'You still owe us {netAmount}, overdue since {oldestDueDate} and itemised at the end of this letter.',
  'We ask you to pay it within **{deadlineDays}, that is by {deadlineDate}**. This is our last letter before a formal notice.',
]

const THIRD_CLOSING = [
  'If you cannot pay this amount at once, please call or write to us before that date: we are ready to agree on instalments.',
  CALL,
  CROSSED,
]

const NOTICE_OPENING = [
  SALUTATION,
  'Despite our reminders, the last of which is dated {previousReminderDate}, your debt to us remains unpaid.',
  'You owe us to date a principal of {netAmount}, overdue since {oldestDueDate}, for the invoices listed at the end of this letter.',
  '**{companyName} therefore gives {customerName} formal notice (mise en demeure) to pay {netAmount} within {deadlineDays}, that is by {deadlineDate} at the latest.**',
  'This letter is a formal demand within the meaning of article 1344 of the French Civil Code.',
]

const NOTICE_DEMANDS = [
  '**Failing full payment by that date, we shall bring the matter before the competent court without further notice**, to obtain an order for the payment of this sum and of interest, which runs until full payment.',
  'If you dispute all or part of this debt, please give us your reasons in writing before the same date.',
]

const AMOUNTS_TO_DATE =
  'At the date of this letter, this interest amounts to {latePenalties} and these charges to {recoveryFees}, which with the principal makes a total of {totalWithPenalties}.'

/** The default texts in English. */
export const DEFAULT_WORDS_EN: DefaultWords = {
  titles: {
    1: 'REMINDER LETTER NO. 1',
    2: 'REMINDER LETTER NO. 2',
    3: 'REMINDER LETTER NO. 3',
    4: 'REMINDER LETTER NO. 4 – FORMAL NOTICE',
  },
  emailSubjects: {
    1: '{companyName}: payment reminder, customer {customerCode}',
    2: '{companyName}: second reminder, {netAmount} to pay by {deadlineDate}',
    3: '{companyName}: last reminder before formal notice, {netAmount}',
    4: '{companyName}: formal notice to pay {netAmount} by {deadlineDate}',
  },
  closing: CLOSING,
  emailBodies: {
    1: [
      SALUTATION,
      'Please find attached a letter about your payment of {netAmount}, overdue since {oldestDueDate}. We should be grateful to receive it by {deadlineDate}.',
      CROSSED_EMAIL,
      SIGNATURE,
    ],
    2: [
      SALUTATION,
      'Your account shows an unpaid balance of {netAmount}. The attached letter itemises it; we ask you to settle it by {deadlineDate} at the latest.',
      CROSSED_EMAIL,
      SIGNATURE,
    ],
    3: [
      SALUTATION,
      'Despite our reminders, {netAmount} remains unpaid. The attached letter is the last before a formal notice; we ask you to pay this amount by {deadlineDate} at the latest.',
      CROSSED_EMAIL,
      SIGNATURE,
    ],
    4: [
      SALUTATION,
      'Please find attached a formal notice to pay {netAmount} by {deadlineDate} at the latest.',
      SIGNATURE,
    ],
  },
  bodies: {
    1: { business: FIRST, public: FIRST, consumer: FIRST },
    2: {
      business: [
        ...SECOND_OPENING,
        'May we remind you that between businesses, late payment automatically gives rise, without any reminder, to late-payment penalties and to a fixed charge of €40 per invoice for recovery costs (articles L. 441-10 and D. 441-5 of the French Commercial Code).',
        ...SECOND_CLOSING,
      ],
      public: [
        ...SECOND_OPENING,
        'May we remind you that late payment by a public buyer automatically gives rise to late-payment interest and to a fixed charge of €40 for recovery costs (articles R. 2192-31 and D. 2192-35 of the French Public Procurement Code).',
        ...SECOND_CLOSING,
      ],
      consumer: [...SECOND_OPENING, ...SECOND_CLOSING],
    },
    3: {
      business: [
        ...THIRD_OPENING,
        'Failing that, we shall send you this notice. We shall then claim, besides the principal, the late-payment penalties and the fixed charge of €40 per invoice provided for in article L. 441-10 of the French Commercial Code, and we may suspend our deliveries as our contract allows.',
        ...THIRD_CLOSING,
      ],
      public: [
        ...THIRD_OPENING,
        'Failing that, we shall send you this notice. We shall then claim, besides the principal, the late-payment interest and the fixed charge of €40 provided for in the French Public Procurement Code (articles R. 2192-31 and D. 2192-35).',
        ...THIRD_CLOSING,
      ],
      consumer: [
        ...THIRD_OPENING,
        'Failing that, we shall send you this notice, from which the amount due will bear interest at the French statutory rate.',
        ...THIRD_CLOSING,
      ],
    },
    4: {
      business: [
        ...NOTICE_OPENING,
        'Under article L. 441-10 of the French Commercial Code, the following are automatically added to the principal:',
        '- late-payment interest, due from the day after each due date until full payment, at the rate of our terms of sale or, failing that, at the rate of the European Central Bank plus ten percentage points;\n- the fixed charge of €40 per invoice for recovery costs (article D. 441-5).',
        AMOUNTS_TO_DATE,
        ...NOTICE_DEMANDS,
        CALL,
      ],
      public: [
        ...NOTICE_OPENING,
        'Under the French Public Procurement Code, the following are automatically added to the principal:',
        '- late-payment interest, which runs up to and including the date of payment, at the rate of the European Central Bank plus eight percentage points (article R. 2192-31);\n- the fixed charge of €40 for recovery costs (article D. 2192-35).',
        AMOUNTS_TO_DATE,
        ...NOTICE_DEMANDS,
        CALL,
      ],
      consumer: [
        ...NOTICE_OPENING,
        'Under articles 1231-6 and 1344-1 of the French Civil Code, this sum bears interest at the statutory rate from this formal notice.',
        ...NOTICE_DEMANDS,
        'You may also refer the matter, free of charge, to the consumer mediator we come under (article L. 612-1 of the French Consumer Code): {consumerMediator}.',
        CALL,
      ],
    },
  },
}
