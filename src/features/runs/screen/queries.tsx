import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { ask, askBytes } from '#ui/ask.ts'
import { fetchRun } from '../contract.ts'
import { fetchLetterPdf, fetchLetters, fetchPrintParts } from '../letter-contract.ts'

/** What the viewer asks; keys begin with "runs" so that one word refreshes all of it. */

const ARCHIVING_CHECK_MS = 3_000

export const runQuery = (run: number) =>
  queryOptions({
    queryKey: ['runs', run, 'summary'],
    queryFn: () => ask(fetchRun, { params: { id: run } }),
    // The archive fills after the confirmation: the count goes down under the eyes.
    refetchInterval: ({ state }) => (state.data?.unarchived ? ARCHIVING_CHECK_MS : false),
  })

export interface LettersFilter {
  readonly search: string
  readonly isToReview: boolean
}

export const lettersQuery = (run: number, { search, isToReview }: LettersFilter) =>
  infiniteQueryOptions({
    queryKey: ['runs', run, 'letters', search, isToReview],
    queryFn: ({ pageParam }) =>
      ask(fetchLetters, {
        params: { id: run },
        query: {
          search: search || undefined,
          status: isToReview ? 'to-review' : undefined,
          after: pageParam,
          limit: 500,
        },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })

/** A letter's bytes; frozen when the draft was made, so never asked for twice. */
export const letterPdfQuery = (letter: number) =>
  queryOptions({
    queryKey: ['letter-pdf', letter],
    queryFn: async ({ signal }) =>
      (await askBytes(fetchLetterPdf, { params: { id: letter } }, { signal })).bytes,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  })

export const printPartsQuery = (run: number) =>
  queryOptions({
    queryKey: ['runs', run, 'parts'],
    queryFn: () => ask(fetchPrintParts, { params: { id: run } }),
  })
