import { useTranslation } from 'react-i18next'
import type { LookOutcome } from '#domain/receivables/source.ts'
import { useFormats } from '#ui/format.ts'
import type { ShownLook, ShownSource, ShownTakenFile } from '../contract.ts'

const TONES: Readonly<Record<LookOutcome, string>> = {
  imported: 'advice',
  refused: 'warning',
  'to-review': 'warning',
  failed: 'warning',
}

/** What the last looks at a source found, the latest first. */
export function LookList({ source: { label, looks } }: { readonly source: ShownSource }) {
  const { t } = useTranslation()
  if (looks.length === 0) return null
  return (
    <ol className="source-looks" aria-label={t('sources.looksOf', { label })}>
      {looks.map((look) => (
        <LookRow key={look.id} look={look} />
      ))}
    </ol>
  )
}

function LookRow({ look: { at, outcome, problem, files } }: { readonly look: ShownLook }) {
  const { t } = useTranslation()
  const format = useFormats()
  return (
    <li className="source-look">
      <span className="mark" data-tone={TONES[outcome]}>
        {t(`sources.outcome.${outcome}`)}
      </span>
      <div>
        <time dateTime={at}>{format.instant(at)}</time>
        {problem === null ? null : <p>{problem}</p>}
        {files.map((file, rank) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two files of a look may bear one name, and none ever moves
          <FileLine key={rank} file={file} />
        ))}
      </div>
    </li>
  )
}

function FileLine({ file }: { readonly file: ShownTakenFile }) {
  const { t } = useTranslation()
  const { name, outcome, invoices, payments, closed, toConfirm, problem } = file
  const figures = [
    t('sources.invoices', { count: invoices }),
    payments === 0 ? null : t('sources.payments', { count: payments }),
    closed === 0 ? null : t('sources.settled', { count: closed }),
    toConfirm === 0 ? null : t('sources.toConfirm', { count: toConfirm }),
  ].filter((figure) => figure !== null)
  return (
    <p className="source-file">
      {name} — {outcome === 'imported' ? figures.join(' · ') : problem}
    </p>
  )
}
