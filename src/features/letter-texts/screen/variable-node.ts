import { mergeAttributes, Node } from '@tiptap/core'

export interface VariableOptions {
  /** "Montant à régler" for "netAmount"; null for a variable that cannot stand here. */
  readonly labelOf: (name: string) => string | null
  /** The name of one that cannot: "unknown variable iban2". */
  readonly labelOfMisplaced: (name: string) => string
  /** Opens the list; `typed` is the character that asked for it. */
  readonly onAsk: (typed: string) => void
}

/** A variable as a chip: one character of the text, that is chosen and never typed. */
export const VariableChip = Node.create<VariableOptions>({
  name: 'variable',
  group: 'inline',
  inline: true,
  atom: true,
  addOptions: () => ({ labelOf: () => null, labelOfMisplaced: (name) => name, onAsk: () => {} }),
  addAttributes: () => ({
    name: {
      default: '',
      parseHTML: (element: HTMLElement) => element.getAttribute('data-variable'),
      renderHTML: ({ name }: { name?: string }) => ({ 'data-variable': name }),
    },
  }),
  parseHTML: () => [{ tag: 'span[data-variable]' }],
  renderHTML({ node, HTMLAttributes }) {
    const name = String(node.attrs.name)
    const label = this.options.labelOf(name)
    const attributes = mergeAttributes(HTMLAttributes, {
      class: label === null ? 'text-variable text-variable-wrong' : 'text-variable',
    })
    return ['span', attributes, label ?? this.options.labelOfMisplaced(name)]
  },
  renderText({ node }) {
    const name = String(node.attrs.name)
    return `[${this.options.labelOf(name) ?? name}]`
  },
})
