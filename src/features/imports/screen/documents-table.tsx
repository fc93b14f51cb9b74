import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/format.ts'
import type { ImportDocument } from '../contract.ts'

/** What is left aside comes first: it is what there is to do. */
const STATES = ['refused', 'doubt', 'joins', 'new', 'known'] as const
const SHOWN = 200
/** More than these, and those that went well are folded. */
const FEW = 20

/** Each e-invoice dropped: what it is, its amounts, and what becomes of it. */
export function DocumentsTable({ documents }: { readonly documents: readonly ImportDocument[] }) {
  const { t } = useTranslation()
  if (documents.length === 0) return null
  const sorted = STATES.flatMap((state) => documents.filter((document) => document.state === state))
  const counted = STATES.map((state) => [state, sorted.filter((one) => one.state === state).length] as const)
  const summary = counted
    .filter(([, count]) => count > 0)
    .map(([state, count]) => t(`imports.documents.${state}`, { count }))
  const more = sorted.length - SHOWN
  const shown = sorted.slice(0, SHOWN)
  const left = sorted.length > FEW ? shown.filter(isLeftAside) : shown
  const taken = shown.slice(left.length)
  return (
    <section>
      <h2 className="import-title">{t('imports.documents.title')}</h2>
      <p className="dimmed figures">{summary.join(' · ')}</p>
      <DocumentList documents={left} />
      {taken.length > 0 ? (
        <details className="import-taken">
          <summary>{t('imports.documents.taken', { count: sorted.length - left.length })}</summary>
          <DocumentList documents={taken} />
        </details>
      ) : null}
      {more > 0 ? <p className="dimmed">{t('imports.documents.more', { count: more })}</p> : null}
    </section>
  )
}

function isLeftAside({ state }: ImportDocument): boolean {
  return state === 'refused' || state === 'doubt'
}

function DocumentList({ documents }: { readonly documents: readonly ImportDocument[] }) {
  if (documents.length === 0) return null
  return (
    <ul className="import-documents">
      {documents.map((document, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and two files may have one name
        <DocumentRow key={index} document={document} />
      ))}
    </ul>
  )
}

function DocumentRow({ document }: { readonly document: ImportDocument }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { kind, number, customer, issuedOn, dueOn, currency, totalCents, payableCents, state, remarks } =
    document
  const { status, happenedOn } = document
  const money = (cents: number | null) =>
    cents === null || currency === null ? '' : format.money(cents, currency)
  const facts = [
    customer,
    issuedOn ? t('reminders.issuedOn', { day: format.day(issuedOn) }) : null,
    dueOn ? t('imports.documents.dueOn', { day: format.day(dueOn) }) : null,
    happenedOn ? t('imports.documents.happenedOn', { day: format.day(happenedOn) }) : null,
    totalCents === payableCents
      ? null
      : t(kind === 'status' ? 'imports.documents.received' : 'imports.documents.total', {
          amount: money(totalCents),
        }),
  ].filter((fact) => fact !== null)
  return (
    <li className="import-document" data-state={state}>
      <span className="import-document-state">{t(`imports.documents.state.${state}`)}</span>
      <span className="import-document-what">
        <strong>{kind === null ? document.file : t(`imports.documents.${kind}`, { number, status })}</strong>
        {facts.length > 0 ? <span className="dimmed figures">{facts.join(' · ')}</span> : null}
        {kind === null ? null : <span className="import-document-file">{document.file}</span>}
        {remarks.map((remark) => (
          <span key={remark}>{remark}</span>
        ))}
      </span>
      <span className="amount figures">{money(payableCents)}</span>
    </li>
  )
}
