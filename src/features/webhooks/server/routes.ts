import type { Wakeable } from '#platform/background.ts'
import type { Config } from '#platform/config.ts'
import type { Sealer } from '#platform/sealing.ts'
import { type Served, serve } from '#platform/serve.ts'
import * as contract from '../contract.ts'
import { queueTest, readDeliveries, replaySince, resend } from './delivery-store.ts'
import { endWebhook, insertWebhook, listWebhooks, rotate, updateWebhook } from './webhook-store.ts'

interface RouteParts {
  readonly sealer: Sealer
  readonly webhooks: Wakeable
  readonly config: Pick<Config, 'webhookNetworks'>
}

/** Routes of « Paramètres › Webhooks ». */
export function webhooksRoutes({ sealer, webhooks, config }: RouteParts): readonly Served[] {
  return [
    serve(contract.fetchWebhooks, ({ params: { code }, companyId, read }) =>
      read(async (tx) => ({ company: code, webhooks: await listWebhooks(tx, companyId, sealer) })),
    ),
    serve(contract.addWebhook, ({ params: { code }, body: fields, companyId, context, write }) =>
      write(async (tx) => {
        const made = await insertWebhook(tx, sealer, {
          companyId,
          fields,
          networks: config.webhookNetworks,
          actor: context.actor.name,
        })
        return { company: code, webhooks: await listWebhooks(tx, companyId, sealer), ...made }
      }),
    ),
    serve(contract.changeWebhook, ({ params: { code, id }, body: fields, companyId, context, write }) =>
      write(async (tx) => {
        await updateWebhook(tx, id, {
          companyId,
          fields,
          networks: config.webhookNetworks,
          actor: context.actor.name,
        })
        return { company: code, webhooks: await listWebhooks(tx, companyId, sealer) }
      }),
    ),
    serve(contract.removeWebhook, ({ params: { code, id }, companyId, context, write }) =>
      write(async (tx) => {
        await endWebhook(tx, { companyId, id, actor: context.actor.name })
        return { company: code, webhooks: await listWebhooks(tx, companyId, sealer) }
      }),
    ),
    serve(contract.rotateSecret, ({ params: { code, id }, companyId, context, write }) =>
      write(async (tx) => {
        const secret = await rotate(tx, sealer, { companyId, id, actor: context.actor.name })
        return { company: code, webhooks: await listWebhooks(tx, companyId, sealer), id, secret }
      }),
    ),
    serve(contract.fetchDeliveries, ({ query, companyId, context: { language }, read }) =>
      read((tx) => readDeliveries(tx, { companyId, language, ...query })),
    ),
    ...sendingRoutes(webhooks),
  ]
}

function sendingRoutes(webhooks: Wakeable): readonly Served[] {
  return [
    serve(contract.testWebhook, async ({ params: { id }, companyId, write }) => {
      await write((tx) => queueTest(tx, companyId, id))
      webhooks.wake()
      return { queued: 1 }
    }),
    serve(contract.replayWebhook, async ({ params: { id }, body: { since }, companyId, context, write }) => {
      const queued = await write((tx) => replaySince(tx, { companyId, id, since, actor: context.actor.name }))
      webhooks.wake()
      return { queued }
    }),
    serve(contract.resendDelivery, async ({ params: { id }, companyId, context, write }) => {
      await write((tx) => resend(tx, { companyId, id, actor: context.actor.name }))
      webhooks.wake()
      return { queued: 1 }
    }),
  ]
}
