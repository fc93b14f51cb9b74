import { sql } from 'kysely'
import { addDays, type Day } from '#domain/days-and-money/day.ts'
import { sumByCurrency } from '#domain/days-and-money/money.ts'
import { isBankTooOld, UNATTENDED_LEVELS } from '#domain/dunning/schedule.ts'
import {
  LEFT_OUT_REASONS,
  type LeftOutClients,
  leavesByItself,
  type ScheduleReport,
} from '#domain/dunning/schedule-report.ts'
import { NOTHING_SELECTED, type Selection } from '#domain/dunning/selection.ts'
import { isPrinted } from '#domain/sending/channels.ts'
import type { ProposalFilter } from '#ledger/proposed-customers.ts'
import { proposedInstalments, readTicked } from '#ledger/ticked.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { type DraftLetter, type DraftOrder, type DraftPlan, planDraft } from './plan-draft.ts'
import { type KnownSchedule, readOpenDraft } from './schedule-store.ts'

/** What a time of the schedule makes, before it is written. */
export interface ScheduledPlan {
  readonly order: DraftOrder
  readonly plan: DraftPlan
  /** Those that leave by themselves, and those that wait in a draft for somebody. */
  readonly leaving: readonly DraftLetter[]
  readonly waiting: readonly DraftLetter[]
  readonly report: ScheduleReport
  /** Why nothing is made, whatever there is to remind; null where it is. */
  readonly heldBack: 'bank-too-old' | 'draft-open' | null
}

const ADVISED: Selection = { ...NOTHING_SELECTED, base: 'advised' }

/**
 * Plans what a schedule makes on a day: what is advised, of the levels that are nobody's decision, for clients who are
 * not left alone and of whom no letter is in another draft. E-mails alone leave by themselves, at the levels chosen;
 * whatever goes on paper, and the other levels, wait in a draft. The letters of one client stay together.
 * @param isRehearsal nothing of it will be written
 */
export async function planScheduledRun(
  tx: ScopedTransaction,
  schedule: KnownSchedule,
  runOn: Day,
  isRehearsal: boolean,
): Promise<ScheduledPlan> {
  const { companyId } = schedule
  const filter = { on: addDays(runOn, -1), today: runOn, companyIds: [companyId] }
  const order: DraftOrder = {
    ...{ filter, selection: ADVISED, letterOn: runOn, isRehearsal },
    only: { levels: UNATTENDED_LEVELS, isNotReminded: true, notOf: await readDrafted(tx, companyId) },
  }
  const plan = await planDraft(tx, order)
  const sentLevels = schedule.mode === 'send' ? schedule.sentLevels : []
  const waitFor = new Set(
    plan.letters
      .filter(({ message: { way }, level }) => !leavesByItself({ way, level }, sentLevels))
      .map(({ customer }) => customer.id),
  )
  const leaving = plan.letters.filter(({ customer }) => !waitFor.has(customer.id))
  const waiting = plan.letters.filter(({ customer }) => waitFor.has(customer.id))
  const contacted = schedule.contactGapDays > 0 ? await readContacted(tx, filter) : []
  return {
    ...{ order, plan, leaving, waiting },
    heldBack: await whyHeldBack(tx, schedule, runOn),
    report: {
      emails: leaving.length,
      prepared: waiting.length,
      toPrint: waiting.filter(({ message }) => isPrinted(message.way)).length,
      amounts: sumByCurrency(
        plan.letters.map(({ content }) => ({ currency: content.currency, cents: content.netCents })),
      ),
      leftOut: leftOutBy(plan, contacted),
    },
  }
}

async function whyHeldBack(
  tx: ScopedTransaction,
  { companyId, bankKnownOn, mostBankDays }: KnownSchedule,
  runOn: Day,
): Promise<ScheduledPlan['heldBack']> {
  if ((await readOpenDraft(tx, companyId)) !== null) return 'draft-open'
  return isBankTooOld(bankKnownOn, runOn, mostBankDays) ? 'bank-too-old' : null
}

// Whose letters somebody has in hand: a second one would send the first to review.
async function readDrafted(tx: ScopedTransaction, companyId: number): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ customer_id: number }>`
    select distinct l.customer_id from runs r
    join letters l on l.company_id = r.company_id and l.run_id = r.id and l.status = 'draft'
    where r.company_id = ${companyId} and r.status = 'draft'`.execute(tx)
  return new Set(rows.map((row) => row.customer_id))
}

// Who would be advised if they had not been contacted of late.
async function readContacted(tx: ScopedTransaction, filter: ProposalFilter): Promise<readonly string[]> {
  const advised = async (among: ProposalFilter) =>
    await readTicked(
      tx,
      ADVISED,
      sql<{ id: number; name: string }>`
        with ${await proposedInstalments(tx, among, ADVISED)}
        select distinct c.id, c.name from proposed p
        join customers c on c.company_id = p.company_id and c.id = p.customer_id
        where p.is_ticked order by c.name, c.id`,
    )
  const free = new Set((await advised(filter)).map((one) => one.id))
  const all = await advised({ ...filter, ignoresContacts: true })
  return all.filter((one) => !free.has(one.id)).map((one) => one.name)
}

const NAMES_SHOWN = 20

function leftOutBy(
  { leftOutClients }: Pick<DraftPlan, 'leftOutClients'>,
  contacted: readonly string[],
): LeftOutClients[] {
  return LEFT_OUT_REASONS.flatMap((reason) => {
    const names =
      reason === 'contacted'
        ? contacted
        : leftOutClients.filter((one) => one.reason === reason).map((one) => one.name)
    return names.length === 0 ? [] : [{ reason, count: names.length, names: names.slice(0, NAMES_SHOWN) }]
  })
}
