import { mustHave } from '#domain/errors.ts'
import type { LetterContent, Letterhead } from '#domain/letters/letter.ts'
import { concatenatePdfs } from './pdf-concatenation.ts'
import type { LetterPool } from './pool.ts'
import type { LetterWarning, RenderedBatch } from './render.ts'

export interface LetterToPrint {
  readonly letterhead: Letterhead
  readonly content: LetterContent
}

/** A file to print, or to append to the one before it. Letters are counted from 0 over the whole run. */
export interface PrintPart {
  readonly firstLetter: number
  readonly letterCount: number
  readonly pdf: Uint8Array
  readonly pagesPerLetter: readonly number[]
  readonly warnings: readonly LetterWarning[]
}

export interface PrintOptions {
  /** Title of the file, shown by viewers. */
  readonly title: string
  /** Letters of a part at most; browsers print 500 from a hidden frame, not 10,000. */
  readonly lettersPerPart?: number
}

type Letters = AsyncIterable<LetterToPrint> | Iterable<LetterToPrint>

/**
 * Letters laid out together. Measured: 100 take a third more memory than 50 and a tenth more time a letter;
 * with 25 the fonts, repeated in each chunk, begin to weigh on the file.
 */
export const LETTERS_PER_CHUNK = 50
const LETTERS_PER_PART = 500

/**
 * The letters of a run as print files of at most 500 letters each, in order. Memory does not depend on
 * the length of the run: letters are asked for as parts are taken.
 */
export async function* printParts(
  pool: LetterPool,
  letters: Letters,
  options: PrintOptions,
): AsyncGenerator<PrintPart> {
  const lettersPerPart = options.lettersPerPart ?? LETTERS_PER_PART
  let pending: PrintPart[] = []
  let count = 0
  for await (const chunk of printChunks(pool, letters, lettersPerPart)) {
    if (count > 0 && count + chunk.letterCount > lettersPerPart) {
      yield await joined(pending, options.title)
      pending = []
      count = 0
    }
    pending.push(chunk)
    count += chunk.letterCount
  }
  if (pending.length > 0) yield await joined(pending, options.title)
}

/**
 * The whole run as one PDF, written as it is laid out: for a download, whatever its length. `onChunk` is
 * told the page counts and warnings of each stretch of letters, for a progress bar.
 */
export function printStream(
  pool: LetterPool,
  letters: Letters,
  options: { readonly title: string; readonly onChunk?: (chunk: PrintPart) => void },
): AsyncGenerator<Uint8Array> {
  async function* pdfs() {
    for await (const chunk of printChunks(pool, letters, LETTERS_PER_CHUNK)) {
      options.onChunk?.(chunk)
      if (chunk.pagesPerLetter.some((pages) => pages > 0)) yield chunk.pdf
    }
  }
  return concatenatePdfs(pdfs(), options.title)
}

/** Chunks in order, one more in flight than the pool has children, so that none of them waits. */
async function* printChunks(
  pool: LetterPool,
  letters: Letters,
  lettersPerPart: number,
): AsyncGenerator<PrintPart> {
  const inFlight: Promise<PrintPart>[] = []
  try {
    for await (const chunk of chunksOf(letters, Math.min(LETTERS_PER_CHUNK, lettersPerPart))) {
      inFlight.push(printChunk(pool, chunk))
      const oldest = inFlight.length > pool.size ? inFlight.shift() : undefined
      if (oldest) yield await oldest
    }
    while (inFlight.length > 0) {
      const oldest = inFlight.shift()
      if (oldest) yield await oldest
    }
  } finally {
    // The reader went away or a chunk failed: what was started may fail later, and nobody would listen.
    for (const abandoned of inFlight) abandoned.catch(() => {})
  }
}

interface Chunk {
  readonly firstLetter: number
  readonly letterhead: Letterhead
  readonly contents: readonly LetterContent[]
}

// A chunk has one sender: its letterhead and legal footer are laid out once.
async function* chunksOf(letters: Letters, size: number): AsyncGenerator<Chunk> {
  let firstLetter = 0
  let letterhead: Letterhead | undefined
  let contents: LetterContent[] = []
  for await (const letter of letters) {
    if (letterhead && (contents.length === size || letter.letterhead !== letterhead)) {
      yield { firstLetter, letterhead, contents }
      firstLetter += contents.length
      contents = []
    }
    letterhead = letter.letterhead
    contents.push(letter.content)
  }
  if (letterhead) yield { firstLetter, letterhead, contents }
}

async function printChunk(pool: LetterPool, chunk: Chunk): Promise<PrintPart> {
  const { firstLetter, letterhead, contents } = chunk
  const rendered = await printOrHalve(pool, letterhead, contents)
  return {
    firstLetter,
    letterCount: contents.length,
    pdf: rendered.pdf,
    pagesPerLetter: rendered.pagesPerLetter,
    warnings: rendered.warnings.map((warning) => ({
      ...warning,
      letterIndex: warning.letterIndex + firstLetter,
    })),
  }
}

const NOTHING = new Uint8Array()

// One letter never fails a run: a batch that cannot be laid out is halved until the letter is alone,
// and that one is reported with no page of its own.
async function printOrHalve(
  pool: LetterPool,
  letterhead: Letterhead,
  contents: readonly LetterContent[],
): Promise<RenderedBatch> {
  try {
    return await pool.print({ letterhead, contents })
  } catch (error) {
    const [only] = contents
    if (pool.isClosed() || !only) throw error
    if (contents.length === 1) {
      const warning: LetterWarning = {
        kind: 'not-rendered',
        letterIndex: 0,
        customerCode: only.customerCode,
        characters: [],
      }
      return { pdf: NOTHING, pagesPerLetter: [0], warnings: [warning] }
    }
    const middle = Math.ceil(contents.length / 2)
    const first = await printOrHalve(pool, letterhead, contents.slice(0, middle))
    const second = await printOrHalve(pool, letterhead, contents.slice(middle))
    const pdfs = [first.pdf, second.pdf].filter((pdf) => pdf.length > 0)
    return {
      pdf: pdfs.length === 0 ? NOTHING : await collected(concatenatePdfs(pdfs, '')),
      pagesPerLetter: [...first.pagesPerLetter, ...second.pagesPerLetter],
      warnings: [
        ...first.warnings,
        ...second.warnings.map((warning) => ({ ...warning, letterIndex: warning.letterIndex + middle })),
      ],
    }
  }
}

async function joined(chunks: readonly PrintPart[], title: string): Promise<PrintPart> {
  const pdfs = chunks.map((chunk) => chunk.pdf).filter((pdf) => pdf.length > 0)
  return {
    firstLetter: mustHave(chunks[0], 'a part of the print').firstLetter,
    letterCount: chunks.reduce((sum, chunk) => sum + chunk.letterCount, 0),
    pdf: await collected(concatenatePdfs(pdfs, title)),
    pagesPerLetter: chunks.flatMap((chunk) => chunk.pagesPerLetter),
    warnings: chunks.flatMap((chunk) => chunk.warnings),
  }
}

async function collected(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}
