import { describe, expect, test } from 'vitest'
import type { Block, RichText } from './rich-text.ts'
import { checkRichText, isRichTextProblem, MAX_CHARACTERS } from './rich-text-check.ts'
import { plainText } from './rich-text-plain.ts'

const EDITOR_TEXT: RichText = {
  type: 'doc',
  content: [
    {
      type: 'paragraph',
      attrs: { textAlign: 'justify' },
      content: [
        { type: 'text', text: 'Dear ', marks: [{ type: 'bold' }, { type: 'italic' }] },
        { type: 'variable', attrs: { name: 'customerName' } },
        { type: 'hardBreak' },
        { type: 'text', text: 'hello' },
      ],
    },
    {
      type: 'orderedList',
      content: [
        {
          type: 'listItem',
          content: [
            { type: 'paragraph', content: [{ type: 'text', text: 'one' }] },
            {
              type: 'bulletList',
              content: [
                {
                  type: 'listItem',
                  content: [{ type: 'paragraph', content: [{ type: 'text', text: 'inner' }] }],
                },
              ],
            },
          ],
        },
        { type: 'listItem', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'two' }] }] },
      ],
    },
    { type: 'paragraph' },
  ],
}

function problemOf(value: unknown) {
  const checked = checkRichText(value)
  return isRichTextProblem(checked) ? checked : null
}

function docOf(...content: unknown[]) {
  return { type: 'doc', content }
}

describe('checkRichText', () => {
  test('gives back what the editor produces', () => {
    expect(checkRichText(structuredClone(EDITOR_TEXT))).toEqual(EDITOR_TEXT)
  })

  test('drops the attributes that only say how a usual numbered list is numbered', () => {
    const items = EDITOR_TEXT.content.slice(1, 2)
    const list = { ...items[0], attrs: { start: 1, type: null } }
    expect(checkRichText(docOf(list))).toEqual(docOf(...items))
  })

  test.each([
    ['no object', null, { problem: 'malformed', path: '' }],
    ['no document', { type: 'paragraph' }, { problem: 'unknown-node', path: '' }],
    ['an unknown node', docOf({ type: 'image' }), { problem: 'unknown-node', path: 'content.0' }],
    [
      'an unknown mark',
      docOf({ type: 'paragraph', content: [{ type: 'text', text: 'a', marks: [{ type: 'link' }] }] }),
      { problem: 'unknown-mark', path: 'content.0.content.0' },
    ],
    [
      'an unknown attribute',
      docOf({ type: 'paragraph', attrs: { style: 'color:red' } }),
      { problem: 'malformed', path: 'content.0' },
    ],
    [
      'an unknown field',
      docOf({ type: 'paragraph', onclick: 'alert()' }),
      { problem: 'malformed', path: 'content.0' },
    ],
    [
      'text that is no string',
      docOf({ type: 'paragraph', content: [{ type: 'text', text: 1 }] }),
      { problem: 'malformed', path: 'content.0.content.0' },
    ],
    [
      'an empty list',
      docOf({ type: 'bulletList', content: [] }),
      { problem: 'malformed', path: 'content.0' },
    ],
  ])('refuses %s', (_, value, problem) => {
    expect(problemOf(value)).toEqual(problem)
  })

  test('refuses more text than a letter holds, over all nodes', () => {
    const half = { type: 'text', text: 'x'.repeat(MAX_CHARACTERS / 2) }
    expect(problemOf(docOf({ type: 'paragraph', content: [half, half] }))).toBeNull()
    const more = { type: 'paragraph', content: [half, half, { type: 'text', text: '!' }] }
    expect(problemOf(docOf(more))?.problem).toBe('too-long')
  })

  test('refuses a million empty paragraphs', () => {
    const empty = Array.from({ length: 6000 }, () => ({ type: 'paragraph' }))
    expect(problemOf(docOf(...empty))?.problem).toBe('too-long')
  })

  test('refuses lists nested out of reason', () => {
    let nested: Block = { type: 'paragraph' }
    for (let i = 0; i < 6; i++) {
      nested = { type: 'bulletList', content: [{ type: 'listItem', content: [nested] }] }
    }
    expect(problemOf(docOf(nested))?.problem).toBe('too-deep')
  })
})

test('plainText keeps the words, the line breaks and the numbering', () => {
  expect(plainText(EDITOR_TEXT)).toBe('Dear [customerName]\nhello\n\n1. one\n   - inner\n2. two\n\n')
})
