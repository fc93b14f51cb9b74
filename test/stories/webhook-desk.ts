import type { DeliveryPage, MadeSecret } from '#features/webhooks/contract.ts'
import { webhooksRoutes } from '#features/webhooks/server/routes.ts'
import { sendWebhooks } from '#features/webhooks/server/send-webhooks.ts'
import { tellBrokenPromises } from '#features/webhooks/server/tell-broken-promises.ts'
import { addBlock } from '#ledger/blocks.ts'
import type { Database } from '#platform/database.ts'
import { withScope } from '#platform/scoped.ts'
import { openSealer } from '#platform/sealing.ts'
import { routerOf } from '#platform/serve.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { openReceiver } from '../webhook-receiver.ts'
import { openApi } from './api-caller.ts'
import { companyOpener, invoice } from './company-desk.ts'
import { found } from './desk.ts'

/** The day of these stories. */
export const TODAY = '2026-03-31'
const NEVER = new AbortController().signal
const CLIENTS = [{ code: 'DUPONT', name: 'Dupont', invoices: [invoice('FA-1', '2026-01-31')] }]
/** Every event there is. */
export const ALL = [
  ...[
    'letter.confirmed',
    'letter.cancelled',
    'level.changed',
    'promise.made',
    'promise.lifted',
    'promise.broken',
    'dispute.opened',
  ],
  ...['dispute.lifted', 'import.completed', 'import.cancelled', 'payment.received', 'payment.cancelled'],
  'payment.returned',
]

/** Opens companies, each with a program that is told. To be called in a test file. */
export function openPrograms(database: Database) {
  const open = companyOpener(database)
  /** What the server allows: each story says it as it opens. */
  const config: { webhookNetworks: readonly string[] } = { webhookNetworks: [] }
  const sealer = openSealer({ secret: null, dataDir: temporaryFolder() })
  const routes = webhooksRoutes({
    sealer,
    config: {
      get webhookNetworks() {
        return config.webhookNetworks
      },
    },
    webhooks: { wake: () => undefined },
  })
  const api = openApi(database, routerOf(database, routes), TODAY)

  return async (networks: readonly string[] = ['127.0.0.1']) => {
    const { company, context, desk } = await open(CLIENTS, TODAY)
    const receiver = await openReceiver()
    config.webhookNetworks = networks
    const base = `/api/companies/${company.code}`
    return {
      ...{ company, desk, receiver, api, base, sealer },
      within: <T>(work: Parameters<typeof withScope<T>>[2]) => withScope(database, context, work),
      add: (events: readonly string[] = ALL, url = receiver.url) =>
        api.post<MadeSecret>(`${base}/webhooks`, { label: 'ERP', url, events }),
      turn: (options: Partial<Parameters<typeof sendWebhooks>[0]> = {}, stopping = NEVER) =>
        sendWebhooks({ database, sealer, config, timeoutMs: 20_000, ...options }, stopping),
      /** The look for promises that time has broken, on a day. */
      lookOn: (today: string) => tellBrokenPromises({ database, config: { today } }),
      /** As if the program had asked for its events that day. */
      askedOn: (day: string) =>
        database.owner.query(`update webhook_endpoints set updated_at = $2::date where company_id = $1`, [
          company.id,
          day,
        ]),
      deliveries: async (query = '') =>
        (await api.get<DeliveryPage>(`${base}/webhook-deliveries?limit=100${query}`)).rows,
      /** As if that much time had gone by. */
      wait: async (interval: string) => {
        for (const column of ['next_at', 'queued_at'])
          await database.owner.query(
            `update webhook_deliveries set ${column} = ${column} - $2::interval, claimed_until = null where company_id = $1`,
            [company.id, interval],
          )
        await database.owner.query(`update webhook_endpoints set rest_until = null where company_id = $1`, [
          company.id,
        ])
      },
      dispute: async () =>
        await withScope(database, context, (tx) =>
          addBlock(
            tx,
            { customerId: found(company.customers.get('DUPONT')), kind: 'dispute', reason: 'Lot cassé' },
            'Camille',
          ),
        ),
    }
  }
}

/** What each telling is about. */
export const typesOf = (received: readonly { readonly body: string }[]) =>
  received.map(({ body }) => (JSON.parse(body) as { type: string }).type)
