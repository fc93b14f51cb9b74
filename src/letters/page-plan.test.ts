import { describe, expect, test } from 'vitest'
import type { Level } from '#domain/dunning/levels.ts'
import { epcQrPayload } from '#domain/letters/epc-qr.ts'
import type { LetterContent, LetterPenaltyLine } from '#domain/letters/letter.ts'
import { type LetterFacts, letterVariableValues } from '#domain/letters/letter-variable-values.ts'
import { resolveVariables } from '#domain/letters/letter-variables.ts'
import type { Audience } from '#domain/people/parties.ts'
import { defaultText } from './default-texts.ts'
import { LETTERHEAD, letter, letterRow, paragraph } from './letter-fixture.fr.ts'
import { letterView } from './letter-view.ts'
import { footerLines, letterheadView } from './letterhead-view.ts'
import { pagePlans } from './page-plan.ts'
import { readPdf } from './pdf-fixture.ts'
import { renderArchive, renderPrint } from './render.ts'

// Who holds a letter of ours in hand holds one sheet, as long as it lists few invoices.

describe('a letter with our own text', () => {
  test.each([
    [1, 'business', 10],
    [2, 'business', 10],
    [3, 'public', 10],
    [4, 'consumer', 5],
  ] as const)('of level %i to a %s, of %i invoices, is one page', (level, audience, rows) => {
    const contents = (['fr', 'en'] as const).map((language) => ours({ level, audience, rows, language }))
    expect(renderPrint(LETTERHEAD, contents).pagesPerLetter).toEqual([1, 1])
  })

  test.each([
    ['business', 1],
    ['business', 3],
    ['public', 3],
    ['business', 8],
  ] as const)(
    'a formal notice to a %s has the room it needs: its statement begins a second page',
    async (audience, rows) => {
      const { words } = await pagesOf(ours({ level: 4, audience, rows, language: 'fr' }))
      expect(words).toHaveLength(2)
      expect(words[0]).toContain('Payer par virement')
      expect(words[0]).toContain('Total des échéances')
      expect(words[1]).toMatch(
        /^Décompte au .*LETTRE DE RELANCE .*MISE EN DEMEURE.*code client \S+ Page 2 sur 2$/,
      )
    },
  )
})

// In business, of how many rows: at which size its text is set, now that there is room for its statement elsewhere.
test.each([
  [1, 10],
  [3, 10],
  [8, 9.5],
] as const)('a formal notice of %i invoices uses the room of its page: %f points', async (rows, sizePt) => {
  const content = ours({ level: 4, audience: 'business', rows, language: 'fr' })
  const view = letterView(LETTERHEAD, content, (text) => text)
  const lines = footerLines(LETTERHEAD, (text) => text).length
  expect(pagePlans(view, lines)[0]).toMatchObject({ sizePt, isStatementApart: true })
  expect((await pagesOf(content)).words).toHaveLength(2)
})

test('a name of two hundred letters without a space wraps beside the window and in the payment details', async () => {
  const legalName = 'W'.repeat(200)
  const letterhead = { ...LETTERHEAD, legalName }
  const { words } = await readPdf(renderArchive(letterhead, letter(1)).pdf)
  expect(Math.max(...(words[0] ?? '').split(/\s/).map((word) => word.length))).toBeLessThanOrEqual(45)
  expect(letterheadView(letterhead, 'fr', (text) => text).name.split('\u200b')).toEqual(
    Array.from({ length: 10 }, () => 'W'.repeat(20)),
  )
})

test('whatever the length of the text, who signs and how to pay stand under its last lines', async () => {
  for (const count of [16, 18, 20, 22, 24, 26, 28, 30, 34, 40]) {
    const lines = Array.from({ length: count }, (_, index) => paragraph(`Ligne ${index + 1}.`))
    const { words } = await pagesOf(letter(1, { body: { type: 'doc', content: lines }, paymentQr: qrOf(1) }))
    const signed = words.find((page) => page.includes('Jeanne Lefèvre'))
    expect(signed, `${count} lines`).toContain(`Ligne ${count - 1}. Ligne ${count}. `)
    expect(signed, `${count} lines`).toContain('Payer par virement')
  }
})

function ours(facts: {
  readonly level: Level
  readonly audience: Audience
  readonly rows: number
  readonly language: 'fr' | 'en'
}): LetterContent {
  const { level, audience, rows, language } = facts
  const owesPenalties = level === 4 && audience !== 'consumer'
  const lines = Array.from({ length: rows }, (_, index) => penaltyLine(index))
  const penalties = owesPenalties
    ? ({
        kind: 'owed',
        regime: audience,
        lines,
        interestCents: 2_345 * rows,
        invoiceCount: rows,
        feesCents: 4_000 * rows,
      } as const)
    : null
  const text = defaultText(level, language, audience)
  const values = letterVariableValues({ ...FACTS, language, penalties, netCents: 49_320 * rows })
  const closing = paragraph(text.closing)
  return letter(rows, {
    level,
    language,
    title: text.title,
    letterOn: '2026-09-30',
    body: { type: 'doc', content: [...resolveVariables(text.body, values).content, closing] },
    penalties,
    paymentQr: qrOf(rows),
  })
}

function penaltyLine(index: number): LetterPenaltyLine {
  const known = {
    baseCents: 49_320,
    rateBasisPoints: 1_240,
    rateRule: 'ecb-plus-ten',
    yearDays: 365,
  } as const
  return {
    number: letterRow(index).number,
    segments: [
      { from: '2026-05-14', to: '2026-06-30', days: 48, interestCents: 804, ...known },
      { from: '2026-07-01', to: '2026-09-30', days: 92, interestCents: 1_541, ...known },
    ],
    interestCents: 2_345,
  }
}

function qrOf(rows: number): string | null {
  const numbers = Array.from({ length: rows }, (_, index) => letterRow(index).number)
  return epcQrPayload({
    beneficiaryName: LETTERHEAD.legalName,
    iban: LETTERHEAD.iban,
    bic: LETTERHEAD.bic,
    amountCents: 49_320 * rows,
    currency: 'EUR',
    reference: ['PROFR', ...numbers].join(' '),
  })
}

async function pagesOf(content: LetterContent) {
  return await readPdf(renderArchive(LETTERHEAD, content).pdf)
}

const FACTS: LetterFacts = {
  language: 'fr',
  level: 4,
  letterOn: '2026-09-30',
  deadlineDays: 8,
  customerName: 'Professionnel France',
  customerCode: 'PROFR',
  contactName: null,
  currency: 'EUR',
  instalmentsCents: 147_960,
  netCents: 147_960,
  invoiceCount: 3,
  oldestDueOn: '2026-05-13',
  latestDueOn: '2026-05-13',
  previousReminder: { level: 3, sentOn: '2026-09-15' },
  penalties: null,
  companyName: LETTERHEAD.legalName,
  signatoryName: LETTERHEAD.signatoryName,
  phone: LETTERHEAD.phone,
  email: LETTERHEAD.email,
  iban: LETTERHEAD.iban,
  feeEachCents: 4_000,
  consumerMediator: null,
}
