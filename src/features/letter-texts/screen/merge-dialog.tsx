import { Button, Group, SegmentedControl, Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LevelSettings } from '#domain/letters/letter-text.ts'
import { type ParagraphChange, textChanges } from '#domain/letters/text-changes.ts'
import { Dialog } from '#ui/dialog.tsx'
import { useFormats } from '#ui/format.ts'
import type { LetterTextState } from '../contract.ts'
import { type Difference, differences, type Edition, mergedEdition, type Side } from './merge-choices.ts'
import { paragraphsOf } from './text-parts.ts'
import { useVariableName } from './variable-words.tsx'

interface MergeDialogProps {
  readonly base: Edition
  readonly mine: Edition
  readonly theirs: LetterTextState
  readonly onMerge: (merged: Edition) => void
  readonly onClose: () => void
}

/** Someone saved first: both texts side by side, and which to keep of each part that differs. */
export function MergeDialog({ base, mine, theirs, onMerge, onClose }: MergeDialogProps) {
  const { t } = useTranslation()
  const { instant } = useFormats()
  const found = differences(base, mine, theirs)
  const [choices, setChoices] = useState<Partial<Record<Difference['part'], Side>>>(() =>
    Object.fromEntries(found.map(({ part, changedBy }) => [part, changedBy ?? 'mine'])),
  )
  const chooseAll = (side: Side) => setChoices(Object.fromEntries(found.map(({ part }) => [part, side])))
  return (
    <Dialog title={t('letterTexts.merge.title')} size="xl" onClose={onClose}>
      <Stack>
        <p>
          {t('letterTexts.merge.hint', {
            name: theirs.savedBy,
            instant: instant(theirs.savedAt),
            version: theirs.version,
          })}
        </p>
        {found.length === 0 ? <p>{t('letterTexts.merge.same')}</p> : null}
        {found.length > 1 ? (
          <Group gap="xs">
            <Button variant="default" size="compact-sm" onClick={() => chooseAll('theirs')}>
              {t('letterTexts.merge.allTheirs', { name: theirs.savedBy })}
            </Button>
            <Button variant="default" size="compact-sm" onClick={() => chooseAll('mine')}>
              {t('letterTexts.merge.allMine')}
            </Button>
          </Group>
        ) : null}
        {found.map((difference) => (
          <PartChoice
            key={difference.part}
            difference={difference}
            mine={mine}
            theirs={theirs}
            side={choices[difference.part] ?? 'mine'}
            onChoose={(side) => setChoices((current) => ({ ...current, [difference.part]: side }))}
          />
        ))}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('letterTexts.merge.later')}
          </Button>
          <Button onClick={() => onMerge(mergedEdition(mine, theirs, choices))}>
            {t('letterTexts.merge.go')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}

interface PartChoiceProps {
  readonly difference: Difference
  readonly mine: Edition
  readonly theirs: LetterTextState
  readonly side: Side
  readonly onChoose: (side: Side) => void
}

function PartChoice({ difference: { part, changedBy }, mine, theirs, side, onChoose }: PartChoiceProps) {
  const { t } = useTranslation()
  const wordsOf = useEditionWords()
  const changes = textChanges(wordsOf(theirs, part), wordsOf(mine, part))
  const name =
    part === 'settings'
      ? t('letterTexts.settings.title', { level: theirs.level })
      : t(`letterTexts.place.${part}`)
  return (
    <section className="merge-part" aria-label={name}>
      <div className="merge-head">
        <h3>{name}</h3>
        <span className="mark" data-tone={changedBy === null ? 'warning' : 'quiet'}>
          {t(`letterTexts.merge.changed.${changedBy ?? 'both'}`, { name: theirs.savedBy })}
        </span>
        <SegmentedControl
          size="xs"
          aria-label={t('letterTexts.merge.keep', { part: name })}
          value={side}
          data={[
            { value: 'theirs', label: theirs.savedBy },
            { value: 'mine', label: t('letterTexts.merge.mine') },
          ]}
          onChange={(value) => onChoose(value === 'mine' ? 'mine' : 'theirs')}
        />
      </div>
      <div className="merge-sides">
        {(['theirs', 'mine'] as const).map((one) => (
          <div key={one} data-kept={one === side}>
            <p className="dimmed">{one === 'mine' ? t('letterTexts.merge.mine') : theirs.savedBy}</p>
            <SideWords changes={changes} side={one} />
          </div>
        ))}
      </div>
    </section>
  )
}

// One side of the comparison: what the other side has and this one has not is left out.
function SideWords({ changes, side }: { readonly changes: readonly ParagraphChange[]; readonly side: Side }) {
  const others = side === 'mine' ? 'removed' : 'added'
  const Mark = side === 'mine' ? 'ins' : 'del'
  return changes
    .filter(({ kind }) => kind !== others)
    .map(({ pieces }, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs have no other name than their place
      <p key={index}>
        {pieces
          .filter(({ kind }) => kind !== others)
          .map(({ kind, words }, place) =>
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other name than their place
            kind === 'same' ? <span key={place}>{words}</span> : <Mark key={place}>{words}</Mark>,
          )}
      </p>
    ))
}

function useEditionWords() {
  const { t } = useTranslation()
  const nameOf = useVariableName()
  const settingsWords = (settings: LevelSettings) => [
    t('letterTexts.settings.deadlineWords', { count: settings.deadlineDays }),
    ...(['showsPenalties', 'listsForInformation', 'printsQr'] as const).map((option) =>
      t(settings[option] ? 'letterTexts.settings.on' : 'letterTexts.settings.off', {
        option: t(`letterTexts.settings.${option}`),
      }),
    ),
  ]
  return ({ text, settings }: Edition, part: Difference['part']): readonly string[] =>
    part === 'settings'
      ? settingsWords(settings)
      : (paragraphsOf(text, nameOf).find((words) => words.part === part)?.paragraphs ?? [])
}
