import type { Block, Inline, ListItem, Paragraph, RichText, VariableNode } from './rich-text.ts'

/** Everything a level's text can name. */
export const LETTER_VARIABLES = [
  'customerName',
  'customerCode',
  'contactName',
  'netAmount',
  'demandedAmount',
  'totalAmount',
  'invoiceCount',
  'dueSince',
  'oldestDueDate',
  'daysLate',
  'letterDate',
  'deadlineDays',
  'deadlineDate',
  'previousReminderDate',
  'previousReminderNumber',
  'amountParts',
  'penaltyRate',
  'latePenalties',
  'recoveryFees',
  'recoveryFeeEach',
  'totalWithPenalties',
  'companyName',
  'signatoryName',
  'phone',
  'email',
  'iban',
  'consumerMediator',
] as const

export type LetterVariable = (typeof LETTER_VARIABLES)[number]

/** Words for each variable, null where there is none: no earlier reminder, no telephone. */
export type LetterVariableValues = Readonly<Record<LetterVariable, string | null>>

export function isLetterVariable(name: string): name is LetterVariable {
  return LETTER_VARIABLES.some((known) => known === name)
}

/** Names used in `body` that are no variable of ours, each once: such a text is refused at saving. */
export function unknownVariables(body: RichText): string[] {
  const names = new Set<string>()
  const block = (node: Block): void => {
    if (node.type === 'paragraph') {
      for (const child of node.content ?? []) if (child.type === 'variable') names.add(child.attrs.name)
    } else {
      for (const item of node.content) item.content.forEach(block)
    }
  }
  body.content.forEach(block)
  return [...names].filter((name) => !isLetterVariable(name))
}

/**
 * `body` with each variable replaced by its words. One rule for what is unknown: **a paragraph that
 * names a variable without a value is left out**, and so is a list item or a list left with nothing.
 * A text that must read right with and without an earlier reminder therefore speaks of it in a
 * paragraph of its own, as the default texts do.
 */
export function resolveVariables(body: RichText, values: LetterVariableValues): RichText {
  return { type: 'doc', content: body.content.flatMap((block) => resolvedBlock(block, values)) }
}

/** `resolveVariables` for one line written with {blanks}, such as the subject of an e-mail. */
export function resolveLine(line: string, values: LetterVariableValues): string {
  return line.replace(/\{(\w+)\}/g, (blank, name: string) =>
    isLetterVariable(name) ? (values[name] ?? '') : blank,
  )
}

/** A line written with {blanks} as the runs and variables of a paragraph: what `resolveLine` reads. */
export function lineInlines(line: string): Inline[] {
  const inlines: Inline[] = []
  let end = 0
  for (const blank of line.matchAll(/\{(\w+)\}/g)) {
    if (blank.index > end) inlines.push({ type: 'text', text: line.slice(end, blank.index) })
    inlines.push({ type: 'variable', attrs: { name: blank[1] ?? '' } })
    end = blank.index + blank[0].length
  }
  if (end < line.length) inlines.push({ type: 'text', text: line.slice(end) })
  return inlines
}

function resolvedBlock(block: Block, values: LetterVariableValues): Block[] {
  if (block.type === 'paragraph') return resolvedParagraph(block, values)
  const content = block.content.flatMap((item): ListItem[] => {
    const blocks = item.content.flatMap((child) => resolvedBlock(child, values))
    return blocks.length === 0 ? [] : [{ ...item, content: blocks }]
  })
  return content.length === 0 ? [] : [{ ...block, content }]
}

function resolvedParagraph(paragraph: Paragraph, values: LetterVariableValues): Paragraph[] {
  if (!paragraph.content) return [paragraph]
  const content: Inline[] = []
  for (const node of paragraph.content) {
    const resolved = node.type === 'variable' ? wordsOf(node, values) : node
    if (resolved === null) return []
    content.push(resolved)
  }
  return [{ ...paragraph, content }]
}

function wordsOf(node: VariableNode, values: LetterVariableValues): Inline | null {
  const { name } = node.attrs
  const words = isLetterVariable(name) ? values[name] : null
  if (words === null || words === '') return null
  return { type: 'text', text: words, ...(node.marks ? { marks: node.marks } : {}) }
}
