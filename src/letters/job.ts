import type { LetterContent, Letterhead } from '#domain/letter.ts'
import type { RenderedBatch, RenderedLetter } from './render.ts'

/** Letters of one sender, to be laid out as one document. */
export interface LetterBatch {
  readonly letterhead: Letterhead
  readonly contents: readonly LetterContent[]
}

/** What a child process can be asked to do. */
export type Job =
  | { readonly kind: 'archive'; readonly letterhead: Letterhead; readonly content: LetterContent }
  | { readonly kind: 'print'; readonly batch: LetterBatch }

export type JobResult<J extends Job> = J extends { kind: 'archive' } ? RenderedLetter : RenderedBatch

/** What a child has used since it started: read by the pool to recycle it, and by the benchmark. */
export interface ChildUsage {
  readonly cpuMicros: number
  readonly peakRssBytes: number
  readonly rssBytes: number
  readonly letters: number
}

export type ChildReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly result: RenderedLetter | RenderedBatch; readonly usage: ChildUsage }
  | { readonly kind: 'failed'; readonly reason: string; readonly usage: ChildUsage }
