import type { AnyExtension, Content, JSONContent } from '@tiptap/core'
import { type Editor, useEditor } from '@tiptap/react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { editorBehaviour } from './editor-setup.ts'
import type { VariableOptions } from './variable-node.ts'
import { useVariableName, type VariableChoice } from './variable-words.tsx'

interface TextEditorSetup {
  readonly label: string
  readonly content: JSONContent
  readonly choices: readonly VariableChoice[]
  readonly isLine: boolean
  readonly extensions: (variables: VariableOptions) => AnyExtension[]
  readonly onChange: (document: JSONContent) => void
}

/** An editor with its list of variables. It starts from `content` and is its own master afterwards. */
export function useTextEditor(setup: TextEditorSetup) {
  const { t } = useTranslation()
  const nameOf = useVariableName()
  // The character that opened the list: meant as it is when the list closes without a choice.
  const typed = useRef('')
  const [isAsked, setAsked] = useState(false)
  const onAsk = (character: string) => {
    typed.current = character
    setAsked(true)
  }
  const latest = useRef(setup)
  latest.current = setup
  const variables: VariableOptions = {
    labelOf: (name) => latest.current.choices.find((choice) => choice.name === name)?.label ?? null,
    labelOfMisplaced: (name) => t('letterTexts.misplaced', { name: nameOf(name) }),
    onAsk,
  }
  const editor: Editor | null = useEditor({
    extensions: setup.extensions(variables),
    content: setup.content,
    // The policy of the page refuses a <style> of the editor's own: letter-texts.css holds it.
    injectCSS: false,
    // "1." at the start of a line is how an accountant writes, not the beginning of a list.
    enableInputRules: false,
    enablePasteRules: false,
    editorProps: {
      ...editorBehaviour(onAsk, setup.isLine),
      attributes: {
        role: 'textbox',
        'aria-multiline': String(!setup.isLine),
        'aria-label': setup.label,
        spellcheck: 'true',
      },
    },
    onUpdate: ({ editor: changed }) => latest.current.onChange(changed.getJSON()),
  })
  const insert = (content: Content) => editor?.chain().focus().insertContent(content).run()
  return {
    editor,
    isAsked,
    choose: (name: string) => {
      typed.current = ''
      insert({ type: 'variable', attrs: { name } })
    },
    close: () => {
      if (typed.current !== '') insert(typed.current)
      typed.current = ''
      setAsked(false)
    },
  }
}
