import type { ScopedTransaction } from '#platform/scoped.ts'
import { type ExternalRef, ID_COLUMNS, readExternalIds, readNamesOf, refKey } from './external-ids.ts'
import { type Push, refuse } from './push.ts'
import type { PushItem, PushOrder } from './push-order.ts'

/** What is known of the rows of a push, of which those that come twice are refused. */
export async function openPush(tx: ScopedTransaction, order: PushOrder): Promise<Push> {
  const known = await readExternalIds(tx, order, refsOf(order.items))
  const withdrawing = new Set(order.items.filter(({ data }) => data === null).map(refKey))
  const push = {
    ...order,
    known,
    withdrawing,
    problems: new Map(),
    skipped: await mergedAway(tx, order, known),
  }
  const seen = new Set<string>()
  for (const [index, item] of order.items.entries()) {
    const key = refKey(item)
    const values = { id: item.externalId }
    if (seen.has(key))
      refuse(push, index, { code: 'invalid', key: 'programs.repeated', values, field: 'externalId' })
    seen.add(key)
  }
  return push
}

function refsOf(items: readonly PushItem[]): ExternalRef[] {
  return items.flatMap(({ kind, externalId, data }): ExternalRef[] => {
    const refs: ExternalRef[] = [{ kind, externalId }]
    if (data && 'customer' in data && data.customer !== undefined)
      refs.push({ kind: 'customer', externalId: data.customer })
    if (data && 'corrects' in data && data.corrects !== undefined)
      refs.push({ kind: 'invoice', externalId: data.corrects })
    if (data && 'allocations' in data)
      for (const { invoice } of data.allocations ?? []) refs.push({ kind: 'invoice', externalId: invoice })
    return refs
  })
}

// Of two that were merged here, the one that was kept is spoken of by its own identifier.
async function mergedAway(
  tx: ScopedTransaction,
  order: PushOrder,
  known: Push['known'],
): Promise<ReadonlySet<number>> {
  const merged = order.items.flatMap((item, index) => {
    const ref = known.get(refKey(item))
    return ref && ref.id !== ref.ownId && item.data !== null ? [{ ...ref, index }] : []
  })
  const skipped = new Set<number>()
  for (const column of new Set(merged.map(({ kind }) => ID_COLUMNS[kind]))) {
    const ids = merged.filter(({ kind }) => ID_COLUMNS[kind] === column)
    const names = await readNamesOf(
      tx,
      order,
      column,
      ids.map(({ id }) => id),
    )
    for (const { id, index } of ids) if (names.has(id)) skipped.add(index)
  }
  return skipped
}
