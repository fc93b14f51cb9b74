import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { MessageState } from '#domain/sending/outbox-states.ts'
import { useFormats } from '#ui/format.ts'
import type { MessageRow } from '../contract.ts'

const TONES: Partial<Record<MessageState, 'warning'>> = {
  failed: 'warning',
  ambiguous: 'warning',
  returned: 'warning',
  'not-sent': 'warning',
}

/** Where a message stands in words, since when, why, and what came of its level. */
export function StateWords({ row }: { readonly row: MessageRow }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { state, reason, stateAt, company, isLevelRestored, redoneRun, reply } = row
  const when = format.instant(state === 'sent' && row.sentAt ? row.sentAt : stateAt, company)
  const words = [
    t(state === 'waiting' || state === 'sending' ? 'outbox.since' : 'outbox.at', { when }),
    ...(reason === null ? [] : [t(`outbox.reason.${reason}` as 'outbox.reason.refused')]),
  ]
  return (
    <>
      <span className="mark" data-tone={TONES[state] ?? 'quiet'}>
        {t(`outbox.state.${state}`)}
      </span>
      <span className="dimmed">{words.join(' · ')}</span>
      {reply === null ? null : (
        <span className="mark" data-tone={reply === 'unread' ? 'warning' : 'quiet'}>
          {t(`outbox.reply.${reply}`)}
        </span>
      )}
      {isLevelRestored === null ? null : (
        <span className="dimmed">{t(isLevelRestored ? 'outbox.restored' : 'outbox.notRestored')}</span>
      )}
      {redoneRun === null ? null : (
        <Link to="/relances/lettres/$run" params={{ run: String(redoneRun) }}>
          {t('outbox.redone', { run: redoneRun })}
        </Link>
      )}
    </>
  )
}
