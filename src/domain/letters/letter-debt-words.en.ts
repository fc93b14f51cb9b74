import type { DebtWords } from './letter-debt-words.ts'

/** What a letter says of its debt, in English. */
export const DEBT_WORDS_EN: DebtWords = {
  due: (date: string) => `due on ${date}`,
  oldest: (date: string) => `the oldest part of which was due on ${date}`,
  principal: (amount: string) => `${amount} of principal`,
  interest: {
    business: (amount: string, date: string) => `${amount} of late-payment interest to ${date}`,
    public: (amount: string, date: string) => `${amount} of late-payment interest to ${date}`,
  },
  fee: (amount: string) => `${amount} of fixed charge for recovery costs`,
  fees: (amount: string) => `${amount} of fixed charges for recovery costs`,
  and: ' and ',
  lessPaid: (amount: string) => `, less ${amount} of these charges already paid`,
  rules: {
    'ecb-plus-ten': 'rate of the European Central Bank plus ten percentage points',
    'ecb-plus-eight': 'rate of the European Central Bank plus eight percentage points (article R. 2192-31)',
    agreed: 'rate of our payment terms',
    'agreed-floor': 'legal minimum of three times the French statutory interest rate',
  },
  agreedOrFloor: 'rate of our payment terms, and at least three times the French statutory interest rate',
  rate: (rule: string, rates: string) => `${rule}, that is ${rates} a year`,
  eachHalfYear: ', by half-year',
  eachDueDate: ', by due date',
}
