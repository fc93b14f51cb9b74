import { Button } from '@mantine/core'
import { IconCopyCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { useFormats } from '#ui/format.ts'
import { LevelBadge } from '#ui/level-badge.tsx'
import { ScreenHead } from '#ui/screen-head.tsx'
import { Empty, Failure, RowsSkeleton } from '#ui/states.tsx'
import type { LikelyDoubleRow } from '../contract.ts'
import { fetchLikelyDoubles } from '../contract.ts'
import { MergeDialog } from './merge-dialog.tsx'
import { PastMerges } from './past-merges.tsx'
import './merges.css'

/** « Doublons probables »: what is likely there twice, the act that makes one of two, and the way back. */
export function DoublesPage() {
  const { t } = useTranslation()
  const { entreprises } = useSearch({ from: '/doublons' })
  const navigate = useNavigate()
  const [asked, setAsked] = useState<LikelyDoubleRow | null>(null)
  const doubles = useQuery({
    queryKey: ['likely-doubles', entreprises],
    queryFn: () => ask(fetchLikelyDoubles, { query: { companies: entreprises } }),
  })
  const rows = doubles.data?.rows ?? []
  return (
    <>
      <ScreenHead
        title={t('merges.title')}
        trail={[t('nav.sales')]}
        backLabel={t('merges.back')}
        onBack={() => void navigate({ to: '/clients', search: { entreprises } })}
      />
      <p className="dimmed">{t('merges.intro')}</p>
      {doubles.isPending ? <RowsSkeleton rows={4} height={72} /> : null}
      {doubles.isError ? <Failure error={doubles.error} onRetry={() => void doubles.refetch()} /> : null}
      {doubles.isSuccess && rows.length === 0 ? (
        <Empty icon={<IconCopyCheck size={32} aria-hidden />} title={t('merges.none')}>
          {t('merges.noneText')}
        </Empty>
      ) : null}
      <ul className="double-list">
        {rows.map((row) => (
          <DoubleLine
            key={`${row.kind} ${row.sides[0].id} ${row.sides[1].id}`}
            row={row}
            onMerge={setAsked}
          />
        ))}
      </ul>
      <PastMerges companies={entreprises} />
      {asked ? <MergeDialog row={asked} onClose={() => setAsked(null)} /> : null}
    </>
  )
}

interface DoubleLineProps {
  readonly row: LikelyDoubleRow
  readonly onMerge: (row: LikelyDoubleRow) => void
}

function DoubleLine({ row, onMerge }: DoubleLineProps) {
  const { t } = useTranslation()
  const mayMerge = useCapability('allocate', row.company)
  const names = row.sides.map((side) => side.name || '—').join(', ')
  return (
    <li>
      <div className="double-sides">
        <strong>
          {t(`merges.kind.${row.kind}`)} · {row.company}
        </strong>{' '}
        <span className="dimmed">{t(`merges.likeness.${row.likeness}`)}</span>
        {row.sides.map((side) => (
          <Side key={side.id} side={side} />
        ))}
      </div>
      <Button
        variant="default"
        onClick={() => onMerge(row)}
        aria-label={`${t('merges.merge')} · ${names}`}
        {...whyDisabled(mayMerge)}
      >
        {t('merges.merge')}
      </Button>
    </li>
  )
}

function Side({ side }: { readonly side: LikelyDoubleRow['sides'][number] }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { document } = side
  if (!document)
    return (
      <p>
        {side.customerCode} · {side.name}
      </p>
    )
  const { issuedOn, currency, openCents, level } = document
  return (
    <p className="figures">
      {[side.name || t('merges.noNumber'), issuedOn === null ? null : format.day(issuedOn)]
        .filter(Boolean)
        .join(' · ')}
      {' · '}
      {side.customerCode} {side.customerName} ·{' '}
      {t('merges.left', { amount: format.money(openCents, currency) })}{' '}
      {level === null ? null : <LevelBadge level={level} />}
    </p>
  )
}
