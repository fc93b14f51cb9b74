import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { LETTERHEAD, letter } from './letter-fixture.fr.ts'
import { readPdf } from './pdf-fixture.ts'
import { createLetterPool, type LetterPool } from './pool.ts'
import { type LetterToPrint, type PrintPart, printParts, printStream } from './print-file.ts'

const FAULTY_CHILD = fileURLToPath(new URL('./faulty-child-fixture.ts', import.meta.url))

// Real processes: on a busy machine each takes seconds to start.
vi.setConfig({ testTimeout: 60_000 })

let pool: LetterPool
afterEach(() => pool.close())

function* run(count: number, changes: (index: number) => object = () => ({})): Generator<LetterToPrint> {
  for (let index = 0; index < count; index++) {
    const content = letter(1 + (index % 3), { customerCode: `C${index}`, ...changes(index) })
    yield { letterhead: LETTERHEAD, content }
  }
}

async function gathered<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

describe('a run to print', () => {
  test('comes in parts, every letter once and in order', async () => {
    pool = createLetterPool({ size: 2 })
    const parts = await gathered(printParts(pool, run(25), { title: 'Run – é', lettersPerPart: 10 }))
    expect(parts.map((part) => [part.firstLetter, part.letterCount])).toEqual([
      [0, 10],
      [10, 10],
      [20, 5],
    ])
    const codes: string[] = []
    for (const part of parts) {
      const { title, words } = await readPdf(part.pdf)
      expect(title).toBe('Run – é')
      expect(words).toHaveLength(part.pagesPerLetter.length)
      codes.push(...words.map((page) => /client : (C\d+)/.exec(page)?.[1] ?? ''))
    }
    expect(codes).toEqual(Array.from({ length: 25 }, (_, index) => `C${index}`))
  })

  test('comes as one file, fonts and page numbers intact across the chunks', async () => {
    pool = createLetterPool({ size: 2 })
    const chunks: PrintPart[] = []
    const stream = printStream(pool, run(105), { title: 'Run', onChunk: (chunk) => chunks.push(chunk) })
    const pdf = Buffer.concat(await gathered(stream))
    const { words } = await readPdf(pdf)
    expect(words).toHaveLength(105)
    expect(words[104]).toMatch(/client : C104 .*Page 1 sur 1/)
    expect(chunks.map((chunk) => chunk.letterCount)).toEqual([50, 50, 5])
  })

  test('starts a new chunk where the sender changes', async () => {
    pool = createLetterPool({ size: 1 })
    const other = { ...LETTERHEAD, legalName: 'SARL Voisine' }
    const letters = [...run(3)].map((item, index) => (index === 1 ? { ...item, letterhead: other } : item))
    const [part] = await gathered(printParts(pool, letters, { title: 'Run' }))
    const { words } = await readPdf(part?.pdf ?? new Uint8Array())
    expect(words.map((page) => page.includes('SARL Voisine'))).toEqual([false, true, false])
  })

  test('tells warnings by the place of the letter in the run', async () => {
    pool = createLetterPool({ size: 2 })
    const letters = run(12, (index) => (index === 11 ? { recipientLines: ['ع'] } : {}))
    const parts = await gathered(printParts(pool, letters, { title: 'Run', lettersPerPart: 5 }))
    expect(parts.flatMap((part) => part.warnings)).toMatchObject([{ letterIndex: 11, characters: ['ع'] }])
  })

  test('of no letter is no part', async () => {
    pool = createLetterPool({ size: 1 })
    expect(await gathered(printParts(pool, [], { title: 'Run' }))).toEqual([])
  })
})

test('a letter that kills the engine is left out and told; the others print', async () => {
  pool = createLetterPool({ size: 1, childScript: FAULTY_CHILD })
  const letters = run(4, (index) => (index === 2 ? { customerCode: 'CRASH' } : {}))
  const [part] = await gathered(printParts(pool, letters, { title: 'Run' }))
  expect(part?.pagesPerLetter).toEqual([1, 1, 0, 1])
  expect(part?.warnings).toEqual([
    { kind: 'not-rendered', letterIndex: 2, customerCode: 'CRASH', characters: [] },
  ])
  const { words } = await readPdf(part?.pdf ?? new Uint8Array())
  expect(words.map((page) => /client : (\w+)/.exec(page)?.[1])).toEqual(['C0', 'C1', 'C3'])
})
