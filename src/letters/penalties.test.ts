import { describe, expect, test } from 'vitest'
import type { LetterContent, LetterPenalties } from '#domain/letters/letter.ts'
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

function unreachable(): never {
  throw new Error('the example has two segments')
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

  test('stands beside a payment of the figure demanded; older letters ask their principal', async () => {
    const paying = (words: string) => words.slice(words.indexOf('Payer par virement'))
    expect(paying(await pageOf({ demandedCents: 1_046_055 }))).toContain('Montant 10 460,55 €')
    expect(paying(await pageOf({ level: 3, demandedCents: 1_000_000 }))).toContain('Principal 10 000,00 €')
    expect(paying(await pageOf({ penalties: null, demandedCents: 1_000_000 }))).toContain(
      'Montant 10 000,00 €',
    )
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
    expect(words).toMatch(/365\. .*Interest is not subject to VAT\./)
    expect(words).not.toMatch(/fee/i)
  })

  test('over several pages repeats its head, names letter and client, and keeps an invoice on one page', async () => {
    const [line] = PENALTIES.lines
    const lines = Array.from({ length: 60 }, (_, index) => ({
      ...line,
      number: `FA26${String(index + 10).padStart(4, '0')}`,
      segments: Array.from({ length: 1 + (index % 3) }, (__, rank) => ({
        ...(line?.segments[0] ?? unreachable()),
        from: `2026-0${rank + 1}-02`,
      })),
      interestCents: 42_055,
    }))
    const content = letter(30, { ...CHANGES, penalties: { ...PENALTIES, lines, invoiceCount: 60 } })
    const { words } = await readPdf(renderArchive(LETTERHEAD, content).pdf)
    const statement = words.filter((page) => /FA26\d{4} /.test(page))
    expect(statement.length).toBeGreaterThan(2)
    for (const [index, page] of words.entries()) {
      const isNamed = page.includes(
        'LETTRE DE RELANCE N°2, du 03/09/2026 – Professionnel France, code client PROFR Page',
      )
      expect(isNamed).toBe(index > 0)
    }
    for (const page of statement) expect(page).toContain('Décompte au 03/09/2026 N° Document Période Jours')
    for (const [index, { number }] of lines.entries()) {
      const page = statement.find((one) => one.includes(number)) ?? ''
      const rows = page.slice(page.indexOf(number)).split(/FA26\d{4}|Intérêts de retard|Capital/)[1] ?? ''
      expect(rows.match(/12,15 %/g), number).toHaveLength(1 + (index % 3))
    }
  })

  test('without a single rate keeps the indemnity and the principal, and says why', async () => {
    const missing = [{ startsOn: '2026-07-01', rate: 'ecb' }] as const
    const words = await pageOf({ penalties: { ...PENALTIES, lines: [], interestCents: 0, missing } })
    expect(words).toContain('Indemnité forfaitaire pour frais de recouvrement 40,00 €')
    expect(words).toContain('Total dû au 03/09/2026 10 040,00 €')
    expect(words).toContain('Le taux du semestre commençant le 01/07/2026 n’est pas connu')
  })

  test('stops at the last day with a rate, and says so', async () => {
    const missing = [{ startsOn: '2026-07-01', rate: 'ecb' }] as const
    const lines = PENALTIES.lines.map((one) => ({ ...one, segments: one.segments.slice(0, 1) }))
    const words = await pageOf({ penalties: { ...PENALTIES, lines, interestCents: 19_973, missing } })
    expect(words).toContain('Décompte au 30/06/2026')
    expect(words).toContain('sont comptés jusqu’au 30/06/2026 inclus')
    expect(words).toContain('ne sont pas comptés ici, et restent dus')
  })

  test('is not printed when none is owed, or by a letter frozen before it existed', async () => {
    const missing = { kind: 'missing-rates', missing: [{ startsOn: '2026-07-01', rate: 'ecb' }] } as const
    const { penalties, ...older } = letter(1, CHANGES)
    expect(penalties).toBeDefined()
    expect((await readPdf(renderArchive(LETTERHEAD, older).pdf)).words[0]).not.toContain('Décompte')
    expect(await pageOf({ penalties: null })).not.toContain('Décompte')
    expect(await pageOf({ penalties: missing })).not.toContain('Décompte')
  })
})
