import { useTranslation } from 'react-i18next'
import type { LetterText } from '#domain/letters/letter-text.ts'
import { type ParagraphChange, textChanges } from '#domain/letters/text-changes.ts'
import { paragraphsOf } from './text-parts.ts'
import { useVariableName } from './variable-words.tsx'

interface TextComparisonProps {
  readonly before: LetterText
  readonly after: LetterText
}

/** What changed from one text to another, part by part; the parts that say the same are left out. */
export function TextComparison({ before, after }: TextComparisonProps) {
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
