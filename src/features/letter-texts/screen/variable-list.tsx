import { Combobox, useCombobox } from '@mantine/core'
import { IconBraces } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { VariableChoice } from './variable-words.tsx'

interface VariableListProps {
  readonly choices: readonly VariableChoice[]
  /** Opened from the keyboard, by a character typed in the text. */
  readonly isAsked: boolean
  readonly onChoose: (name: string) => void
  readonly onClose: () => void
  readonly renderButton: (open: () => void, icon: ReactNode) => ReactNode
}

/** The searchable list of variables, under the button that opens it. */
export function VariableList(props: VariableListProps) {
  const { choices, isAsked, onChoose, onClose, renderButton } = props
  const { t } = useTranslation()
  const [search, setSearch] = useState('')
  const combobox = useCombobox({
    onDropdownOpen: () => combobox.focusSearchInput(),
    onDropdownClose: () => {
      combobox.resetSelectedOption()
      setSearch('')
      onClose()
    },
  })
  const { openDropdown, selectFirstOption } = combobox
  useEffect(() => {
    if (isAsked) openDropdown()
  }, [isAsked, openDropdown])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new search starts again from the first found
  useEffect(() => {
    selectFirstOption()
  }, [search, selectFirstOption])
  const shown = choices.filter(({ label, hint }) =>
    foldedText(`${label} ${hint}`).includes(foldedText(search)),
  )
  return (
    <Combobox
      store={combobox}
      position="bottom-start"
      width={380}
      portalProps={{ target: '#content' }}
      onOptionSubmit={(name) => {
        onChoose(name)
        combobox.closeDropdown()
      }}
    >
      <Combobox.Target withAriaAttributes={false}>
        <span>{renderButton(() => combobox.toggleDropdown(), <IconBraces size={16} aria-hidden />)}</span>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          aria-label={t('letterTexts.searchVariable')}
          placeholder={t('letterTexts.searchVariable')}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Combobox.Options className="variable-options" aria-label={t('letterTexts.variable')}>
          {shown.map((choice) => (
            <Combobox.Option key={choice.name} value={choice.name} className="variable-option">
              <span className="variable-label">{choice.label}</span>
              <span className="variable-example figures">{choice.example}</span>
              <span className="variable-hint">{choice.hint}</span>
            </Combobox.Option>
          ))}
          {shown.length === 0 ? <Combobox.Empty>{t('letterTexts.noVariable')}</Combobox.Empty> : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}

function foldedText(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase()
}
