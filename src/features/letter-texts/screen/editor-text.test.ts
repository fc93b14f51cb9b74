import { getSchema, type JSONContent } from '@tiptap/core'
import { Node, type Schema } from '@tiptap/pm/model'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { letterVariableValues } from '#domain/letters/letter-variable-values.ts'
import { LETTER_VARIABLES, resolveVariables } from '#domain/letters/letter-variables.ts'
import type { RichText } from '#domain/letters/rich-text.ts'
import { checkRichText, isRichTextProblem } from '#domain/letters/rich-text-check.ts'
import { plainText } from '#domain/letters/rich-text-plain.ts'
import { defaultText } from '#letters/default-texts.ts'
import { LETTERHEAD, letter } from '#letters/letter-fixture.fr.ts'
import { createLetterPool } from '#letters/pool.ts'
import { cleanText, lineExtensions, richTextExtensions } from './editor-setup.ts'
import { editedLine, editedText, lineDocument, textDocument } from './editor-text.ts'

const VARIABLES = {
  labelOf: (name: string) => name,
  labelOfMisplaced: (name: string) => name,
  onAsk: () => {},
}
const schema = getSchema(richTextExtensions(VARIABLES))
const pool = createLetterPool({ size: 1 })
afterAll(() => pool.close())

const VALUES = letterVariableValues({
  language: 'fr',
  level: 4,
  letterOn: '2024-01-29',
  deadlineDays: 8,
  customerName: 'Menuiserie Durand',
  customerCode: 'DUR',
  contactName: null,
  currency: 'EUR',
  instalmentsCents: 49_320,
  netCents: 49_320,
  invoiceCount: 1,
  oldestDueOn: '2023-12-24',
  latestDueOn: '2023-12-24',
  previousReminder: null,
  penalties: null,
  companyName: 'GAEC des Trois Chênes',
  signatoryName: null,
  phone: null,
  email: null,
  iban: null,
  feeEachCents: 4_000,
  consumerMediator: null,
})

test('the editor knows what a letter prints, and nothing else', () => {
  expect(Object.keys(schema.nodes).sort()).toEqual(
    ['bulletList', 'doc', 'hardBreak', 'listItem', 'orderedList', 'paragraph', 'text', 'variable'].sort(),
  )
  expect(Object.keys(schema.marks).sort()).toEqual(['bold', 'italic', 'underline'])
})

test('any document the editor can hold is stored, comes back the same, and reads as plain text', () => {
  fc.assert(
    fc.property(documents(schema), (document) => {
      const text = storedText(document)
      expect(checkRichText(structuredClone(text))).toEqual(text)
      expect(storedText(reopened(text))).toEqual(text)
      expect(plainText(resolveVariables(text, VALUES))).not.toMatch(/undefined|null|\[object/)
    }),
    { numRuns: 200 },
  )
})

test('and it renders: in the preview, in print and in the archive', async () => {
  await fc.assert(
    fc.asyncProperty(documents(schema), async (document) => {
      const content = letter(1, { body: resolveVariables(storedText(document), VALUES) })
      const printed = await pool.print({ letterhead: LETTERHEAD, contents: [content] })
      const archived = await pool.archive(LETTERHEAD, content)
      expect([printed, archived].flatMap(({ warnings }) => warnings.map(({ kind }) => kind))).toEqual([])
      expect(archived.pages).toBe(printed.pagesPerLetter[0])
    }),
    { numRuns: 12 },
  )
}, 60_000)

test('our own texts open in the editor and come back as they were: nothing is unsaved', () => {
  for (const audience of ['business', 'public', 'consumer'] as const) {
    for (const level of [1, 2, 3, 4] as const) {
      const { body, emailBody } = defaultText(level, 'fr', audience)
      for (const text of [body, emailBody]) expect(storedText(reopened(text))).toEqual(text)
    }
  }
})

test('a line goes to its editor and back, variables and braces alike', () => {
  const lineSchema = getSchema(lineExtensions(VARIABLES))
  const part = fc.oneof(
    fc.constantFrom('{netAmount}', '{ ', '}', '{}', 'É'),
    fc.string({ unit: 'grapheme-ascii' }),
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const line = parts.join('')
      const document = Node.fromJSON(lineSchema, lineDocument(line))
      document.check()
      expect(editedLine(document.toJSON() as JSONContent)).toBe(line)
    }),
  )
})

test('a numbered list pasted from elsewhere starts at 1, as a letter prints it', () => {
  const item = { type: 'listItem', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'a' }] }] }
  const list = { type: 'orderedList', attrs: { start: 3, type: null }, content: [item] }
  expect(editedText({ type: 'doc', content: [list] })).toEqual({
    type: 'doc',
    content: [{ type: 'orderedList', content: [item] }],
  })
})

test('what other programs put between words is lines or nothing', () => {
  expect(cleanText('Un\r\nDeux\vTrois\tQuatre\u0007', false)).toBe('Un\nDeux\nTrois Quatre')
  expect(cleanText(' Un\n  Deux ', true)).toBe('Un Deux')
})

function storedText(document: JSONContent): RichText {
  const text = editedText(document)
  if (isRichTextProblem(text)) throw new Error(`${text.problem} at ${text.path}`)
  return text
}

// As the editor itself would write it again, its schema having accepted it.
function reopened(text: RichText): JSONContent {
  const document = Node.fromJSON(schema, textDocument(text))
  document.check()
  return document.toJSON() as JSONContent
}

/** Documents made by the editor's own schema, which refuses what it could not hold. */
function documents(of: Schema): fc.Arbitrary<JSONContent> {
  const marks = fc
    .subarray(['bold', 'italic', 'underline'])
    .map((types) => types.map((type) => of.mark(type)))
  const words = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 12 })
  const inline = fc.oneof(
    fc.tuple(words, marks).map(([text, marked]) => of.text(text, marked)),
    fc.constant(of.node('hardBreak')),
    fc
      .tuple(fc.constantFrom(...LETTER_VARIABLES), marks)
      .map(([name, marked]) => of.node('variable', { name }, undefined, marked)),
  )
  const paragraph = fc
    .tuple(fc.constantFrom(null, 'left', 'center', 'right', 'justify'), fc.array(inline, { maxLength: 5 }))
    .map(([textAlign, content]) => of.node('paragraph', { textAlign }, content))
  const listOf = (inner: fc.Arbitrary<Node>) =>
    fc
      .tuple(
        fc.constantFrom('bulletList', 'orderedList'),
        fc.array(fc.tuple(paragraph, fc.array(inner, { maxLength: 1 })), { minLength: 1, maxLength: 3 }),
      )
      .map(([type, items]) =>
        of.node(
          type,
          null,
          items.map(([first, others]) => of.node('listItem', null, [first, ...others])),
        ),
      )
  const list = listOf(fc.oneof(paragraph, listOf(paragraph)))
  return fc.array(fc.oneof(paragraph, list), { minLength: 1, maxLength: 5 }).map((content) => {
    const document = of.node('doc', null, content)
    document.check()
    return document.toJSON() as JSONContent
  })
}
