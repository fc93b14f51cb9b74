import type { DebtWords } from './letter-debt-words.ts'

/** What a letter says of its debt, in French. */
export const DEBT_WORDS_FR: DebtWords = {
  due: (date: string) => `à échéance du ${date}`,
  oldest: (date: string) => `dont la plus ancienne échéance est le ${date}`,
  principal: (amount: string) => `${amount} en principal`,
  interest: {
    business: (amount: string, date: string) => `${amount} d’intérêts de retard arrêtés au ${date}`,
    public: (amount: string, date: string) => `${amount} d’intérêts moratoires arrêtés au ${date}`,
  },
  fee: (amount: string) => `${amount} d’indemnité forfaitaire pour frais de recouvrement`,
  fees: (amount: string) => `${amount} d’indemnités forfaitaires pour frais de recouvrement`,
  and: ' et ',
  lessPaid: (amount: string) => `, sous déduction de ${amount} déjà réglés à ce titre`,
  rules: {
    'ecb-plus-ten': 'taux de la Banque centrale européenne majoré de dix points',
    'ecb-plus-eight': 'taux de la Banque centrale européenne majoré de huit points (article R. 2192-31)',
    agreed: 'taux de nos conditions de règlement',
    'agreed-floor': 'minimum légal de trois fois le taux de l’intérêt légal',
  },
  agreedOrFloor: 'taux de nos conditions de règlement, et au moins trois fois le taux de l’intérêt légal',
  rate: (rule: string, rates: string) => `${rule}, soit ${rates} l’an`,
  eachHalfYear: ' selon le semestre',
  eachDueDate: ' selon l’échéance',
}
