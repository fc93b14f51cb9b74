import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { MessageState } from '#domain/sending/outbox-states.ts'
import { useFormats } from './format.ts'

/** The e-mail of a letter: where it stands, and since when. */
export interface LetterMessage {
  readonly id: number
  readonly state: MessageState
  readonly at: string
}

/** « E-mail envoyé, le 31/03/2026 10:02 », which opens it. Its words are those of « Envois », loaded by the screen. */
export function MessageLink({
  message,
  company,
}: {
  readonly message: LetterMessage
  readonly company: string
}) {
  const { t } = useTranslation()
  const format = useFormats()
  return (
    <Link to="/envois" search={{ envoi: String(message.id) }}>
      {t('outbox.ofLetter', {
        state: t(`outbox.state.${message.state}`).toLowerCase(),
        when: format.instant(message.at, company),
      })}
    </Link>
  )
}
