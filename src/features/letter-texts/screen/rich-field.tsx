import { Input } from '@mantine/core'
import { RichTextEditor, type RichTextEditorProps } from '@mantine/tiptap'
import { useTranslation } from 'react-i18next'
import type { TextPlace } from '#domain/letters/letter-text-check.ts'
import type { RichText } from '#domain/letters/rich-text.ts'
import type { RichTextProblem } from '#domain/letters/rich-text-check.ts'
import { richTextExtensions } from './editor-setup.ts'
import { editedText, textDocument } from './editor-text.ts'
import { useTextEditor } from './use-text-editor.tsx'
import { VariableList } from './variable-list.tsx'
import type { VariableChoice } from './variable-words.tsx'

interface RichFieldProps {
  readonly place: Extract<TextPlace, 'body' | 'emailBody'>
  readonly text: RichText
  readonly choices: readonly VariableChoice[]
  readonly onChange: (text: RichText | RichTextProblem) => void
}

/** The text of the letter or of its e-mail. Starts from `text`: another one takes another key. */
export function RichField({ place, text, choices, onChange }: RichFieldProps) {
  const { t } = useTranslation()
  const label = t(`letterTexts.place.${place}`)
  const { editor, isAsked, choose, close } = useTextEditor({
    label,
    content: textDocument(text),
    choices,
    isLine: false,
    extensions: richTextExtensions,
    onChange: (document) => onChange(editedText(document)),
  })
  return (
    <Input.Wrapper label={label} labelElement="div">
      <RichTextEditor
        // Mantine's declarations see the CommonJS twin of the same editor.
        editor={editor as unknown as RichTextEditorProps['editor']}
        labels={useControlLabels()}
        className="rich-field"
        withCodeHighlightStyles={false}
      >
        <RichTextEditor.Toolbar role="toolbar" aria-label={t('letterTexts.tools', { label })}>
          <RichTextEditor.ControlsGroup>
            <RichTextEditor.Bold />
            <RichTextEditor.Italic />
            <RichTextEditor.Underline />
          </RichTextEditor.ControlsGroup>
          <RichTextEditor.ControlsGroup>
            <RichTextEditor.BulletList />
            <RichTextEditor.OrderedList />
          </RichTextEditor.ControlsGroup>
          <RichTextEditor.ControlsGroup>
            <RichTextEditor.AlignLeft />
            <RichTextEditor.AlignCenter />
            <RichTextEditor.AlignRight />
            <RichTextEditor.AlignJustify />
          </RichTextEditor.ControlsGroup>
          <RichTextEditor.ControlsGroup>
            <RichTextEditor.Undo />
            <RichTextEditor.Redo />
          </RichTextEditor.ControlsGroup>
          <VariableList
            choices={choices}
            isAsked={isAsked}
            onChoose={choose}
            onClose={close}
            renderButton={(toggle, icon) => (
              <RichTextEditor.Control
                className="variable-button"
                onClick={toggle}
                aria-label={t('letterTexts.insertVariable')}
                aria-haspopup="listbox"
              >
                {icon}
                {t('letterTexts.variable')}
              </RichTextEditor.Control>
            )}
          />
        </RichTextEditor.Toolbar>
        <RichTextEditor.Content />
      </RichTextEditor>
    </Input.Wrapper>
  )
}

function useControlLabels() {
  const { t } = useTranslation()
  return {
    boldControlLabel: t('letterTexts.control.bold'),
    italicControlLabel: t('letterTexts.control.italic'),
    underlineControlLabel: t('letterTexts.control.underline'),
    bulletListControlLabel: t('letterTexts.control.bulletList'),
    orderedListControlLabel: t('letterTexts.control.orderedList'),
    alignLeftControlLabel: t('letterTexts.control.left'),
    alignCenterControlLabel: t('letterTexts.control.center'),
    alignRightControlLabel: t('letterTexts.control.right'),
    alignJustifyControlLabel: t('letterTexts.control.justify'),
    undoControlLabel: t('letterTexts.control.undo'),
    redoControlLabel: t('letterTexts.control.redo'),
  }
}
