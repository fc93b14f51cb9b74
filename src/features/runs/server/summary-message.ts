import { randomUUID } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { Occurrence } from '#domain/dunning/schedule.ts'
import type { ScheduleReport } from '#domain/dunning/schedule-report.ts'
import { letterDay, letterMoney } from '#domain/letters/letter-figures.ts'
import type { SendingAccount, SendingSettings } from '#domain/sending/account.ts'
import type { OutgoingMessage } from '#domain/sending/outcome.ts'
import { translate } from '#messages/translate.ts'
import type { ScheduledPlan } from './plan-scheduled-run.ts'
import type { KnownSchedule } from './schedule-store.ts'

interface SummaryParts {
  readonly to: string
  readonly schedule: Pick<
    KnownSchedule,
    'code' | 'legalName' | 'bankKnownOn' | 'at' | 'mode' | 'summaryLanguage'
  >
  readonly next: Occurrence
  readonly report: ScheduleReport
  readonly heldBack: ScheduledPlan['heldBack']
  readonly settings: Pick<SendingSettings, 'mode'>
  /** Else it is of today: the program was off the evening before. */
  readonly isTomorrow: boolean
  /** Where the screens are: "https://relances.exemple.fr". */
  readonly address: string
}

/** The summary of the evening before, as a message of plain words. Its links lead to pages one signs in to: neither acts. */
export async function summaryMessage(
  { fromName, fromAddress }: Pick<SendingAccount, 'fromName' | 'fromAddress'>,
  parts: SummaryParts,
): Promise<OutgoingMessage> {
  const messageId = `<${randomUUID()}@${fromAddress.split('@')[1]}>`
  const composed = new MailComposer({
    from: { name: fromName, address: fromAddress },
    to: { name: '', address: parts.to },
    subject: subjectOf(parts),
    text: textOf(parts),
    textEncoding: 'quoted-printable',
    messageId,
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: 'windows',
  } as ConstructorParameters<typeof MailComposer>[0])
  return { envelope: { from: fromAddress, to: [parts.to] }, raw: await composed.compile().build(), messageId }
}

type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string

function sayIn(language: 'fr' | 'en'): Say {
  return (key, values = {}) => translate(language, `schedule.${key}`, values)
}

function counted(say: Say, key: string, count: number): string {
  return say(`${key}-${count < 2 ? 'one' : 'many'}`, { count })
}

function subjectOf({ report, heldBack, isTomorrow, schedule }: SummaryParts): string {
  const say = sayIn(schedule.summaryLanguage)
  const when = say(isTomorrow ? 'tomorrow' : 'today')
  return say('summary-subject', { company: schedule.legalName, when, what: whatOf(say, report, heldBack) })
}

// « 14 e-mails, 3 lettres à imprimer »
function whatOf(
  say: Say,
  { emails, prepared, toPrint }: ScheduleReport,
  heldBack: SummaryParts['heldBack'],
): string {
  if (heldBack) return say('nothing-made')
  const parts = [
    ...(emails > 0 ? [counted(say, 'emails', emails)] : []),
    ...(toPrint > 0 ? [counted(say, 'to-print', toPrint)] : []),
    ...(prepared > toPrint ? [counted(say, 'prepared', prepared - toPrint)] : []),
  ]
  return parts.length === 0 ? say('nothing-to-remind') : parts.join(', ')
}

function textOf(parts: SummaryParts): string {
  const { schedule, next, report, heldBack, settings, isTomorrow, address } = parts
  const language = schedule.summaryLanguage
  const say = sayIn(language)
  const page = `${address}/parametres/automatique/${encodeURIComponent(schedule.code)}`
  const lines = [
    say('summary-lead', {
      when: say(isTomorrow ? 'tomorrow' : 'today'),
      day: letterDay(next.runOn, language),
      at: schedule.at,
      company: schedule.legalName,
    }),
    '',
    heldBack ? say(`held-back-${heldBack}`) : `- ${whatOf(say, report, null)}`,
    ...(heldBack
      ? []
      : report.amounts.map(
          ({ cents, currency }) => `- ${say('asked', { amount: letterMoney(cents, currency, language) })}`,
        )),
    ...report.leftOut.map(({ reason, count, names }) => `- ${leftOutWords(say, reason, count, names)}`),
    schedule.bankKnownOn === null
      ? `- ${say('bank-unknown')}`
      : `- ${say('bank-known', { day: letterDay(schedule.bankKnownOn, language) })}`,
    ...(settings.mode === 'trial' && schedule.mode === 'send' ? ['', say('on-trial')] : []),
    '',
    say('look', { link: page }),
    say('stop', { link: `${page}?arreter=${next.nominalOn}` }),
  ]
  return lines.join('\n')
}

function leftOutWords(
  say: Say,
  reason: ScheduleReport['leftOut'][number]['reason'],
  count: number,
  names: readonly string[],
): string {
  const more = count > names.length ? say('and-more', { count: count - names.length }) : ''
  return say(`left-out-${reason}`, { names: `${names.join(', ')}${more}` })
}
