import { useMutation, useQueryClient } from '@tanstack/react-query'
import { say, sayFailure } from '#ui/notices.tsx'
import type { Sources } from '../contract.ts'

/** A source that is being read says so within seconds. */
export const AGAIN_MS = 5_000

export const sourcesKey = (code: string) => ['sources', code] as const

/** Puts what is now saved where the screen reads it. */
export function useKeepSources(code: string): (sources: Sources) => void {
  const client = useQueryClient()
  return (sources) => client.setQueryData(sourcesKey(code), sources)
}

/** Does one thing with a source, shows what it has become, and says so. */
export function useSourceAct(code: string, act: () => Promise<Sources>, said: string) {
  const keep = useKeepSources(code)
  return useMutation({
    mutationFn: act,
    onSuccess: (sources) => {
      keep(sources)
      say(said)
    },
    onError: sayFailure,
  })
}
