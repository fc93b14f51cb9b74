import { describe, expect, test } from 'vitest'
import { frenchSpaces, letterSpaces } from './french-typography.ts'
import { type LetterFacts, letterVariableValues } from './letter-variable-values.ts'
import { LETTER_VARIABLES, resolveLine, resolveVariables, unknownVariables } from './letter-variables.ts'
import type { Inline, RichText } from './rich-text.ts'
import { plainText } from './rich-text-plain.ts'

const FACTS: LetterFacts = {
  language: 'fr',
  level: 2,
  letterOn: '2024-01-29',
  deadlineDays: 8,
  customerName: 'Dupont : Fils',
  customerCode: 'DUP',
  contactName: null,
  currency: 'EUR',
  instalmentsCents: 135_456,
  netCents: 123_456,
  invoiceCount: 1,
  oldestDueOn: '2023-12-24',
  latestDueOn: '2023-12-24',
  previousReminder: null,
  penalties: null,
  companyName: 'GAEC',
  signatoryName: null,
  phone: null,
  email: null,
  iban: 'FR1420041010050500013M02606',
  feeEachCents: 4_000,
  consumerMediator: null,
}

function words(name: string): Inline {
  return { type: 'variable', attrs: { name } }
}

function text(value: string): Inline {
  return { type: 'text', text: value }
}

function body(...paragraphs: Inline[][]): RichText {
  return { type: 'doc', content: paragraphs.map((content) => ({ type: 'paragraph', content })) }
}

describe('variables', () => {
  test('in French', () => {
    const values = letterVariableValues(FACTS)
    expect(Object.keys(values).sort()).toEqual([...LETTER_VARIABLES].sort())
    expect(values).toMatchObject({
      customerName: 'Dupont\u00a0: Fils',
      netAmount: '1\u202f234,56\u00a0€',
      invoiceCount: '1\u00a0facture',
      daysLate: '36\u00a0jours',
      deadlineDate: '06/02/2024',
      iban: 'FR14 2004 1010 0505 0001 3M02 606'.replaceAll(' ', '\u00a0'),
      previousReminderDate: null,
      latePenalties: null,
    })
  })

  test('in English, where 06/02 could be read as June', () => {
    const values = letterVariableValues({
      ...FACTS,
      language: 'en',
      previousReminder: { level: 1, sentOn: '2024-01-08' },
      penalties: {
        kind: 'owed',
        regime: 'business',
        lines: [],
        interestCents: 1_240,
        invoiceCount: 1,
        feesCents: 4_000,
      },
    })
    expect(values).toMatchObject({
      netAmount: '€1,234.56',
      deadlineDate: '6\u00a0February\u00a02024',
      previousReminderNumber: '1',
      totalWithPenalties: '€1,286.96',
    })
  })

  test('a due date to come is no delay', () => {
    expect(letterVariableValues({ ...FACTS, oldestDueOn: '2024-02-29' }).daysLate).toBe('0\u00a0jour')
  })
})

describe('resolveVariables', () => {
  const values = letterVariableValues(FACTS)

  test('puts the words in place, with the marks of the variable', () => {
    const bold: Inline = { type: 'variable', attrs: { name: 'customerCode' }, marks: [{ type: 'bold' }] }
    expect(resolveVariables(body([text('Code '), bold]), values)).toEqual(
      body([text('Code '), { type: 'text', text: 'DUP', marks: [{ type: 'bold' }] }]),
    )
  })

  test('leaves out the paragraph that speaks of what is not known, and only that one', () => {
    const resolved = resolveVariables(
      body([text('Reminder of '), words('previousReminderDate')], [text('Pay '), words('netAmount')]),
      values,
    )
    expect(plainText(resolved)).toBe('Pay 1\u202f234,56\u00a0€')
  })

  test('leaves out a list left with nothing', () => {
    const item = (name: string) => ({
      type: 'listItem' as const,
      content: body([words(name)]).content,
    })
    const list = (...names: string[]): RichText => ({
      type: 'doc',
      content: [{ type: 'bulletList', content: names.map(item) }],
    })
    expect(resolveVariables(list('phone', 'email'), values).content).toEqual([])
    expect(plainText(resolveVariables(list('phone', 'customerCode'), values))).toBe('- DUP')
  })

  test('words are never read again as variables', () => {
    const tricky = letterVariableValues({ ...FACTS, companyName: '{netAmount}' })
    expect(resolveLine('{companyName} {nothing}', tricky)).toBe('{netAmount} {nothing}')
  })
})

test('unknownVariables lists each unknown name once', () => {
  expect(unknownVariables(body([words('netAmount'), words('iban2')], [words('iban2')]))).toEqual(['iban2'])
})

test.each([
  ['Attention : payez !', 'Attention\u00a0: payez\u202f!'],
  ['« Mise en demeure »', '«\u00a0Mise en demeure\u00a0»'],
  ['40 € (article L. 441-10)', '40\u00a0€ (article\u00a0L.\u00a0441-10)'],
  ['C. com., art. L. 441-10', 'C.\u00a0com., art.\u00a0L.\u00a0441-10'],
  ['http://exemple.fr', 'http://exemple.fr'],
  ['LETTRE N° 2', 'LETTRE N°\u00a02'],
])('French spaces: %s', (typed, printed) => {
  expect(frenchSpaces(typed)).toBe(printed)
})

test.each([
  ['FORMAL NOTICE NO. 4', 'FORMAL NOTICE NO.\u00a04'],
  ['(article L. 441-10 : 40 €)', '(article\u00a0L.\u00a0441-10 : 40 €)'],
  ['We say no. Pay.', 'We say no. Pay.'],
])('English breaks no citation of French law: %s', (typed, printed) => {
  expect(letterSpaces(typed, 'en')).toBe(printed)
})
