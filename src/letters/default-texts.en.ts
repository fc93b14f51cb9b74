import type { DefaultWords } from './default-texts.ts'

const SALUTATION = 'Dear Sir or Madam,'
const CLOSING = 'Yours faithfully,'
const CROSSED = 'If your payment is already on its way, please accept our thanks and disregard this letter.'
const CROSSED_EMAIL =
  'If your payment is already on its way, please accept our thanks and disregard this message.'
const SIGNATURE = '{companyName}'
// Left out when there is no telephone: see `resolveVariables`.
const CALL = 'You can reach us on {phone}.'
// What is said of a due date is said of the oldest alone: the others may be of yesterday.
const FIRST = [
  SALUTATION,
  'Unless we are mistaken, we have not yet received your payment of {netAmount}, {dueSince}. It is itemised at the end of this letter.',
  'This is probably a simple oversight: we should be grateful to receive it by {deadlineDate}.',
  'If you have a query about an invoice, or would like a copy, please let us know.',
  CALL,
  CROSSED,
]

const SECOND_OPENING = [
  SALUTATION,
  'Our previous reminder, dated {previousReminderDate}, has so far had no effect.',
  'Your account shows an unpaid balance of {netAmount}, {dueSince}. It is itemised at the end of this letter.',
  'We ask you to settle this amount **by {deadlineDate} at the latest**.',
]

// Left out where the level does not show what the law adds, or where none of it is owed.
const RUNNING_AMOUNT =
  'At the date of this letter, your debt thus amounts to {totalWithPenalties}: {amountParts}.'

const SECOND_CLOSING = [
  'If a disagreement or a difficulty explains this delay, please tell us the reason before that date, so that we can look for a solution together.',
  CALL,
  CROSSED,
]

const THIRD_OPENING = [
  SALUTATION,
  'Despite our last reminder, dated {previousReminderDate}, we have not received your payment.',
  'You still owe us {netAmount}, {dueSince}. It is itemised at the end of this letter.',
  'We ask you to pay it within **{deadlineDays}, that is by {deadlineDate}**. This is our last letter before a formal notice.',
]

const THIRD_CLOSING = [
  'If you cannot pay this amount at once, please call or write to us before that date: we are ready to agree on instalments.',
  CALL,
  CROSSED,
]

// C. conso. L616-1 and R616-1: name, address and website, to consumers alone; left out without a mediator.
const MEDIATOR =
  'If a complaint you have made to us remains unresolved, you may refer the matter, free of charge, to the consumer mediator we come under (article L. 612-1 of the French Consumer Code): {consumerMediator}.'

const NOTICE_OPENING = [
  SALUTATION,
  'Despite our last reminder, dated {previousReminderDate}, your debt to us remains unpaid.',
  '**{companyName} gives {customerName} formal notice (mise en demeure) to pay {demandedAmount} within {deadlineDays} of the date of this letter, that is by {deadlineDate} at the latest.**',
  'This amount is made up as follows: {amountParts}.',
  'The principal of {netAmount}, {dueSince}, is itemised at the end of this letter.',
]

const RATE = 'Rate applied: {penaltyRate}.'
const SUMMONS = 'This letter is a formal demand within the meaning of article 1344 of the French Civil Code.'
const CONTEST =
  'If you dispute all or part of this debt, please give us your reasons in writing before the same date.'

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
    2: '{companyName}: reminder no. 2, {netAmount} to pay by {deadlineDate}',
    3: '{companyName}: last letter before formal notice, {netAmount}',
    4: '{companyName}: formal notice to pay {demandedAmount} by {deadlineDate}',
  },
  closing: CLOSING,
  emailBodies: {
    1: [
      SALUTATION,
      'Please find attached a letter about your payment of {netAmount}, {dueSince}. We should be grateful to receive it by {deadlineDate}.',
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
      'An amount of {netAmount} remains unpaid. The attached letter is the last before a formal notice; we ask you to pay this amount by {deadlineDate} at the latest.',
      CROSSED_EMAIL,
      SIGNATURE,
    ],
    4: [
      SALUTATION,
      'Please find attached a formal notice to pay {demandedAmount} by {deadlineDate} at the latest.',
      SIGNATURE,
    ],
  },
  bodies: {
    1: { business: FIRST, public: FIRST, consumer: FIRST },
    2: {
      business: [
        ...SECOND_OPENING,
        'May we remind you that between businesses, late payment automatically gives rise, without any reminder, to late-payment penalties (article L. 441-10 of the French Commercial Code).',
        'To these is added a fixed charge of {recoveryFeeEach} for each invoice paid late, for recovery costs (article D. 441-5 of the same code).',
        RUNNING_AMOUNT,
        ...SECOND_CLOSING,
      ],
      public: [
        ...SECOND_OPENING,
        'May we remind you that late payment by a public buyer automatically gives rise to late-payment interest (article L. 2192-13 of the French Public Procurement Code).',
        'To this is added a fixed charge of {recoveryFeeEach} for each invoice paid late, for recovery costs (article D. 2192-35 of the same code).',
        RUNNING_AMOUNT,
        ...SECOND_CLOSING,
      ],
      consumer: [...SECOND_OPENING, ...SECOND_CLOSING.slice(0, 1), MEDIATOR, ...SECOND_CLOSING.slice(1)],
    },
    3: {
      business: [
        ...THIRD_OPENING,
        'Failing that, we shall send you this notice and claim, besides the principal, the late-payment penalties provided for in article L. 441-10 of the French Commercial Code. We may also suspend our deliveries, as our contract allows.',
        'To these will be added the fixed charge of {recoveryFeeEach} for each invoice paid late, for recovery costs (article D. 441-5 of the same code).',
        RUNNING_AMOUNT,
        ...THIRD_CLOSING,
      ],
      public: [
        ...THIRD_OPENING,
        'Failing that, we shall send you this notice and claim, besides the principal, the late-payment interest that is due automatically (article L. 2192-13 of the French Public Procurement Code).',
        'To this will be added the fixed charge of {recoveryFeeEach} for each invoice paid late, for recovery costs (article D. 2192-35 of the same code).',
        RUNNING_AMOUNT,
        ...THIRD_CLOSING,
      ],
      consumer: [
        ...THIRD_OPENING,
        'Failing that, we shall send you this notice, from which the amount due will bear interest at the French statutory rate.',
        ...THIRD_CLOSING.slice(0, 1),
        MEDIATOR,
        ...THIRD_CLOSING.slice(1),
      ],
    },
    4: {
      business: [
        ...NOTICE_OPENING,
        'Late-payment interest is due automatically, without any reminder, from the day after each due date (article L. 441-10 of the French Commercial Code), and continues to run until full payment.',
        RATE,
        'The fixed charge for recovery costs is {recoveryFeeEach} for each invoice paid late (article D. 441-5), without prejudice to further compensation upon proof (article L. 441-10, II).',
        SUMMONS,
        '**Failing full payment by that date, we shall bring the matter before the competent court without further notice**, to obtain an order for the payment of these amounts and of the interest that will have run.',
        CONTEST,
        CALL,
      ],
      public: [
        ...NOTICE_OPENING,
        'Late-payment interest is due automatically and without further formality (article L. 2192-13 of the French Public Procurement Code). It continues to run up to and including the date on which the principal is ordered to be paid (article R. 2192-32), and is payable within forty-five days of it (article R. 2192-36).',
        RATE,
        'The fixed charge for recovery costs, payable within the same time, is {recoveryFeeEach} for each invoice paid late (article D. 2192-35), without prejudice to further compensation upon proof.',
        SUMMONS,
        '**Failing full payment by that date, we shall bring the matter before the competent court.** If you are a local authority, we shall also ask the prefect to order payment of this amount (mandatement d’office, articles L. 1612-15 and following of the French General Code of Local Authorities).',
        CONTEST,
        CALL,
      ],
      // As in French: no claim in court is announced to a consumer that is not open (CPC 750-1, C. conso. L121-6).
      consumer: [
        ...NOTICE_OPENING,
        'Under articles 1231-6 and 1344-1 of the French Civil Code, this amount bears interest at the statutory rate from this formal notice until full payment. No recovery costs are added to it.',
        SUMMONS,
        'Failing payment by that date, we may apply to the judge for an order for payment (injonction de payer, articles 1405 and following of the French Code of Civil Procedure). We remain ready to seek an amicable agreement with you, including payment by instalments.',
        CONTEST,
        MEDIATOR,
        CALL,
      ],
    },
  },
}
