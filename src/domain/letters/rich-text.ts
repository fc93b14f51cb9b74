/**
 * The text of a letter as TipTap JSON: the shape the editor produces and the only one stored.
 * No string in it is ever markup: a renderer prints `text` literally.
 */
export interface RichText {
  readonly type: 'doc'
  readonly content: readonly Block[]
}

export type Block = Paragraph | List

export interface Paragraph {
  readonly type: 'paragraph'
  readonly attrs?: { readonly textAlign: Alignment }
  readonly content?: readonly Inline[]
}

export interface List {
  readonly type: 'bulletList' | 'orderedList'
  readonly content: readonly ListItem[]
}

export interface ListItem {
  readonly type: 'listItem'
  readonly content: readonly Block[]
}

export type Alignment = 'left' | 'center' | 'right' | 'justify'
export type Inline = TextRun | HardBreak | VariableNode
export type Mark = { readonly type: 'bold' | 'italic' | 'underline' }

export interface TextRun {
  readonly type: 'text'
  readonly text: string
  readonly marks?: readonly Mark[]
}

export interface HardBreak {
  readonly type: 'hardBreak'
}

/** A chip of the editor, replaced by its value when the letter is frozen. */
export interface VariableNode {
  readonly type: 'variable'
  readonly attrs: { readonly name: string }
  readonly marks?: readonly Mark[]
}
