import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useRouter } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '#ui/dialog.tsx'
import { messageOf } from '#ui/states.tsx'
import { type Choice, keepRecent } from './recent.ts'
import { type ChoiceGroup, useChoices } from './use-choices.ts'
import './palette.css'

const PAUSE_MS = 120

/** « Ctrl K »: one field over any page; nothing typed is ever an error. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const router = useRouter()
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text, PAUSE_MS)
  const { groups, error, isAsking } = useChoices(asked)
  const choices = groups.flatMap((group) => group.choices)
  const [at, setAt] = useState(0)
  const chosen = choices[Math.min(at, choices.length - 1)]
  const isSettled = asked === text && !isAsking

  const open = (choice: Choice, isElsewhere: boolean) => {
    keepRecent(choice)
    onClose()
    if (isElsewhere) window.open(choice.href, '_blank', 'noopener')
    else router.history.push(choice.href)
  }
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && choices.length > 0) {
      event.preventDefault()
      setAt((Math.min(at, choices.length - 1) + step + choices.length) % choices.length)
    }
    if (event.key === 'Enter' && chosen && isSettled) {
      event.preventDefault()
      open(chosen, event.ctrlKey || event.metaKey)
    }
  }
  useEffect(() => {
    if (chosen) document.getElementById(optionId(chosen))?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    <Dialog title={t('search.label')} size="lg" onClose={onClose}>
      <TextInput
        data-autofocus
        size="md"
        mt={4}
        leftSection={<IconSearch size={18} aria-hidden />}
        role="combobox"
        aria-expanded={choices.length > 0}
        aria-controls="palette-list"
        aria-activedescendant={chosen ? optionId(chosen) : undefined}
        aria-autocomplete="list"
        aria-label={t('search.label')}
        placeholder={t('search.hint')}
        autoComplete="off"
        maxLength={200}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={press}
      />
      <ChoiceList
        groups={groups}
        chosen={chosen}
        onPoint={(choice) => setAt(choices.indexOf(choice))}
        onOpen={open}
      />
      <p className="palette-foot" role="status">
        {error ? messageOf(error) : null}
        {!error && isSettled && choices.length === 0 && asked.trim() !== ''
          ? t('search.none', { text: asked.trim() })
          : null}
        {!error && choices.length > 0
          ? `${t('search.results', { count: choices.length })} · ${t('search.help')}`
          : null}
      </p>
    </Dialog>
  )
}

interface ChoiceListProps {
  readonly groups: readonly ChoiceGroup[]
  readonly chosen: Choice | undefined
  readonly onPoint: (choice: Choice) => void
  readonly onOpen: (choice: Choice, isElsewhere: boolean) => void
}

function ChoiceList({ groups, chosen, onPoint, onOpen }: ChoiceListProps) {
  const { t } = useTranslation()
  return (
    <div className="palette-list" id="palette-list" role="listbox" aria-label={t('search.label')}>
      {groups.map(({ kind, choices: ofKind }) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset holds no option of a list
        <div key={kind} role="group" aria-label={t(`search.kind.${kind}`)}>
          <p className="palette-kind" aria-hidden="true">
            {t(`search.kind.${kind}`)}
          </p>
          {ofKind.map((choice) => (
            // The field keeps the focus, and its keys choose: an option is only pressed by a pointer.
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field
            // biome-ignore lint/a11y/useFocusableInteractive: aria-activedescendant says which one is chosen
            <div
              key={choice.key}
              id={optionId(choice)}
              role="option"
              aria-selected={choice === chosen}
              className="palette-option"
              onMouseMove={() => onPoint(choice)}
              onClick={(event) => onOpen(choice, event.ctrlKey || event.metaKey)}
            >
              <span>{choice.label}</span>
              <span className="palette-hint figures">{choice.hint}</span>
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}

function optionId({ key }: Choice): string {
  return `palette-${key.replaceAll('/', '-')}`
}
