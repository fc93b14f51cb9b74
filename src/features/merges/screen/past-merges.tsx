import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { useFormats } from '#ui/format.ts'
import { Failure } from '#ui/states.tsx'
import type { MergeRow } from '../contract.ts'
import { fetchMerges } from '../contract.ts'
import { UndoMerge } from './undo-merge.tsx'
import './merges.css'

interface PastMergesProps {
  readonly companies?: string | undefined
  /** Those of one client and its documents. */
  readonly customerId?: number
}

/** What was merged, who did it, and the way back; nothing at all when nothing was. */
export function PastMerges({ companies, customerId }: PastMergesProps) {
  const { t } = useTranslation()
  const merges = useQuery({
    queryKey: ['merges', companies, customerId],
    queryFn: () => ask(fetchMerges, { query: { companies, customer: customerId } }),
  })
  if (merges.isError) return <Failure error={merges.error} onRetry={() => void merges.refetch()} />
  const rows = merges.data?.rows ?? []
  if (rows.length === 0) return null
  return (
    <section aria-labelledby="past-merges">
      <h2 id="past-merges" className="merge-title">
        {t('merges.past')}
      </h2>
      <ul className="double-list">
        {rows.map((row) => (
          <PastMerge key={row.id} row={row} />
        ))}
      </ul>
    </section>
  )
}

function PastMerge({ row }: { readonly row: MergeRow }) {
  const { t } = useTranslation()
  const format = useFormats()
  const client = useQueryClient()
  const mayUndo = useCapability('allocate', row.company)
  const name = (side: MergeRow['kept']) => `${side.name} (${side.customerCode})`
  return (
    <li>
      <div className="double-sides">
        <strong>
          {t('merges.number', { id: row.id })} · {t(`merges.kind.${row.kind}`)} · {row.company}
        </strong>
        <p>{t('merges.became', { merged: name(row.merged), kept: name(row.kept) })}</p>
        <p className="dimmed">
          {t('merges.byOn', { by: format.who(row.by), at: format.instant(row.at) })}
          {row.undone
            ? ` · ${t('merges.undoneByOn', { by: format.who(row.undone.by), at: format.instant(row.undone.at) })}`
            : null}
        </p>
      </div>
      {row.undone ? null : (
        <UndoMerge
          id={row.id}
          name={name(row.merged)}
          why={whyDisabled(mayUndo)}
          onUndone={() => void client.invalidateQueries()}
        />
      )}
    </li>
  )
}
