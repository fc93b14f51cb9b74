import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TablePart } from '#ui/table-part.tsx'
import { type ChoiceWords, type Field, type Problem, wordsOf } from './completion-fields.ts'

/** What ends the editing of a cell. */
export type EndKey = 'Enter' | 'Tab' | 'blur' | 'Escape'

interface CellState {
  readonly text: string
  readonly problem: Problem | null
  readonly isActive: boolean
  readonly isChosen: boolean
  /** What editing starts with; null while the cell is only read. */
  readonly editing: string | null
}

interface CompletionCellProps extends CellState {
  readonly field: Field
  readonly column: number
  readonly row: number
  /** The client, told with the column where the column heads are not in sight. */
  readonly name: string
  /** What an empty cell stands for: the term of the company. */
  readonly placeholder: string
  readonly words: ChoiceWords
  /** Ends the editing; null leaves the cell as it was. */
  readonly onEnd: (text: string | null, key: EndKey, isShift: boolean) => void
}

/** A cell of the grid: its text, its field while it is edited, and under it why its text is not saved. */
export function CompletionCell(props: CompletionCellProps) {
  const { t } = useTranslation()
  const { field, column, row, text, problem, isActive, isChosen, editing, placeholder, words } = props
  const shown = wordsOf(field, text, words)
  return (
    <TablePart
      as="gridcell"
      className="completion-cell"
      data-cell={`${row}:${column}`}
      data-column={t(`completion.column.${field}`)}
      data-active={isActive || undefined}
      data-wrong={problem !== null || undefined}
      aria-colindex={column + 2}
      aria-selected={isChosen}
      aria-invalid={problem !== null}
      tabIndex={isActive && editing === null ? 0 : -1}
    >
      {editing === null ? (
        <span className={shown ? 'completion-text' : 'completion-text dimmed'}>{shown || placeholder}</span>
      ) : (
        <CellEditor {...props} initial={editing} />
      )}
      {problem ? <span className="completion-wrong">{t(`completion.wrong.${problem}`)}</span> : null}
    </TablePart>
  )
}

const CHOICES = { kind: true, channel: true } as const

function CellEditor({ initial, ...props }: CompletionCellProps & { readonly initial: string }) {
  const { t } = useTranslation()
  const { field, name, words, onEnd } = props
  const [text, setText] = useState(initial)
  const control = useRef<HTMLInputElement>(null)
  const choice = useRef<HTMLSelectElement>(null)
  const isOver = useRef(false)
  useEffect(() => {
    choice.current?.focus()
    control.current?.focus()
    control.current?.setSelectionRange(initial.length, initial.length)
  }, [initial])
  // Leaving the field ends it too; what a key has ended already is not ended twice.
  const end = (key: EndKey, isShift = false) => {
    if (isOver.current) return
    isOver.current = true
    onEnd(key === 'Escape' ? null : text, key, isShift)
  }
  const common = {
    className: 'completion-input',
    'aria-label': t('completion.cellOf', { column: t(`completion.column.${field}`), name }),
    value: text,
    onKeyDown: (event: KeyboardEvent) => {
      event.stopPropagation()
      if (event.key !== 'Enter' && event.key !== 'Tab' && event.key !== 'Escape') return
      event.preventDefault()
      end(event.key, event.shiftKey)
    },
    onBlur: () => end('blur'),
    onChange: (event: FormEvent<HTMLInputElement | HTMLSelectElement>) => setText(event.currentTarget.value),
  }
  if (!(field in CHOICES))
    return <input {...common} ref={control} type="text" maxLength={200} inputMode={inputMode(field)} />
  const choices = Object.entries(words[field as keyof typeof CHOICES])
  return (
    <select {...common} ref={choice}>
      {choices.some(([code]) => code === text) ? null : <option value={text}>{text}</option>}
      {choices.map(([code, label]) => (
        <option key={code} value={code}>
          {label}
        </option>
      ))}
    </select>
  )
}

function inputMode(field: Field): 'text' | 'email' | 'numeric' {
  if (field === 'email') return 'email'
  return field === 'siren' ? 'numeric' : 'text'
}
