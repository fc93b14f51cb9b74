import { describe, expect, test } from 'vitest'
import { LEVELS, type Level } from '#domain/dunning/levels.ts'
import type { OwedPenalties } from '#domain/letters/letter.ts'
import type { LetterText } from '#domain/letters/letter-text.ts'
import { type LetterFacts, letterVariableValues } from '#domain/letters/letter-variable-values.ts'
import { resolveVariables, unknownVariables } from '#domain/letters/letter-variables.ts'
import { checkRichText } from '#domain/letters/rich-text-check.ts'
import { plainText } from '#domain/letters/rich-text-plain.ts'
import type { Audience } from '#domain/people/parties.ts'
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
  level: 4,
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
  latestDueOn: '2023-12-24',
  previousReminder: null,
  penalties: null,
  companyName: 'GAEC des Trois Chênes',
  signatoryName: null,
  phone: null,
  email: null,
  iban: null,
  feeEachCents: 4_000,
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

    test('says nothing of penalties to those who owe none, nor at level 1', () => {
      const mayAsk = audience !== 'consumer' && level >= 2
      const printed = plainText(text.body)
      expect(/indemnité forfaitaire|fixed charge|L\. ?441-10|2192/iu.test(printed)).toBe(mayAsk)
      if (audience === 'consumer')
        expect(printed.replace(/Aucuns frais de recouvrement|No recovery costs/, '')).not.toMatch(
          /recouvrement|recovery|40[.,]00|€40/,
        )
    })

    test('never says that all has been due since the oldest date', () => {
      const printed = letterOf(text, language, audience)
      expect(printed).not.toMatch(/depuis le \d|overdue since|échue? (?:depuis|le)/)
      if (level !== 4 || audience === 'consumer')
        expect(printed).toMatch(/dont la plus ancienne échéance est le|the oldest part of which was due on/)
    })

    test('speaks of an earlier reminder only where every item had one', () => {
      const reminded = { previousReminder: { level: 3, sentOn: '2026-08-19' } } as const
      const said = /relances?, datée|reminder, dated/
      expect(letterOf(text, language, audience, reminded)).toMatch(level === 1 ? /./ : said)
      expect(letterOf(text, language, audience)).not.toMatch(
        /nos (?:précédentes )?relances|reminders?,? dated|rappels/,
      )
    })

    test('claims no 40 € in another currency, and keeps its figures', () => {
      const printed = letterOf(text, language, audience, {
        currency: 'CHF',
        feeEachCents: null,
        penalties: audience === 'consumer' ? null : { ...PENALTIES[audience], feesCents: null },
      })
      expect(printed).not.toMatch(/40[.,]00|40.€|€/)
      if (level === 4 && audience !== 'consumer') expect(printed).toMatch(/CHF.420[.,]55|420,55.CHF/)
    })
  },
)

const AMOUNTS = { instalmentsCents: 1_000_000, netCents: 1_000_000, letterOn: '2026-09-03' }

// The example of law.md §2, to a business and to a public buyer.
const PENALTIES = { business: owed('business'), public: owed('public') } as const

function owed(regime: 'business' | 'public'): OwedPenalties {
  const stretch = (
    from: string,
    to: string,
    days: number,
    rateBasisPoints: number,
    interestCents: number,
  ) => ({
    from,
    to,
    days,
    rateBasisPoints,
    interestCents,
    baseCents: 1_000_000,
    rateRule: regime === 'public' ? ('ecb-plus-eight' as const) : ('ecb-plus-ten' as const),
    yearDays: 365 as const,
  })
  const segments =
    regime === 'public'
      ? [stretch('2026-05-02', '2026-09-03', 125, 1_015, 42_055)]
      : [
          stretch('2026-05-02', '2026-06-30', 60, 1_215, 19_973),
          stretch('2026-07-01', '2026-09-03', 65, 1_240, 22_082),
        ]
  const lines = [{ number: 'FA-1', segments, interestCents: 42_055 }]
  return { kind: 'owed', regime, lines, interestCents: 42_055, invoiceCount: 1, feesCents: 4_000 }
}

/** The words of a letter of this text: 10 000 € of May and later, on 3 September 2026. */
function letterOf(
  text: LetterText,
  language: 'fr' | 'en',
  audience: Audience,
  changes: Partial<LetterFacts> = {},
): string {
  const values = letterVariableValues({
    ...KNOWN_LITTLE,
    ...AMOUNTS,
    language,
    oldestDueOn: '2026-05-01',
    latestDueOn: '2026-09-01',
    penalties: audience === 'consumer' ? null : PENALTIES[audience],
    feeEachCents: audience === 'consumer' ? null : 4_000,
    ...changes,
  })
  return plainText(resolveVariables(text.body, values))
}

const printed = (
  language: 'fr' | 'en',
  audience: Audience,
  changes: Partial<LetterFacts> = {},
  level: Level = 4,
) =>
  letterOf(defaultText(level, language, audience), language, audience, { level, ...changes }).replace(
    /[\u00a0\u202f]/g,
    ' ',
  )

describe('the formal notice', () => {
  test('demands one figure with its parts, names the rate it applied and says that interest goes on', () => {
    const words = printed('fr', 'business')
    expect(words).toContain('met en demeure EARL des Peupliers de payer la somme de 10 460,55 €')
    expect(words).toContain(
      '10 000,00 € en principal, 420,55 € d’intérêts de retard arrêtés au 03/09/2026 et 40,00 € d’indemnité forfaitaire pour frais de recouvrement',
    )
    expect(words).toContain(
      'Taux appliqué : taux de la Banque centrale européenne majoré de dix points, soit 12,15 % et 12,40 % l’an selon le semestre.',
    )
    expect(words).toContain('continuent de courir jusqu’au paiement complet')
    expect(words).toContain('sans préjudice d’une indemnisation complémentaire sur justification')
    expect(words).not.toMatch(/conditions de vente ou, à défaut/)
    expect(printed('en', 'business')).toContain(
      'to pay €10,460.55 within 8 days of the date of this letter, that is by 11 September 2026 at the latest',
    )
  })

  test('without the statement demands the principal alone, and still says that interest runs', () => {
    const words = printed('fr', 'business', { penalties: null })
    expect(words).toContain('de payer la somme de 10 000,00 € dans un délai de')
    expect(words).toContain('continuent de courir')
    expect(words).not.toMatch(/se décompose|Taux appliqué/)
  })

  test('stops at the last day with a rate, and the 40 € remains', () => {
    const lines = PENALTIES.business.lines.map((line) => ({ ...line, segments: line.segments.slice(0, 1) }))
    const missing = [{ startsOn: '2026-07-01', rate: 'ecb' }] as const
    const penalties = { ...PENALTIES.business, lines, interestCents: 19_973, missing }
    expect(printed('fr', 'business', { penalties })).toContain(
      '199,73 € d’intérêts de retard arrêtés au 30/06/2026 et 40,00 €',
    )
  })

  test('of a contract that falls under the floor names both rules', () => {
    const segments = PENALTIES.business.lines[0]?.segments.map((segment, index) => ({
      ...segment,
      rateRule: index === 0 ? ('agreed' as const) : ('agreed-floor' as const),
    }))
    const lines = [{ number: 'FA-1', segments: segments ?? [], interestCents: 42_055 }]
    expect(printed('fr', 'business', { penalties: { ...PENALTIES.business, lines } })).toContain(
      'taux de nos conditions de règlement, et au moins trois fois le taux de l’intérêt légal, soit',
    )
  })

  test('to a public buyer cites its own code, and the prefect for local authorities', () => {
    const words = printed('fr', 'public')
    for (const article of [
      'L. 2192-13',
      'R. 2192-31',
      'R. 2192-32',
      'R. 2192-36',
      'D. 2192-35',
      'L. 1612-15',
    ])
      expect(words).toContain(article)
    expect(words).toMatch(/préfet le mandatement d’office/)
    expect(words).toMatch(/soit 10,15 % l’an/)
    // R2192-36: the 40 € too is paid within 45 days of the principal.
    expect(words).toContain('L’indemnité forfaitaire pour frais de recouvrement, payable dans le même délai,')
    expect(words).not.toMatch(/441-10|sans autre avis/)
    expect(printed('en', 'public')).toMatch(/R\. 2192-36.*prefect/s)
  })

  test('to a consumer threatens no court, adds no cost and names the mediator', () => {
    const consumerMediator = 'CM2C, 14 rue Saint-Jean, 75017 Paris, www.cm2c.net'
    for (const netCents of [49_900, 499_900, 900_000]) {
      const words = printed('fr', 'consumer', { consumerMediator, netCents })
      expect(words).not.toMatch(/tribunal|sans autre avis/)
      expect(words).toMatch(/injonction de payer/)
      expect(words).toMatch(/Aucuns frais de recouvrement/)
      expect(words).toMatch(/1231-6 et 1344-1 .* taux légal à compter de la présente mise en demeure/)
      expect(words).toContain(consumerMediator)
    }
    expect(printed('en', 'consumer', { consumerMediator })).toContain(consumerMediator)
    expect(printed('en', 'consumer', { consumerMediator })).not.toMatch(
      /without further notice|competent court/,
    )
    expect(printed('fr', 'consumer')).not.toMatch(/médiateur/)
  })

  test('is a formal demand in the sense of article 1344, to everyone', () => {
    for (const audience of AUDIENCES) {
      expect(defaultText(4, 'fr', audience).title).toContain('MISE EN DEMEURE')
      expect(printed('fr', audience)).toMatch(/interpellation suffisante au sens de l’article 1344/)
    }
  })
})

test('levels 2 and 3 show the running amount where their level asks for it', () => {
  for (const level of [2, 3] as const) {
    expect(printed('fr', 'business', {}, level)).toMatch(
      /s’élève ainsi à 10 460,55 € : 10 000,00 € en principal/,
    )
    expect(printed('fr', 'business', { penalties: null }, level)).not.toMatch(/s’élève ainsi/)
  }
})

test('one due date is said as it is, even when it is the day of the letter', () => {
  const today = { oldestDueOn: '2026-09-03', latestDueOn: '2026-09-03' }
  expect(printed('fr', 'business', today, 1)).toContain('10 000,00 €, à échéance du 03/09/2026.')
  expect(printed('en', 'business', today, 1)).toContain('€10,000.00, due on 3 September 2026.')
})

test('no line ends between an article of law and its number, nor in a number of a letter', () => {
  for (const { text } of ALL)
    expect(plainText(text.body) + text.title).not.toMatch(/(?:articles?|art\.|\b[LDR]\.|N°|NO\.) [LDR\d]/)
})

test('French texts hold no space a line could end on before high punctuation', () => {
  for (const { language, text } of ALL) {
    if (language === 'fr') expect(plainText(text.body)).not.toMatch(/ [:;!?»€]|« /)
  }
})
