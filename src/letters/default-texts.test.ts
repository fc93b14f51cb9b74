import { describe, expect, test } from 'vitest'
import { type LetterFacts, letterVariableValues } from '#domain/letter-variable-values.ts'
import { resolveVariables, unknownVariables } from '#domain/letter-variables.ts'
import { LEVELS } from '#domain/levels.ts'
import type { Audience } from '#domain/parties.ts'
import { checkRichText } from '#domain/rich-text-check.ts'
import { plainText } from '#domain/rich-text-plain.ts'
import { defaultText } from './default-texts.ts'

const AUDIENCES: readonly Audience[] = ['business', 'public', 'consumer']
const ALL = LEVELS.flatMap((level) =>
  (['fr', 'en'] as const).flatMap((language) =>
    AUDIENCES.map((audience) => ({
      level,
      language,
      audience,
      text: defaultText(level, language, audience),
    })),
  ),
)

const KNOWN_LITTLE: LetterFacts = {
  language: 'fr',
  letterOn: '2024-01-29',
  deadlineDays: 8,
  customerName: 'EARL des Peupliers',
  customerCode: 'PEU',
  contactName: null,
  currency: 'EUR',
  instalmentsCents: 49_320,
  netCents: 49_320,
  invoiceCount: 1,
  oldestDueOn: '2023-12-24',
  previousReminder: null,
  penalties: null,
  companyName: 'GAEC des Trois Chênes',
  signatoryName: null,
  phone: null,
  email: null,
  iban: null,
  consumerMediator: null,
}

describe.each(ALL)(
  'default text of level $level, $language, $audience',
  ({ level, language, audience, text }) => {
    test('is a text we accept, with variables we know', () => {
      expect(checkRichText(text.body)).toEqual(text.body)
      expect(unknownVariables(text.body)).toEqual([])
      expect(text.emailSubject.match(/\{\w+\}/g)).not.toBeNull()
    })

    test('asks for the money by a date even when nothing optional is known', () => {
      const values = letterVariableValues({ ...KNOWN_LITTLE, language })
      const printed = plainText(resolveVariables(text.body, values))
      expect(printed).toContain(values.netAmount)
      expect(printed).toContain(values.deadlineDate)
      expect(printed).not.toMatch(/null|undefined|[{}[\]]/)
    })

    test('speaks of penalties only to those who owe them, and never at level 1', () => {
      const mayAsk = audience !== 'consumer' && level >= 2
      const printed = plainText(text.body)
      expect(/40|recouvrement|recovery|L\. ?441-10|2192/u.test(printed)).toBe(mayAsk)
    })
  },
)

test('the formal notice has what article 1344 of the civil code wants', () => {
  for (const audience of AUDIENCES) {
    const { title, body } = defaultText(4, 'fr', audience)
    expect(title).toContain('MISE EN DEMEURE')
    const printed = plainText(body)
    expect(printed).toMatch(/met en demeure \[customerName\] de payer/)
    expect(printed).toMatch(/1344/)
    expect(printed).toMatch(/tribunal compétent sans autre avis/)
    expect(printed).toMatch(/intérêts?/)
  }
  expect(plainText(defaultText(4, 'fr', 'consumer').body)).toMatch(/taux légal/)
})

test('French texts hold no space a line could end on before high punctuation', () => {
  for (const { language, text } of ALL) {
    if (language === 'fr') expect(plainText(text.body)).not.toMatch(/ [:;!?»€]|« /)
  }
})
