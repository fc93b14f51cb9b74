import { importStatement } from './bank.ts'
import { blockSomeone, countJudged, liftSomething } from './blocks.ts'
import { liveDay } from './business.ts'
import { compareAll } from './compare.ts'
import { did, type Firm, note } from './firm.ts'
import { exportList } from './list-export.ts'
import { daysAfter } from './naive-books.ts'
import {
  allocateProbable,
  allocateSomething,
  noteSomePayment,
  takeSomethingBack,
  unnoteSomePayment,
} from './payments.ts'
import { confirmDrafts, draftRun, undoLast } from './runs.ts'
import { changeLetters, changeNames, setSomeLevel } from './settings.ts'

/** Early enough for numbers to begin again within 120 days. */
const FIRST_DAY = '2025-10-01'

/** Lives `days` days, and compares after each. Returns the last day. @throws Disagreement */
export async function simulate(firm: Firm, days: number): Promise<string> {
  for (let rank = 0; rank < days; rank++) {
    const today = daysAfter(FIRST_DAY, rank)
    liveDay(firm.business, today, firm.chance)
    if (rank % 5 === 0) await importList(firm, today)
    if (rank % 14 === 9) await confirmDrafts(firm, today)
    if (rank % 14 === 7) await draftRun(firm, today)
    if (rank % 7 === 5) await importStatement(firm, today)
    await actAtChance(firm, today)
    await compareAll(firm, today)
    countJudged(firm, today)
  }
  return daysAfter(FIRST_DAY, days - 1)
}

async function actAtChance(firm: Firm, today: string): Promise<void> {
  const { chance } = firm
  if (chance(40) === 0) await undoLast(firm, today)
  if (chance(3) === 0) await blockSomeone(firm, today)
  if (chance(8) === 0) await liftSomething(firm, today)
  if (chance(10) === 0) await setSomeLevel(firm, today)
  if (chance(50) === 0) await changeLetters(firm, today)
  if (chance(4) === 0) await allocateSomething(firm, today)
  if (chance(15) === 0) await takeSomethingBack(firm, today)
  if (chance(6) === 0) await allocateProbable(firm, today)
  if (chance(5) === 0) await noteSomePayment(firm, today)
  if (chance(25) === 0) await unnoteSomePayment(firm, today)
}

async function importList(firm: Firm, today: string): Promise<void> {
  if (firm.chance(4) === 0) changeNames(firm, today)
  const text = exportList(firm.business, firm.books, firm.clients, firm.habits)
  did(firm, 'list')
  note(firm, today, `list of ${text.split('\r\n').length - 2} rows`)
  await firm.program.import('liste.csv', text, today)
}
