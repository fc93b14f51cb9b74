import { RECORD_FIELDS, type RecordField, type Rhythm, type SourceKind } from '#domain/receivables/source.ts'
import type { ShownSource, SourceFields } from '../contract.ts'
import type { JsonSettings, MailboxSettings, UrlSettings } from '../settings-contract.ts'

/** A source as its form has it: what another kind needs is kept while one chooses. */
export interface SourceDraft {
  readonly label: string
  readonly kind: SourceKind
  readonly secret: string
  readonly rhythm: Rhythm
  readonly hour: number
  readonly isWhole: boolean
  readonly url: string
  readonly signIn: UrlSettings['signIn']
  readonly userName: string
  readonly headerName: string
  readonly host: string
  readonly port: string
  readonly security: MailboxSettings['security']
  readonly senders: string
  readonly checkedBy: string
  readonly records: string
  readonly paging: JsonSettings['paging']
  readonly pageParameter: string
  readonly nextPath: string
  readonly isInCents: boolean
  readonly fields: Readonly<Record<RecordField, string>>
}

const NO_FIELDS = Object.fromEntries(RECORD_FIELDS.map((field) => [field, ''])) as SourceDraft['fields']
const EMPTY: SourceDraft = {
  label: '',
  kind: 'url',
  secret: '',
  rhythm: 'day',
  hour: 6,
  isWhole: false,
  url: 'https://',
  signIn: 'none',
  userName: '',
  headerName: '',
  host: '',
  port: '993',
  security: 'tls',
  senders: '',
  checkedBy: '',
  records: '',
  paging: 'none',
  pageParameter: '',
  nextPath: '',
  isInCents: false,
  fields: NO_FIELDS,
}

/** The form of a source; an empty one for a new source. */
export function draftOf(source: ShownSource | null): SourceDraft {
  if (source === null) return EMPTY
  const { label, rhythm, hour, isWhole, settings } = source
  const fields = { ...NO_FIELDS, ...(settings.kind === 'json' ? settings.fields : {}) }
  const port = settings.kind === 'mailbox' ? String(settings.port) : EMPTY.port
  return { ...EMPTY, ...settings, fields, port, label, rhythm, hour, isWhole }
}

/** True while a form lacks what nothing can be tried without. */
export function isIncomplete({ label, kind, url, host, userName, senders, checkedBy }: SourceDraft): boolean {
  const needed = kind === 'mailbox' ? [label, host, userName, senders, checkedBy] : [label, url]
  return needed.some((text) => text.trim() === '')
}

/** What a form asks for. */
export function fieldsOf(draft: SourceDraft): SourceFields {
  const { label, secret, rhythm, hour, isWhole } = draft
  const said = secret === '' ? {} : { secret }
  return { label: label.trim(), settings: settingsOf(draft), ...said, rhythm, hour, isWhole }
}

function settingsOf(draft: SourceDraft): SourceFields['settings'] {
  const { kind, url, signIn, userName, headerName } = draft
  if (kind === 'mailbox') {
    const { host, port, security, senders, checkedBy } = draft
    return { kind, host: host.trim(), port: Number(port), security, userName, senders, checkedBy }
  }
  const place = { url: url.trim(), signIn, userName, headerName }
  if (kind === 'url') return { kind, ...place }
  const { records, paging, pageParameter, nextPath, isInCents } = draft
  const fields = Object.fromEntries(Object.entries(draft.fields).filter(([, path]) => path.trim() !== ''))
  return { kind, ...place, records, paging, pageParameter, nextPath, isInCents, fields }
}

/** A form that shows and changes a draft. */
export interface DraftProps {
  readonly draft: SourceDraft
  readonly onChange: (change: Partial<SourceDraft>) => void
}

/** The choice that a text names, else the first one. */
export function oneOf<Choice extends string>(choices: readonly Choice[], text: string): Choice {
  const found = choices.find((choice) => choice === text) ?? choices[0]
  if (found === undefined) throw new Error('nothing to choose from')
  return found
}
