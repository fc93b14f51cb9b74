import { sql } from 'kysely'
import { isSummaryDue, type Moment, nextRun, type Occurrence } from '#domain/dunning/schedule.ts'
import type { SendingAccount } from '#domain/sending/account.ts'
import type { Outcome, OutgoingMessage } from '#domain/sending/outcome.ts'
import { accountOfLevel, readSendingSettings } from '#ledger/sending-accounts.ts'
import { translate } from '#messages/translate.ts'
import type { Context } from '#platform/context.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { planScheduledRun } from './plan-scheduled-run.ts'
import type { ScheduleParts } from './run-schedules.ts'
import { type KnownSchedule, readKnownSchedule } from './schedule-store.ts'
import { summaryMessage } from './summary-message.ts'

/** Tried again when nothing of it has left: then the run itself tells. */
const MOST_ATTEMPTS = 5
const RETRY_MINUTES = 10

/**
 * Sends the summary of the evening before to whoever answers for the reminders, once: what the next run would make, with
 * a way to look and a way to stop. It leaves by the company's account, on trial too: it goes to nobody else.
 */
export async function sendSummary(
  { database, mailer, config }: Pick<ScheduleParts, 'database' | 'mailer' | 'config'>,
  context: Context,
  companyId: number,
  now: Moment,
  stopping: AbortSignal,
): Promise<void> {
  const claimed = await withScope(database, context, (tx) =>
    claimSummary(tx, { companyId, now, actor: context.actor.name }),
  )
  if (!claimed) return
  const { schedule, next } = claimed
  // Planned outside the claim: it may take a while, and nothing of it is written.
  const letter = await withScope(
    database,
    context,
    async (tx): Promise<{ account: SendingAccount; message: OutgoingMessage } | null> => {
      const account = await accountOfLevel(tx, companyId, 1)
      if (account === null || schedule.summaryTo === null) return null
      const { report, heldBack } = await planScheduledRun(tx, schedule, next.runOn, true)
      const settings = await readSendingSettings(tx, companyId)
      const message = await summaryMessage(account, {
        ...{ schedule, next, report, heldBack, settings },
        to: schedule.summaryTo,
        isTomorrow: next.runOn > now.day,
        address: config.publicUrl ?? `http://localhost:${config.port}`,
      })
      return { account, message }
    },
    { isolation: 'repeatable read', readOnly: true },
  )
  const outcome = letter ? await mailer.sendMessage(letter.account, letter.message, stopping) : null
  await withScope(database, context, (tx) => noteSummary(tx, { companyId, next, outcome }))
}

// In doubt from here on: a process that dies before it has noted what became of it lets nobody send it again.
async function claimSummary(
  tx: ScopedTransaction,
  { companyId, now, actor }: { readonly companyId: number; readonly now: Moment; readonly actor: string },
): Promise<{ readonly schedule: KnownSchedule; readonly next: Occurrence } | null> {
  const schedule = await readKnownSchedule(tx, companyId)
  const next = schedule.mode === 'off' ? null : nextRun(schedule.rule, now)
  if (!next || schedule.summaryTo === null || !isSummaryDue(next, schedule, now)) return null
  const { rows } = await sql`
    insert into schedule_summaries as s (company_id, nominal_on, address, attempts, is_doubtful, created_by)
    values (${companyId}, ${next.nominalOn}, ${schedule.summaryTo}, 1, true, ${actor})
    on conflict (company_id, nominal_on) do update
      set address = excluded.address, attempts = s.attempts + 1, tried_at = now(), is_doubtful = true
      where s.sent_at is null and not s.is_doubtful and s.attempts < ${MOST_ATTEMPTS}
        and s.tried_at < now() - make_interval(mins => ${RETRY_MINUTES})
    returning 1`.execute(tx)
  return rows.length === 0 ? null : { schedule, next }
}

async function noteSummary(
  tx: ScopedTransaction,
  {
    companyId,
    next,
    outcome,
  }: { readonly companyId: number; readonly next: Occurrence; readonly outcome: Outcome | null },
): Promise<void> {
  await tx
    .updateTable('schedule_summaries')
    .set({
      sent_at: outcome?.kind === 'accepted' ? sql`now()` : null,
      is_doubtful: outcome?.kind === 'ambiguous',
      answer: answerOf(outcome),
    })
    .where('company_id', '=', companyId)
    .where('nominal_on', '=', next.nominalOn)
    .execute()
}

function answerOf(outcome: Outcome | null): string {
  if (outcome === null) return translate('fr', 'schedule.no-account')
  if (outcome.kind === 'ambiguous') return outcome.reason
  return outcome.answer || outcome.kind
}
