import { describe, expect, test } from 'vitest'
import type { LetterContent, LetterPenalties } from '#domain/letter.ts'
import { LETTERHEAD, letter } from './letter-fixture.fr.ts'
import { readPdf } from './pdf-fixture.ts'
import { renderArchive } from './render.ts'

// The example of law.md §2: 10 000 € due on 1 May 2026, on 3 September.
const PENALTIES: Extract<LetterPenalties, { kind: 'owed' }> = {
  kind: 'owed',
  regime: 'business',
  lines: [
    {
      number: 'FA2600010',
      segments: [
        {
          from: '2026-05-02',
          to: '2026-06-30',
          days: 60,
          baseCents: 1_000_000,
          rateBasisPoints: 1_215,
          rateRule: 'ecb-plus-ten',
          yearDays: 365,
          interestCents: 19_973,
        },
        {
          from: '2026-07-01',
          to: '2026-09-03',
          days: 65,
          baseCents: 1_000_000,
          rateBasisPoints: 1_240,
          rateRule: 'ecb-plus-ten',
          yearDays: 365,
          interestCents: 22_082,
        },
      ],
      interestCents: 42_055,
    },
  ],
  interestCents: 42_055,
  invoiceCount: 1,
  feesCents: 4_000,
}

const CHANGES: Partial<LetterContent> = {
  level: 4,
  letterOn: '2026-09-03',
  instalmentsCents: 1_000_000,
  netCents: 1_000_000,
  penalties: PENALTIES,
}

async function pageOf(changes: Partial<LetterContent>): Promise<string> {
  const { words } = await readPdf(renderArchive(LETTERHEAD, letter(1, { ...CHANGES, ...changes })).pdf)
  return words.join(' ')
}

describe('the statement of penalties', () => {
  test('unfolds principal, interest and indemnity, and says by which article, without VAT', async () => {
    const words = await pageOf({})
    expect(words.slice(words.indexOf('Décompte'), words.indexOf(' Capital'))).toBe(
      [
        'Décompte au 03/09/2026',
        'N° Document Période Jours Somme impayée Taux annuel Intérêts',
        'FA2600010 02/05/2026 – 30/06/2026 60 10 000,00 € 12,15 % 199,73 €',
        '01/07/2026 – 03/09/2026 65 10 000,00 € 12,40 % 220,82 €',
        'Intérêts de retard 420,55 €',
        'Indemnité forfaitaire pour frais de recouvrement 40,00 €',
        'Principal (net à payer ci-dessus) 10 000,00 €',
        'Total dû au 03/09/2026 10 460,55 €',
        'Intérêts : taux de la Banque centrale européenne au premier jour du semestre, majoré de dix points (C. com., art. L. 441-10).',
        'Ils courent du lendemain de l’échéance et sont comptés jusqu’au 03/09/2026 inclus : somme TTC impayée × taux × jours ÷ 365.',
        'Indemnité de 40,00 € par facture payée en retard : C. com., art. L. 441-10 et D. 441-5.',
        'Intérêts et indemnités ne sont pas soumis à la TVA.',
      ].join(' '),
    )
    expect(words).toContain('Principal 10 000,00 €')
  })

  test('to a public buyer, by its own code, for several invoices', async () => {
    const [line] = PENALTIES.lines
    const words = await pageOf({
      penalties: {
        ...PENALTIES,
        regime: 'public',
        invoiceCount: 2,
        feesCents: 8_000,
        lines: line
          ? [
              {
                ...line,
                segments: line.segments.map((one) => ({ ...one, rateRule: 'ecb-plus-eight' as const })),
              },
            ]
          : [],
      },
    })
    expect(words).toContain('Intérêts moratoires 420,55 €')
    expect(words).toContain('recouvrement (2 factures × 40,00 €) 80,00 €')
    expect(words).toContain('code de la commande publique, art. R. 2192-31')
    expect(words).toContain('art. D. 2192-35')
    expect(words).not.toContain('441-')
  })

  test('in English, and in another currency without the fee', async () => {
    const words = await pageOf({
      language: 'en',
      currency: 'CHF',
      penalties: { ...PENALTIES, feesCents: null },
    })
    expect(words).toContain('Statement to 3 September 2026')
    expect(words).toContain('2 May 2026 – 30 June 2026 60 CHF 10,000.00 12.15% CHF 199.73')
    expect(words).toContain('Total owed at 3 September 2026 CHF 10,420.55')
    expect(words).not.toMatch(/recovery fee|Fee of/)
  })

  test('is not printed when none is owed, when a rate is missing, or by a letter frozen before it existed', async () => {
    const missing = { kind: 'missing-rates', missing: [{ startsOn: '2026-07-01', rate: 'ecb' }] } as const
    const { penalties, ...older } = letter(1, CHANGES)
    expect(penalties).toBeDefined()
    expect((await readPdf(renderArchive(LETTERHEAD, older).pdf)).words[0]).not.toContain('Décompte')
    expect(await pageOf({ penalties: null })).not.toContain('Décompte')
    expect(await pageOf({ penalties: missing })).not.toContain('Décompte')
  })
})
