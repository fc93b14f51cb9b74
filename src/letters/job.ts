import type { LetterContent, Letterhead } from '#domain/letters/letter.ts'
import type { EnvelopeSheet } from './envelope-sheet.ts'
import type { PrintedDocument } from './printed-document.ts'
import type { RenderedBatch, RenderedLetter } from './render.ts'
import type { RenderedDocument } from './render-document.ts'

/** Letters of one sender, to be laid out as one document. */
export interface LetterBatch {
  readonly letterhead: Letterhead
  readonly contents: readonly LetterContent[]
}

/** What a child process can be asked to do. */
export type Job =
  | { readonly kind: 'archive'; readonly letterhead: Letterhead; readonly content: LetterContent }
  | { readonly kind: 'print'; readonly batch: LetterBatch }
  | { readonly kind: 'envelope'; readonly sheet: EnvelopeSheet }
  | { readonly kind: 'document'; readonly document: PrintedDocument }

interface JobResults {
  readonly archive: RenderedLetter
  readonly print: RenderedBatch
  readonly envelope: { readonly pdf: Uint8Array }
  readonly document: RenderedDocument
}
export type JobResult<J extends Job = Job> = JobResults[J['kind']]

/** What a child has used since it started: read by the pool to recycle it, and by the benchmark. */
export interface ChildUsage {
  readonly cpuMicros: number
  readonly peakRssBytes: number
  readonly rssBytes: number
  readonly letters: number
}

export type ChildReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly result: JobResult; readonly usage: ChildUsage }
  | { readonly kind: 'failed'; readonly reason: string; readonly usage: ChildUsage }
