import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { watchFolder } from '#features/imports/watch-folder.ts'
import { translate } from '#messages/translate.ts'
import { lockFile } from '#platform/file-lock.ts'
import { type Command, readArguments, required, UsageError } from './command.ts'
import { cliLanguage, withSession } from './session.ts'

const PAUSE_MS = 1000

/**
 * `watch FOLDER --company CODE [--company-name NAME] [--term TERM] [--once]`: imports every file
 * dropped in the folder and files it under done/ or refused/ with a report beside it, until it is
 * stopped (Ctrl-C, SIGTERM: the file in hand is finished first). A second watcher of the same folder
 * waits until the first has ended. `--once` ends when nothing is left to import.
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
  const lock = await waitForTurn(folder, stop, () => say('watch.waiting', { folder }))
  if (lock === null) return 0
  try {
    return await withSession(io, {}, async ({ database, archive, who }) => {
      say('watch.watching', { folder, company: options.company })
      const context = { ...who, companyIds: 'all' } as const
      await watchFolder({ database, archive }, context, folder, options, {
        pauseMs: PAUSE_MS,
        endsWhenIdle: values.once ?? false,
        isStopped: () => stop.aborted,
        onUnreachable: () => say('watch.unreachable-now', { folder }),
        onFiled: (filed) => say(`watch.${filed.outcome}`, { file: filed.file, place: filed.place }),
      })
      say('watch.stopped')
      return 0
    })
  } finally {
    lock.release()
  }
}

function stopSignal(): AbortSignal {
  const controller = new AbortController()
  const stop = () => controller.abort()
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  return controller.signal
}

// The lock dies with its process, however it dies: what it had in hand is then imported by the next.
async function waitForTurn(folder: string, stop: AbortSignal, onWait: () => void) {
  let hasSaid = false
  while (!stop.aborted) {
    const lock = await lockFile(join(folder, '.relances-watch'), 'exclusive')
    if (lock) return lock
    if (!hasSaid) onWait()
    hasSaid = true
    await delay(PAUSE_MS, undefined, { signal: stop }).catch(() => undefined)
  }
  return null
}
