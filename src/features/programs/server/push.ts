import { RelancesError } from '#domain/errors.ts'
import { pushDocuments } from '#ledger/push-documents.ts'
import type { PushedCredit, PushItem, PushResult } from '#ledger/push-order.ts'
import { PushUndone } from '#ledger/push-results.ts'
import { translate } from '#messages/translate.ts'
import type { Context } from '#platform/context.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { BatchItem, PushAnswer } from '../contract.ts'

/** Whoever pushes: the name of their key, else their own. */
export function programOf({ actor }: Pick<Context, 'actor'>): string {
  return ('program' in actor ? actor.program : undefined) ?? actor.name
}

/** The one company that a push is about. @throws RelancesError invalid when it may be any of several */
export function pushedCompany({ companyIds }: { readonly companyIds: readonly number[] }): number {
  const [id, ...others] = companyIds
  if (id === undefined || others.length > 0)
    throw new RelancesError('invalid', 'programs.name-company', { field: 'company' })
  return id
}

interface Pushing {
  readonly context: Context & { readonly companyIds: readonly number[] }
  readonly write: <T>(work: (tx: ScopedTransaction) => Promise<T>) => Promise<T>
}

/** Pushes rows; what is undone, because of a refusal or because nothing changes, is told all the same. */
export async function push(
  { context, write }: Pushing,
  items: readonly PushItem[],
  isAtomic: boolean,
  check: (tx: ScopedTransaction) => Promise<void> = async () => {},
): Promise<readonly PushResult[]> {
  const { actor, today } = context
  const order = { companyId: pushedCompany(context), program: programOf(context), actor: actor.name, today }
  try {
    return await write(async (tx) => {
      await check(tx)
      return await pushDocuments(tx, { ...order, isAtomic, items })
    })
  } catch (error) {
    if (error instanceof PushUndone) return error.results
    throw error
  }
}

/** The rows of a batch as the books take them. */
export function itemOf(item: BatchItem): PushItem {
  const { externalId } = item
  switch (item.kind) {
    case 'customer':
      return { kind: 'customer', externalId, data: item.data }
    case 'invoice':
      return { kind: 'invoice', externalId, data: item.data }
    case 'credit':
      return { kind: 'credit', externalId, data: item.data && creditOf(item.data, item.data.issuedOn) }
    case 'payment':
      return { kind: 'payment', externalId, data: item.data && creditOf(item.data, item.data.receivedOn) }
  }
}

function creditOf(data: Omit<PushedCredit, 'on'>, on: PushedCredit['on']): PushedCredit {
  return { ...data, on }
}

/** What became of a row, in the language of the program. */
export function answerOf(
  { problem, ...result }: PushResult,
  { language }: Pick<Context, 'language'>,
): PushAnswer {
  if (problem === null) return { ...result, problem: null }
  const { code, key, values, field = null, choices = [] } = problem
  return {
    ...result,
    problem: { code, key, message: translate(language, key, values), field, choices: [...choices] },
  }
}

/** The only row of a push. @throws RelancesError when it is refused */
export function onlyResult([result]: readonly PushResult[]): PushResult {
  if (!result) throw new Error('a push of one row has one result')
  const { problem } = result
  if (problem === null) return result
  const { code, key, values, field, choices } = problem
  throw new RelancesError(code, key, {
    ...values,
    ...(field === undefined ? {} : { field }),
    ...(choices === undefined ? {} : { choices: choices.join(',') }),
  })
}
