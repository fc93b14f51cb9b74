import { ActionIcon, Input } from '@mantine/core'
import { EditorContent } from '@tiptap/react'
import { useTranslation } from 'react-i18next'
import type { TextPlace } from '#domain/letters/letter-text-check.ts'
import { lineExtensions } from './editor-setup.ts'
import { editedLine, lineDocument } from './editor-text.ts'
import { useTextEditor } from './use-text-editor.tsx'
import { VariableList } from './variable-list.tsx'
import type { VariableChoice } from './variable-words.tsx'

interface LineFieldProps {
  readonly place: Exclude<TextPlace, 'body' | 'emailBody'>
  readonly line: string
  readonly choices: readonly VariableChoice[]
  readonly onChange: (line: string) => void
}

/** A title or a subject, with variables. Starts from `line`: another one takes another key. */
export function LineField({ place, line, choices, onChange }: LineFieldProps) {
  const { t } = useTranslation()
  const label = t(`letterTexts.place.${place}`)
  const { editor, isAsked, choose, close } = useTextEditor({
    label,
    content: lineDocument(line),
    choices,
    isLine: true,
    extensions: lineExtensions,
    onChange: (document) => onChange(editedLine(document)),
  })
  return (
    <Input.Wrapper label={label} labelElement="div" className="line-field">
      <div className="line-box">
        <EditorContent editor={editor} className="line-content" />
        <VariableList
          choices={choices}
          isAsked={isAsked}
          onChoose={choose}
          onClose={close}
          renderButton={(toggle, icon) => (
            <ActionIcon
              variant="subtle"
              color="gray"
              onClick={toggle}
              aria-label={t('letterTexts.insertVariableIn', { label })}
              aria-haspopup="listbox"
            >
              {icon}
            </ActionIcon>
          )}
        />
      </div>
    </Input.Wrapper>
  )
}
