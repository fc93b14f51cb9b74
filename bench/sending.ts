import { randomBytes } from 'node:crypto'
import { NOTHING_SELECTED } from '#domain/dunning/selection.ts'
import { sendMessages } from '#features/outbox/server/send-messages.ts'
import { confirmRun } from '#features/runs/server/confirm-run.ts'
import { createDraft } from '#features/runs/server/create-draft.ts'
import { type Archive, openArchive } from '#platform/archive.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { openFolderStore } from '#platform/folder-store.ts'
import { createMailer, type Mailer } from '#platform/mail/mailer.ts'
import { withScope } from '#platform/scoped.ts'
import { openSealer } from '#platform/sealing.ts'
import { openSending, startMailSink } from '../test/torture/sending-round.ts'
import { createThreefoldCompany } from './confirm-data.ts'
import { alone, type BenchRow } from './row.ts'

const ON = '2026-03-30'
const LETTER_ON = '2026-03-31'
/** Fifty messages a second. */
const MOST_MS = 20
/** What a letter of one page weighs. */
const LETTER_BYTES = 60_000
/** From the first messages to the last, all of them with a letter of their own. */
const MOST_MEGABYTES = 60

/**
 * Handing over `letters` messages, each with its letter, to a mail server of this machine in a process of its own, without
 * a throttle; and what of the memory of the first tenth is gone on being taken.
 */
export async function* benchSending(
  database: Database,
  folder: string,
  letters = 10_000,
): AsyncGenerator<BenchRow> {
  const sink = await startMailSink(folder, 0)
  const mailer = createMailer({
    sealer: openSealer({ secret: null, dataDir: folder }),
    keepSecret: () => Promise.resolve(),
  })
  try {
    const archive = openArchive(openFolderStore(folder))
    await prepareMessages(database, archive, { letters, port: sink.port })
    const { ms, firstTenth, end } = await handOver(database, archive, mailer, letters)
    const count = letters.toLocaleString('en')
    if (sink.taken().length !== letters) throw new Error(`${sink.taken().length} of ${letters} were taken`)
    yield alone(`hand over ${count} messages with their letters, a message`, 'ms', ms / letters, MOST_MS)
    yield alone('memory from the first tenth of them to the last', 'MB', end - firstTenth, MOST_MEGABYTES)
  } finally {
    mailer.close()
    await sink.stop()
  }
}

async function prepareMessages(
  database: Database,
  archive: Archive,
  { letters, port }: { readonly letters: number; readonly port: number },
): Promise<void> {
  const companyId = await createThreefoldCompany(database, 'SENDING', letters)
  await openSending(database, companyId, port)
  await database.owner.query('update sending_accounts set per_minute = 10000, per_hour = 100000')
  const context: Context = {
    actor: { kind: 'system', name: 'bench' },
    permission: 'everything',
    companyIds: [companyId],
    today: LETTER_ON,
    language: 'fr',
  }
  const order = {
    filter: { on: ON, today: LETTER_ON, companyIds: [companyId] },
    selection: { ...NOTHING_SELECTED, base: 'all' as const },
    letterOn: LETTER_ON,
  }
  const { run } = await withScope(database, context, (tx) => createDraft(tx, order, 'bench'))
  await confirmRun(database, context, run)
  // Rendering has a measure of its own: all letters are one file.
  const sha256 = await archive.put(randomBytes(LETTER_BYTES))
  await database.owner.query(
    'update letters set archived_at = now(), archive_sha256 = $1, archive_bytes = $2, archive_pages = 1',
    [sha256, LETTER_BYTES],
  )
  await database.owner.query('vacuum (analyze)')
}

async function handOver(database: Database, archive: Archive, mailer: Mailer, letters: number) {
  let handed = 0
  let firstTenth = 0
  const counting: Pick<Mailer, 'sendMessage'> = {
    sendMessage: async (...message) => {
      handed += 1
      if (handed === letters / 10) firstTenth = megabytes()
      return await mailer.sendMessage(...message)
    },
  }
  const parts = {
    ...{ database, archive, mailer: counting },
    log: { error: (fault: unknown) => void Promise.reject(fault) },
    config: { today: LETTER_ON },
    statement: () => Promise.reject(new Error('no statement is attached')),
  }
  const start = performance.now()
  await sendMessages(parts, new AbortController().signal)
  return { ms: performance.now() - start, firstTenth, end: megabytes() }
}

function megabytes(): number {
  return process.memoryUsage.rss() / 1e6
}
