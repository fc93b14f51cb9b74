import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NodeCompiler, type NodeError, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler'
import type { Day } from '#domain/days-and-money/day.ts'
import type { EnvelopeView } from './envelope-sheet.ts'
import { fontFolders } from './fonts.ts'
import type { BatchView } from './letter-view.ts'
import type { DocumentView } from './printed-document.ts'

const PREFERENCES = '/ViewerPreferences <<'
const DISPLAYED = '\n    /DisplayDocTitle true'

const WORKSPACE = fileURLToPath(new URL('./template/', import.meta.url))

/** A PDF with the number of pages of each of its letters, in order. */
export interface LaidOut {
  readonly pdf: Uint8Array
  readonly pagesPerLetter: readonly number[]
}

/** What the PDF is for: `archive` is tagged PDF/A-3b, `print` the lightest that prints the same. */
export type Purpose = 'archive' | 'print'

let shared: NodeCompiler | undefined

/**
 * Lays out letters with typst. Synchronous and not to be interrupted: call it from a child process.
 * The same view, with the same images, on the same `letterOn` gives the same bytes.
 */
export function layOut(
  view: BatchView | DocumentView,
  images: ReadonlyMap<string, Uint8Array>,
  purpose: Purpose,
  letterOn: Day,
  template: 'letter' | 'document' = 'letter',
): LaidOut {
  const { compiler, document } = compile(template, view, images)
  const creationTimestamp = noonOf(letterOn)
  const pdf = compiler.pdf(
    document,
    purpose === 'archive'
      ? { pdfStandard: 'a-3b', creationTimestamp }
      : { pdfTags: false, creationTimestamp },
  )
  return { pdf: withDisplayedTitle(pdf), pagesPerLetter: pagesOf(compiler, document) }
}

/** The pages each letter of a view takes, without its PDF. */
export function countPages(view: BatchView, images: ReadonlyMap<string, Uint8Array>): number[] {
  const { compiler, document } = compile('letter', view, images)
  return pagesOf(compiler, document)
}

/** Lays out the sheet to hold against a window envelope. */
export function layOutEnvelope(view: EnvelopeView, on: Day): Uint8Array {
  const { compiler, document } = compile('envelope', view)
  return withDisplayedTitle(compiler.pdf(document, { pdfTags: false, creationTimestamp: noonOf(on) }))
}

function compile(template: string, view: object, images: ReadonlyMap<string, Uint8Array> = new Map()) {
  shared ??= NodeCompiler.create({ workspace: WORKSPACE, fontArgs: [{ fontPaths: fontFolders() }] })
  const compiler = shared
  compiler.mapShadow(join(WORKSPACE, 'data.json'), Buffer.from(JSON.stringify(view)))
  for (const [path, bytes] of images) compiler.mapShadow(join(WORKSPACE, path), Buffer.from(bytes))
  // Compiled first and exported second: `pdf` alone would hide what the compiler has to say.
  const compiled = compiler.compile({ mainFilePath: join(WORKSPACE, `${template}.typ`) })
  const document = compiled.result
  if (!document) throw new Error(diagnostics(compiler, compiled.takeDiagnostics()))
  return { compiler, document }
}

function noonOf(day: Day): number {
  return Date.parse(`${day}T12:00:00Z`) / 1000
}

/**
 * Drops what the engine remembers and the last letter did not use. Forgetting everything would cost half
 * as much again per letter (the letterhead and the fixed words are shaped anew); forgetting nothing grows.
 */
export function forgetLetters(): void {
  shared?.evictCache(1)
}

function diagnostics(compiler: NodeCompiler, error: NodeError | null): string {
  if (!error) return 'typst gave no document and no reason'
  const found: unknown[] = compiler.fetchDiagnostics(error)
  return found.map((item) => JSON.stringify(item)).join('\n')
}

function pagesOf(compiler: NodeCompiler, document: NodeTypstDocument): number[] {
  const value: unknown = compiler.query(document, { selector: '<letter-pages>', field: 'value' })
  if (!Array.isArray(value)) throw new Error('typst gave no page counts')
  return value.map(Number)
}

/**
 * A file of the engine whose window is named by its title, and not by the name of the file (PDF/UA asks for it). The
 * catalogue is the last object that the engine writes: only the place of the table after it moves.
 */
function withDisplayedTitle(pdf: Uint8Array): Uint8Array {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength)
  const catalogAt = bytes.lastIndexOf('/Type /Catalog')
  const preferencesAt = bytes.indexOf(PREFERENCES, catalogAt)
  const tableAt = Number(
    /startxref\s+(\d+)\s+%%EOF\s*$/.exec(bytes.toString('latin1', bytes.length - 64))?.[1],
  )
  const startAt = bytes.lastIndexOf('startxref')
  const isLast = catalogAt > 0 && preferencesAt > catalogAt && preferencesAt < tableAt && startAt > tableAt
  if (!isLast || bytes.indexOf('endobj', catalogAt) !== bytes.lastIndexOf('endobj', tableAt))
    throw new Error('the engine wrote its catalogue elsewhere')
  const insertAt = preferencesAt + PREFERENCES.length
  return Buffer.concat([
    bytes.subarray(0, insertAt),
    Buffer.from(DISPLAYED),
    bytes.subarray(insertAt, startAt),
    Buffer.from(`startxref\n${tableAt + DISPLAYED.length}\n%%EOF`),
  ])
}
