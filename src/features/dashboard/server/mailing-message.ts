import { randomUUID } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import { sumCents } from '#domain/days-and-money/money.ts'
import { letterDay, letterMoney } from '#domain/letters/letter-figures.ts'
import { AGE_BANDS } from '#domain/receivables/aged-balance.ts'
import type { SendingAccount } from '#domain/sending/account.ts'
import { domainOf } from '#domain/sending/email-address.ts'
import type { OutgoingMessage } from '#domain/sending/outcome.ts'
import { type Language, translate } from '#messages/translate.ts'
import type { PageFigures } from './dashboard-page.ts'

interface MailingParts {
  readonly to: string
  readonly language: Language
  /** "Menuiserie Lambert", and its code. */
  readonly company: { readonly name: string; readonly code: string }
  /** One of each currency. */
  readonly pages: readonly {
    readonly figures: PageFigures
    readonly pdf: Uint8Array
    readonly fileName: string
  }[]
  /** Where the screens are: "https://relances.exemple.fr". */
  readonly address: string
}

/** The dashboard of a month as a message: what is owed and what is overdue in plain words, and the page as PDF. */
export async function mailingMessage(
  { fromName, fromAddress }: Pick<SendingAccount, 'fromName' | 'fromAddress'>,
  parts: MailingParts,
): Promise<OutgoingMessage> {
  const { to, language, company, pages, address } = parts
  const say = (key: string, values: Readonly<Record<string, string>> = {}) =>
    translate(language, `steering.${key}`, values)
  const day = letterDay(pages[0]?.figures.today ?? '', language)
  const messageId = `<${randomUUID()}@${domainOf(fromAddress)}>`
  const link = `${address}/tableau-de-bord?entreprises=${encodeURIComponent(company.code)}`
  const text = [
    say('mail-lead', { company: company.name, day }),
    '',
    ...pages.map(({ figures }) => `- ${standingWords(figures, language)}`),
    '',
    say('mail-look', { link }),
    say('mail-stop'),
  ]
  const composed = new MailComposer({
    from: { name: fromName, address: fromAddress },
    to: { name: '', address: to },
    subject: say('mail-subject', { company: company.name, day }),
    text: text.join('\n'),
    textEncoding: 'quoted-printable',
    messageId,
    attachments: pages.map(({ pdf, fileName }) => ({
      filename: fileName,
      content: Buffer.from(pdf),
      contentType: 'application/pdf',
    })),
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: 'windows',
  } as ConstructorParameters<typeof MailComposer>[0])
  return { envelope: { from: fromAddress, to: [to] }, raw: await composed.compile().build(), messageId }
}

function standingWords({ standing: { now, currency } }: PageFigures, language: Language): string {
  if (now.balance === null) return translate(language, 'steering.mail-unknown')
  const { bands, creditCents } = now.balance
  const open = sumCents(AGE_BANDS.map((band) => bands[band]))
  return translate(language, 'steering.mail-standing', {
    receivables: letterMoney(open - creditCents, currency, language),
    overdue: letterMoney(open - bands.notDue, currency, language),
  })
}
