import type { Day } from '#domain/days-and-money/day.ts'
import type { LetterPool } from '#letters/pool.ts'
import { type Language, translate } from '#messages/translate.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { type DashboardFigures, dashboardDocument } from './dashboard-document.ts'
import { readEffects } from './effects-store.ts'
import { readForecast } from './forecast-store.ts'
import { readStanding } from './standing-store.ts'

interface Asked {
  readonly companyIds: readonly number[]
  readonly today: Day
  readonly currency: string
}

export interface PageFigures extends DashboardFigures {
  readonly companies: readonly string[]
  readonly today: Day
}

/** What the page says, read at one moment. */
export async function readPage(tx: ScopedTransaction, asked: Asked): Promise<PageFigures> {
  const companies = await tx
    .selectFrom('companies')
    .select('code')
    .where('id', 'in', [...asked.companyIds])
    .orderBy('code')
    .execute()
  return {
    companies: companies.map(({ code }) => code),
    today: asked.today,
    standing: await readStanding(tx, asked),
    effects: await readEffects(tx, asked),
    forecast: await readForecast(tx, asked),
  }
}

/** The page as PDF, and its file name: "tableau-de-bord-2026-12-01.pdf". */
export async function makePage(
  pool: Pick<LetterPool, 'document'>,
  figures: PageFigures,
  language: Language,
): Promise<{ readonly pdf: Uint8Array; readonly fileName: string }> {
  const { pdf } = await pool.document(dashboardDocument({ ...figures, language }))
  const { currency } = figures.standing
  const inCurrency = currency === 'EUR' ? '' : `-${currency}`
  return { pdf, fileName: `${translate(language, 'steering.file')}-${figures.today}${inCurrency}.pdf` }
}
