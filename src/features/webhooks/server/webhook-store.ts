import { randomBytes } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import { OLD_SECRET_HOURS, type WebhookEvent } from '#domain/sending/webhook.ts'
import { addressFault } from '#platform/outbound-address.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { Sealer } from '#platform/sealing.ts'
import type { Tables } from '#platform/tables.ts'
import type { ShownWebhook, WebhookFields } from '../contract.ts'

type WebhookRow = Selectable<Tables['webhook_endpoints']>

/** What a sealed secret belongs to. */
export function secretSubject({
  companyId,
  id,
}: {
  readonly companyId: number
  readonly id: number
}): string {
  return `webhook ${companyId} ${id}`
}

/** The addresses of a company, the first made first. */
export async function listWebhooks(
  tx: ScopedTransaction,
  companyId: number,
  sealer: Pick<Sealer, 'open'>,
): Promise<ShownWebhook[]> {
  const rows = await tx
    .selectFrom('webhook_endpoints')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('removed_at', 'is', null)
    .orderBy('id')
    .execute()
  const counts = await sql<{ endpoint_id: number; waiting: number; failed: number }>`
    select d.endpoint_id, count(*) filter (where d.state = 'waiting') as waiting,
           count(*) filter (where d.state = 'failed') as failed
    from webhook_deliveries d
    where d.company_id = ${companyId} and d.state <> 'delivered' group by d.endpoint_id
  `.execute(tx)
  return rows.map((row) => {
    const count = counts.rows.find((one) => one.endpoint_id === row.id)
    const until = row.old_secret === null ? null : row.old_secret_until
    return {
      id: row.id,
      label: row.label,
      url: row.url,
      events: row.events as WebhookEvent[],
      isActive: row.is_active,
      hasSecret:
        row.secret !== null && sealer.open(row.secret, secretSubject({ companyId, id: row.id })) !== null,
      secretSetAt: row.secret_set_at.toISOString(),
      oldSecretUntil: until && until.getTime() > Date.now() ? until.toISOString() : null,
      failingSince: row.failing_since?.toISOString() ?? null,
      // An address to which nothing waits and nothing failed has no count.
      ...(count ? { waiting: count.waiting, failed: count.failed } : { waiting: 0, failed: 0 }),
    }
  })
}

interface Writing {
  readonly companyId: number
  readonly fields: WebhookFields
  /** Networks that whoever runs the server allows. */
  readonly networks: readonly string[]
  readonly actor: string
}

/** Writes a new address, with a secret of its own. Returns both. @throws RelancesError invalid for an address that is not reached */
export async function insertWebhook(
  tx: ScopedTransaction,
  sealer: Pick<Sealer, 'seal'>,
  { companyId, fields, networks, actor }: Writing,
): Promise<{ readonly id: number; readonly secret: string }> {
  refuseAddress(fields.url, networks)
  const { id } = await tx
    .insertInto('webhook_endpoints')
    .values({ company_id: companyId, ...columnsOf(fields), created_by: actor, updated_by: actor })
    .returning('id')
    .executeTakeFirstOrThrow()
  const secret = newSecret()
  await tx
    .updateTable('webhook_endpoints')
    .set({ secret: sealer.seal(secret, secretSubject({ companyId, id })) })
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .execute()
  return { id, secret }
}

/** @throws RelancesError not-found; invalid for an address that is not reached */
export async function updateWebhook(
  tx: ScopedTransaction,
  id: number,
  { companyId, fields, networks, actor }: Writing,
): Promise<void> {
  refuseAddress(fields.url, networks)
  await lockWebhook(tx, companyId, id)
  await tx
    .updateTable('webhook_endpoints')
    .set({
      ...{ ...columnsOf(fields), updated_by: actor, updated_at: sql<Date>`now()` },
      // What failed was another address, maybe: it is tried at once.
      ...{ failing_since: null, failures: 0, rest_until: null },
    })
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .execute()
}

/** Removes an address: its secrets are forgotten, and what waits for it is given up. @throws RelancesError not-found */
export async function endWebhook(
  tx: ScopedTransaction,
  { companyId, id, actor }: { readonly companyId: number; readonly id: number; readonly actor: string },
): Promise<void> {
  await lockWebhook(tx, companyId, id)
  await tx
    .updateTable('webhook_endpoints')
    .set({ secret: null, old_secret: null, removed_at: sql<Date>`now()`, removed_by: actor })
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .execute()
  await tx
    .updateTable('webhook_deliveries')
    .set({ state: 'failed', problem: 'removed' })
    .where('company_id', '=', companyId)
    .where('endpoint_id', '=', id)
    .where('state', '=', 'waiting')
    .execute()
}

/** Makes a new secret; the one before signs too for a day. @throws RelancesError not-found */
export async function rotate(
  tx: ScopedTransaction,
  sealer: Sealer,
  { companyId, id, actor }: { readonly companyId: number; readonly id: number; readonly actor: string },
): Promise<string> {
  const row = await lockWebhook(tx, companyId, id)
  const secret = newSecret()
  await tx
    .updateTable('webhook_endpoints')
    .set({
      secret: sealer.seal(secret, secretSubject({ companyId, id })),
      secret_set_at: sql<Date>`now()`,
      old_secret: row.secret,
      old_secret_until: sql<Date>`now() + make_interval(hours => ${OLD_SECRET_HOURS})`,
      updated_by: actor,
      updated_at: sql<Date>`now()`,
    })
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .execute()
  return secret
}

/** @throws RelancesError not-found */
export async function lockWebhook(tx: ScopedTransaction, companyId: number, id: number): Promise<WebhookRow> {
  const row = await tx
    .selectFrom('webhook_endpoints')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new RelancesError('not-found', 'webhooks.no-webhook')
  return row
}

// Standard Webhooks: 24 to 64 bytes.
function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`
}

function columnsOf({ label, url, events, isActive }: WebhookFields) {
  return { label, url: new URL(url).href, events: [...new Set(events)], is_active: isActive }
}

function refuseAddress(text: string, networks: readonly string[]): void {
  const fault = addressFault(text, networks)
  if (fault !== null) throw new RelancesError('invalid', `webhooks.${fault}`, { field: 'url' })
}
