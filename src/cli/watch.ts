import { randomUUID } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { watchFolder } from '#features/imports/server/watch-folder.ts'
import { translate } from '#messages/translate.ts'
import type { Database } from '#platform/database.ts'
import { type Lease, takeLease } from '#platform/leases.ts'
import { type Command, readArguments, required, UsageError } from './command.ts'
import { cliLanguage, withSession } from './session.ts'

const PAUSE_MS = 1000

/**
 * `watch FOLDER --company CODE [--company-name NAME] [--term TERM] [--once]`: imports every file
 * dropped in the folder and files it under done/ or refused/ with a report beside it, until it is
 * stopped (Ctrl-C, SIGTERM: the file in hand is finished first). A second watcher of the same folder, on
 * this machine or another, waits until the first has ended, and takes over within 30 seconds when it dies. `--once` ends when nothing is left to import.
 */
export const watch: Command = async (args, io) => {
  const { values, positionals } = readArguments(args, {
    company: { type: 'string' },
    'company-name': { type: 'string' },
    term: { type: 'string' },
    once: { type: 'boolean' },
  })
  const [folder, ...others] = positionals
  if (folder === undefined || others.length > 0) throw new UsageError('watch.which-folder')
  const options = {
    company: required(values.company, '--company'),
    companyName: values['company-name'],
    term: values.term,
    netting: false,
  }
  const say = (key: string, told: Record<string, string | number> = {}) =>
    io.err(`${translate(cliLanguage(), key, told)}\n`)
  const stop = stopSignal()
  await mkdir(folder, { recursive: true })
  const name = `watch ${await markOf(folder)}`
  return await withSession(io, {}, async ({ database, archive, who }) => {
    const context = { ...who, companyIds: 'all' } as const
    for (;;) {
      const lease = await waitForTurn(database, name, stop, () => say('watch.waiting', { folder }))
      if (lease === null) return 0
      say('watch.watching', { folder, company: options.company })
      await watchFolder({ database, archive }, context, folder, options, {
        pauseMs: PAUSE_MS,
        endsWhenIdle: values.once ?? false,
        isStopped: () => stop.aborted || lease.lost.aborted,
        onUnreachable: () => say('watch.unreachable-now', { folder }),
        onFiled: (filed) => say(`watch.${filed.outcome}`, { file: filed.file, place: filed.place }),
      }).finally(() => lease.giveBack())
      if (stop.aborted || !lease.lost.aborted) break
    }
    say('watch.stopped')
    return 0
  })
}

function stopSignal(): AbortSignal {
  const controller = new AbortController()
  const stop = () => controller.abort()
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  return controller.signal
}

async function waitForTurn(
  database: Pick<Database, 'db'>,
  name: string,
  stop: AbortSignal,
  onWait: () => void,
): Promise<Lease | null> {
  let hasSaid = false
  while (!stop.aborted) {
    const lease = await takeLease(database, name)
    if (lease) return lease
    if (!hasSaid) onWait()
    hasSaid = true
    await delay(PAUSE_MS, undefined, { signal: stop }).catch(() => undefined)
  }
  return null
}

// Whatever path leads to the folder from another machine, what it holds is the same.
async function markOf(folder: string): Promise<string> {
  const file = join(folder, '.relances-folder')
  await writeFile(file, randomUUID(), { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  return await readFile(file, 'utf8')
}
