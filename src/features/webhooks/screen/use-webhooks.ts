import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { WebhookEvent } from '#domain/sending/webhook.ts'
import { say, sayFailure } from '#ui/notices.tsx'
import type { Webhooks } from '../contract.ts'

/** A telling leaves within seconds: what became of it is read again as often. */
export const AGAIN_MS = 5_000

export const webhooksKey = (code: string) => ['webhooks', code] as const
export const deliveriesKey = (code: string) => ['webhook-deliveries', code] as const

/** An event as the words name it: a point there would be a step. */
type Dashed<Text extends string> = Text extends `${infer Head}.${infer Tail}` ? `${Head}-${Tail}` : Text
export function eventKey<Event extends WebhookEvent>(event: Event): Dashed<Event> {
  return event.replace('.', '-') as Dashed<Event>
}

/** Puts what is now saved where the screen reads it. */
export function useKeepWebhooks(code: string): (webhooks: Webhooks) => void {
  const client = useQueryClient()
  return ({ company, webhooks }) => client.setQueryData(webhooksKey(code), { company, webhooks })
}

/** Does one thing, reads the screen again, and says so. */
export function useWebhookAct<Result>(
  code: string,
  act: () => Promise<Result>,
  said: (result: Result) => string,
) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSuccess: async (result) => {
      await client.invalidateQueries({ queryKey: webhooksKey(code) })
      await client.invalidateQueries({ queryKey: deliveriesKey(code) })
      say(said(result))
    },
    onError: sayFailure,
  })
}
