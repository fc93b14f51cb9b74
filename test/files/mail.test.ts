import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readPromise } from '#domain/sending/promise-reading.ts'
import { readHeading } from '#readers/mail/mail-heading.ts'
import { readReturn } from '#readers/mail/read-return.ts'
import { AUTOMATIC, DELAYS, REPLIES, REPORTS } from './mail-cases.ts'

const FOLDER = join(import.meta.dirname, 'mail')
const MONDAY = '2026-11-30'

function namesIn(folder: string): string[] {
  return readdirSync(join(FOLDER, folder)).map((name) => name.replace(/\.eml$/, ''))
}
function read(folder: string, name: string) {
  return readReturn(readFileSync(join(FOLDER, folder, `${name}.eml`)))
}
/** What is ours of these files: the message that each is about, and the reminder that came before all of them. */
function ours(name: string): Set<string> {
  return new Set([`<${name}@dupont.example>`, '<first-reminder@dupont.example>'])
}

test('each file has its line in the tables', () => {
  expect([...Object.keys(REPORTS), ...Object.keys(DELAYS)].sort()).toEqual(namesIn('reports').sort())
  expect([...Object.keys(REPLIES), ...AUTOMATIC].sort()).toEqual(namesIn('replies').sort())
})

describe.each([
  ['report', REPORTS],
  ['delay', DELAYS],
] as const)('a %s of a message that was not delivered', (kind, cases) => {
  test.each(Object.entries(cases))('%s', async (name, told) => {
    const found = await read('reports', name)
    expect(found.kind).toBe(kind)
    expect(found.about.find((id) => ours(name).has(id))).toBe(`<${name}@dupont.example>`)
    expect(found.recipients.map(({ address, failure, status }) => `${address} ${failure} ${status}`)).toEqual(
      [told],
    )
  })
})

describe('the answer of a person', () => {
  test.each(Object.entries(REPLIES))('%s', async (name, [text, promised]) => {
    const found = await read('replies', name)
    expect(found.kind).toBe('reply')
    expect(found.about.find((id) => ours(name).has(id))).toBe(`<${name}@dupont.example>`)
    expect(found.text).toBe(text)
    expect(readPromise(found.text, MONDAY, MONDAY)?.on ?? null).toBe(promised)
  })
})

test.each(AUTOMATIC)('%s is the answer of a machine', async (name) => {
  const found = await read('replies', name)
  expect(found.kind).toBe('automatic')
  expect(found.about.find((id) => ours(name).has(id))).toBe(`<${name}@dupont.example>`)
})

test.each(namesIn('others'))('%s is about nothing of ours', async (name) => {
  const found = await read('others', name)
  expect(found.about.filter((id) => ours(name).has(id))).toEqual([])
})

describe('by its headers alone', () => {
  // What a server gives of a message whose headers are asked for.
  const heading = (folder: string, name: string) => {
    const text = readFileSync(join(FOLDER, folder, `${name}.eml`), 'latin1').replace(/\r?\n/g, '\r\n')
    return readHeading(Buffer.from(`${text.split('\r\n\r\n')[0]}\r\n\r\n`, 'latin1'))
  }
  test.each([...Object.keys(REPORTS), ...Object.keys(DELAYS)])('%s is opened', async (name) => {
    const { about, mayBeReport } = await heading('reports', name)
    expect(mayBeReport || about.some((id) => ours(name).has(id))).toBe(true)
  })
  test.each([...Object.keys(REPLIES), ...AUTOMATIC])('%s is about the message it answers', async (name) => {
    const { about, mayBeReport, messageId } = await heading('replies', name)
    const found = about.find((id) => ours(name).has(id))
    // A receipt says what it is about further down.
    if (found === undefined) expect([name, mayBeReport]).toEqual(['read-receipt', true])
    else expect(found).toBe(`<${name}@dupont.example>`)
    expect(messageId).toMatch(/^<.+>$/)
  })
  test('what is not ours stays closed, save delivery reports', async () => {
    const opened: string[] = []
    for (const name of namesIn('others')) {
      const { about, mayBeReport } = await heading('others', name)
      if (mayBeReport || about.some((id) => ours(name).has(id))) opened.push(name)
    }
    expect(opened.sort()).toEqual(['report-of-a-forgery', 'report-of-another-message'])
  })
})

test('what is no message is nothing', async () => {
  const nothing = await readReturn(new Uint8Array([0, 255, 1, 2]))
  expect(nothing).toMatchObject({ kind: 'other', about: [], recipients: [], text: '' })
})

test('a report cut anywhere is read without a fault, and never for another message', async () => {
  const bytes = readFileSync(join(FOLDER, 'reports', 'postfix-whole-message.eml'))
  for (let length = 0; length < bytes.length; length += 97) {
    const found = await readReturn(bytes.subarray(0, length))
    expect(found.about.filter((id) => id === '<first-reminder@dupont.example>')).toEqual([])
  }
})

test('a message of 200,000 empty lines holds nobody up', async () => {
  const text = `From: mailer-daemon@host.example\nSubject: failure notice\n\n${'\n'.repeat(200_000)}`
  expect(await readReturn(new TextEncoder().encode(text))).toMatchObject({ kind: 'report', recipients: [] })
})
