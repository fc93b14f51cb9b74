import { RelancesError } from '#domain/errors.ts'
import { type AttemptLimit, countAttempt } from '#platform/attempts.ts'
import type { Wakeable } from '#platform/background.ts'
import { currentDay } from '#platform/clock.ts'
import type { Context } from '#platform/context.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { type Served, serve } from '#platform/serve.ts'
import * as contract from '../contract.ts'
import type { SourceSettings } from '../settings-contract.ts'
import { type FoundFile, SourceFault } from './connector.ts'
import { connectorOrder, foundIn, problemOf, type SourceParts, withKept } from './look.ts'
import { openSourceFiles } from './open-source.ts'
import { needsSecret, placeOf, refusePlace } from './source-place.ts'
import {
  endSource,
  importedMarks,
  insertSource,
  listSources,
  lockSource,
  notePreview,
  readNow,
  secretSubject,
  setOpening,
  settingsOf,
  updateSource,
} from './source-store.ts'

interface RouteParts extends SourceParts {
  readonly sources: Wakeable
}

/** Whoever may set sources has the server open connections: counted, so that it is no way to sweep a network. */
const TRIALS: AttemptLimit = {
  name: 'source-trial',
  max: 60,
  windowSeconds: 15 * 60,
  refusal: 'sources.too-many-trials',
}
/** How long somebody at a screen waits for a source. */
const TRIAL_MS = 60_000
const SHOWN_FILES = 20

/** Routes of « Paramètres › Sources ». */
export function sourcesRoutes(parts: RouteParts): readonly Served[] {
  const { sealer, config } = parts
  const shown = async (tx: ScopedTransaction, company: string, companyId: number, { language }: Context) => ({
    company,
    sources: await listSources(tx, companyId, { sealer, language }),
  })
  return [
    serve(contract.fetchSources, ({ params: { code }, companyId, context, read }) =>
      read((tx) => shown(tx, code, companyId, context)),
    ),
    serve(contract.addSource, ({ params: { code }, body: fields, companyId, context, write }) =>
      write(async (tx) => {
        await insertSource(tx, {
          ...{ companyId, fields, sealer },
          networks: config.sourceNetworks,
          actor: context.actor.name,
        })
        return await shown(tx, code, companyId, context)
      }),
    ),
    serve(contract.changeSource, ({ params: { code, id }, body: fields, companyId, context, write }) =>
      write(async (tx) => {
        await updateSource(tx, id, {
          ...{ companyId, fields, sealer },
          networks: config.sourceNetworks,
          actor: context.actor.name,
        })
        return await shown(tx, code, companyId, context)
      }),
    ),
    serve(contract.removeSource, ({ params: { code, id }, companyId, context, write }) =>
      write(async (tx) => {
        await endSource(tx, { companyId, id, actor: context.actor.name })
        return await shown(tx, code, companyId, context)
      }),
    ),
    serve(contract.openSource, async ({ params: { code, id }, body, companyId, context, write }) => {
      const answer = await write(async (tx) => {
        await setOpening(tx, { companyId, id, isActive: body.isActive, actor: context.actor.name })
        return await shown(tx, code, companyId, context)
      })
      parts.sources.wake()
      return answer
    }),
    serve(contract.readSource, async ({ params: { code, id }, companyId, context, write }) => {
      const answer = await write(async (tx) => {
        await readNow(tx, companyId, id)
        return await shown(tx, code, companyId, context)
      })
      parts.sources.wake()
      return answer
    }),
    ...trialRoutes(parts),
  ]
}

function trialRoutes(parts: RouteParts): readonly Served[] {
  const { database, sealer, config, door } = parts
  const count = ({ actor }: Context) =>
    countAttempt(database, TRIALS, 'userId' in actor ? actor.userId : actor.name)
  return [
    serve(contract.trySource, async ({ body: { id, ...fields }, companyId, context, write }) => {
      await count(context)
      const { settings } = fields
      refusePlace(settings, config.sourceNetworks)
      const kept = id === undefined ? null : await write((tx) => lockSource(tx, companyId, id))
      const isThere = kept !== null && placeOf(settingsOf(kept)) === placeOf(settings)
      const secret =
        fields.secret ??
        (isThere && kept.secret !== null ? sealer.open(kept.secret, secretSubject(kept)) : null)
      const timeZone = await write((tx) => zoneOf(tx, companyId))
      const order = { settings, secret, context, timeZone, signal: AbortSignal.timeout(TRIAL_MS) }
      return await told(async () => {
        if (needsSecret(settings) && secret === null) throw new SourceFault('no-secret')
        return await tried(parts, context, settings, openSourceFiles(connectorOrder(parts, order)))
      })
    }),
    serve(contract.previewSource, async ({ params: { code, id }, companyId, context, write }) => {
      await count(context)
      const source = await write((tx) => lockSource(tx, companyId, id))
      const timeZone = await write((tx) => zoneOf(tx, companyId))
      const imported = await write((tx) => importedMarks(tx, source))
      const signal = AbortSignal.timeout(TRIAL_MS)
      const today = currentDay(config, timeZone)
      const importId = await told(async () => {
        const order = { source, company: { code, timeZone }, context: { ...context, today }, signal }
        for await (const found of foundIn(parts, order)) {
          if (found.mark !== null && imported.has(found.mark)) continue
          const file = await door.keep(found.name, found.read())
          return await door.deposit(context, file).catch(async (error: unknown) => {
            await door.forget(file)
            throw error
          })
        }
        throw new SourceFault('no-file')
      })
      await write((tx) => notePreview(tx, companyId, id))
      return { importId }
    }),
  ]
}

// Why a place cannot be read is told to whoever tries it, as a refusal.
async function told<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof SourceFault)) throw error
    const { key, values } = problemOf(error)
    throw new RelancesError('invalid', key, values)
  }
}

async function tried(
  { door }: Pick<SourceParts, 'door'>,
  context: Context,
  { kind }: SourceSettings,
  files: AsyncIterable<FoundFile>,
): Promise<contract.TriedSource> {
  const found: FoundFile[] = []
  let described: Awaited<ReturnType<typeof door.describe>> | null = null
  for await (const file of files) {
    found.push(file)
    if (found.length > SHOWN_FILES) break
    described ??= await withKept(door, file, (kept) => door.describe(context, kept))
  }
  if (described === null) throw new SourceFault('no-file')
  return {
    files: found.slice(0, SHOWN_FILES).map(({ name, bytes, modifiedAt }) => ({
      ...{ name, bytes },
      modifiedAt: modifiedAt?.toISOString() ?? null,
    })),
    hasMore: found.length > SHOWN_FILES,
    kind: described.kind,
    problem: described.problem,
    columns: described.table?.columns ?? [],
    rows: described.table?.sample ?? [],
    paths: kind === 'json' ? [...(found[0]?.paths ?? [])] : [],
  }
}

async function zoneOf(tx: ScopedTransaction, companyId: number): Promise<string> {
  const { time_zone: zone } = await tx
    .selectFrom('companies')
    .select('time_zone')
    .where('id', '=', companyId)
    .executeTakeFirstOrThrow()
  return zone
}
