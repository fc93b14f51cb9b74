import { type RawBuilder, sql } from 'kysely'
import type { MessageState } from '#domain/sending/outbox-states.ts'

interface LetterMessage {
  readonly id: number
  readonly state: MessageState
  readonly at: string
}

/** The e-mail `m` of a letter, joined to it or missing: where it stands, and since when. */
export const letterMessage: RawBuilder<LetterMessage | null> = sql<LetterMessage | null>`
  case when m.id is not null then jsonb_build_object('id', m.id, 'state', m.state,
    'at', to_char(coalesce(m.sent_at, m.state_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) end`
