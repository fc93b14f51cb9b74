import { Button, Drawer, UnstyledButton } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LetterText } from '#domain/letters/letter-text.ts'
import { type ParagraphChange, textChanges } from '#domain/letters/text-changes.ts'
import { ask } from '#ui/ask.ts'
import { useFormats } from '#ui/format.ts'
import { useReturnFocus } from '#ui/return-focus.ts'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import {
  fetchDefaultText,
  fetchTextVersion,
  fetchTextVersions,
  type TextVersion,
  type Variant,
} from '../contract.ts'
import { paragraphsOf } from './text-parts.ts'
import { useVariableName } from './variable-words.tsx'

interface VersionsDrawerProps {
  readonly code: string
  readonly variant: Variant
  /** The text in the fields, to compare with; null while it cannot be read. */
  readonly current: LetterText | null
  /** Begins with our own text compared. */
  readonly opensOriginal: boolean
  /** Puts a version in the fields; `name` says which. */
  readonly onTake: (text: LetterText, name: string) => void
  readonly onClose: () => void
}

type Chosen = number | 'default'

/** Who saved what and when, how it differs from the fields, and the way back. */
export function VersionsDrawer({
  code,
  variant,
  current,
  opensOriginal,
  onTake,
  onClose,
}: VersionsDrawerProps) {
  const { t } = useTranslation()
  useReturnFocus()
  const [chosen, setChosen] = useState<Chosen | null>(opensOriginal ? 'default' : null)
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['text-versions', code, variant],
    queryFn: ({ pageParam }) =>
      ask(fetchTextVersions, {
        params: { code, level: variant.level, language: variant.language, audience: variant.audience },
        query: { after: pageParam },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const rows = data?.pages.flatMap((page) => page.rows) ?? []
  const comparison = (version: Chosen, name: string) => (
    <VersionText
      code={code}
      variant={variant}
      version={version}
      current={current}
      onTake={(text) => onTake(text, name)}
    />
  )
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={t('letterTexts.versions.title')}
      closeButtonProps={{ 'aria-label': t('close') }}
      // Its <header> would count as a second banner of the page.
      attributes={{ header: { role: 'presentation' } }}
    >
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <RowsSkeleton rows={4} height={52} /> : null}
      <ol className="text-versions">
        {rows.map((row) => (
          <VersionRow
            key={row.version}
            row={row}
            isOpen={chosen === row.version}
            onToggle={() => setChosen(chosen === row.version ? null : row.version)}
          >
            {comparison(row.version, t('letterTexts.versions.name', { version: row.version }))}
          </VersionRow>
        ))}
        <li>
          <UnstyledButton
            className="text-version"
            aria-expanded={chosen === 'default'}
            onClick={() => setChosen(chosen === 'default' ? null : 'default')}
          >
            <strong>{t('letterTexts.versions.ours')}</strong>
            <span className="dimmed">{t('letterTexts.versions.oursHint')}</span>
          </UnstyledButton>
          {chosen === 'default' ? comparison('default', t('letterTexts.versions.ours')) : null}
        </li>
      </ol>
      {hasNextPage ? (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      ) : null}
    </Drawer>
  )
}

interface VersionRowProps {
  readonly row: TextVersion
  readonly isOpen: boolean
  readonly onToggle: () => void
  readonly children: React.ReactNode
}

function VersionRow({ row, isOpen, onToggle, children }: VersionRowProps) {
  const { t } = useTranslation()
  const { instant } = useFormats()
  return (
    <li>
      <UnstyledButton className="text-version" aria-expanded={isOpen} onClick={onToggle}>
        <strong>{t('letterTexts.versions.name', { version: row.version })}</strong>
        <span className="figures">
          {t('letterTexts.versions.by', { instant: instant(row.savedAt), name: row.savedBy })}
        </span>
        <span className="mark" data-tone="quiet">
          {t(`letterTexts.versions.origin.${row.origin}`, { version: row.originVersion })}
        </span>
      </UnstyledButton>
      {isOpen ? children : null}
    </li>
  )
}

interface VersionTextProps {
  readonly code: string
  readonly variant: Variant
  readonly version: Chosen
  readonly current: LetterText | null
  readonly onTake: (text: LetterText) => void
}

function VersionText({ code, variant, version, current, onTake }: VersionTextProps) {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery({
    queryKey: ['text-version', code, variant, version],
    queryFn: () =>
      version === 'default'
        ? ask(fetchDefaultText, {
            params: { code, level: variant.level, language: variant.language, audience: variant.audience },
          })
        : ask(fetchTextVersion, {
            params: {
              code,
              level: variant.level,
              language: variant.language,
              audience: variant.audience,
              version,
            },
          }),
    // A version never changes.
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (error) return <Failure error={error} onRetry={() => void refetch()} />
  if (!data) return <RowsSkeleton rows={2} height={40} />
  return (
    <div className="version-text">
      <p className="dimmed">{t('letterTexts.compare.legend')}</p>
      {current ? <TextComparison before={data} after={current} /> : null}
      <Button variant="default" onClick={() => onTake(data)}>
        {t(version === 'default' ? 'letterTexts.versions.takeOurs' : 'letterTexts.versions.take', {
          version,
        })}
      </Button>
    </div>
  )
}

interface TextComparisonProps {
  readonly before: LetterText
  readonly after: LetterText
}

/** What changed from one text to another, part by part; the parts that say the same are left out. */
function TextComparison({ before, after }: TextComparisonProps) {
  const { t } = useTranslation()
  const nameOf = useVariableName()
  const [old, recent] = [before, after].map((text) => paragraphsOf(text, nameOf))
  const parts = (old ?? []).flatMap(({ part, paragraphs, json }, index) => {
    const other = recent?.[index]
    return other && other.json !== json ? [{ part, changes: textChanges(paragraphs, other.paragraphs) }] : []
  })
  if (parts.length === 0) return <p className="dimmed">{t('letterTexts.compare.same')}</p>
  return (
    <dl className="text-comparison">
      {parts.map(({ part, changes }) => (
        <div key={part}>
          <dt>{t(`letterTexts.place.${part}`)}</dt>
          <dd>
            <PartChanges changes={changes} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function PartChanges({ changes }: { readonly changes: readonly ParagraphChange[] }) {
  const { t } = useTranslation()
  if (changes.every(({ kind }) => kind === 'same')) return <p>{t('letterTexts.compare.form')}</p>
  return changes.map(({ kind, pieces }, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs have no other name than their place
    <p key={index} data-kind={kind}>
      {pieces.map((piece, place) => {
        const Mark = piece.kind === 'added' ? 'ins' : piece.kind === 'removed' ? 'del' : 'span'
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other name than their place
        return <Mark key={place}>{piece.words}</Mark>
      })}
    </p>
  ))
}
