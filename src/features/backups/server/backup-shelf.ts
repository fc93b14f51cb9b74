import { createReadStream } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expiredBackups, type Retention } from '#domain/days-and-money/backup-retention.ts'
import { RelancesError } from '#domain/errors.ts'
import type { BackupFile } from '#platform/backup-file.ts'
import type { BlobStore } from '#platform/blob-store.ts'
import type { KeptBackup } from '../contract.ts'

/** Where the server keeps its backups: a folder, or a bucket. */
export interface BackupShelf {
  /** As its owner knows it. */
  readonly place: string
  /** The whole backups, the newest first; nothing else that may be there. */
  list(): Promise<KeptBackup[]>
  /** Where the one of this name is, or goes. */
  file(name: string): BackupFile
  open(name: string): AsyncIterable<Uint8Array>
  /** Makes place for backups. @throws RelancesError unavailable */
  prepare(): Promise<void>
  remove(name: string): Promise<void>
  /** Removes what a server that died while it made a backup has left of it. */
  removeAbandoned(): Promise<void>
}

const NAME = /^relances-(\d{4}-\d\d-\d\d)-(\d\d)(\d\d)(\d\d)-(auto|manual)\.tar\.gz$/

/** "relances-2026-11-24-020000-auto.tar.gz": names sort by time. */
export function backupName(now: string, kind: KeptBackup['kind']): string {
  const time = now.slice(11, 19).replaceAll(':', '')
  return `relances-${now.slice(0, 10)}-${time}-${kind === 'manual' ? 'manual' : 'auto'}.tar.gz`
}

/** Removes the scheduled backups the retention no longer keeps; those asked for stay until somebody removes them. */
export async function removeExpired(shelf: BackupShelf, keep: Retention): Promise<void> {
  const scheduled = (await shelf.list()).filter(({ kind }) => kind === 'scheduled')
  const dated = scheduled.map(({ name, madeAt }) => ({ name, madeOn: madeAt.slice(0, 10) }))
  for (const { name } of expiredBackups(dated, keep)) await shelf.remove(name)
}

/** Only its owner reads what is in the folder. */
export function folderShelf(folder: string): BackupShelf {
  const path = (name: string) => join(folder, name)
  return {
    place: folder,
    async list() {
      const names = await readdir(folder).catch(() => [])
      const files = await Promise.all(
        names.map(async (name) => ({ name, file: NAME.test(name) ? await fileAt(path(name)) : null })),
      )
      return described(
        files.flatMap(({ name, file }) => (file?.isFile() ? [{ name, bytes: file.size }] : [])),
      )
    },
    file: path,
    open: (name) => createReadStream(path(name)),
    async prepare() {
      await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
        throw new RelancesError('unavailable', 'backup.not-writable', {
          file: folder,
          reason: error.code ?? '',
        })
      })
    },
    remove: (name) => rm(path(name), { force: true }),
    async removeAbandoned() {
      for (const name of await readdir(folder)) {
        if (!name.endsWith('.partial') || !NAME.test(name.replace(/\.partial$/, ''))) continue
        const file = await fileAt(path(name))
        if (file && Date.now() - file.mtimeMs > ABANDONED_MS) await rm(path(name), { force: true })
      }
    },
  }
}

const PREFIX = 'backups/'

/** In a store, beside the documents: a backup is there whole or not at all, and leaves nothing half made. */
export function storeShelf(store: BlobStore): BackupShelf {
  return {
    place: store.place,
    async list() {
      const found: { name: string; bytes: number }[] = []
      for await (const { name, bytes } of store.list(PREFIX)) {
        found.push({ name: name.slice(PREFIX.length), bytes })
      }
      return described(found)
    },
    file: (name) => ({ store, name: `${PREFIX}${name}` }),
    open: (name) => store.read(`${PREFIX}${name}`),
    prepare: () => Promise.resolve(),
    remove: (name) => store.remove(`${PREFIX}${name}`),
    removeAbandoned: () => Promise.resolve(),
  }
}

// A day: a backup under way writes all the time, however slow its disk.
const ABANDONED_MS = 24 * 60 * 60 * 1000

async function fileAt(path: string) {
  return await stat(path).catch(() => null)
}

function described(files: readonly { readonly name: string; readonly bytes: number }[]): KeptBackup[] {
  const backups = files.flatMap(({ name, bytes }): KeptBackup[] => {
    const [, day, hours, minutes, seconds, kind] = NAME.exec(name) ?? []
    if (day === undefined) return []
    const madeAt = `${day}T${hours}:${minutes}:${seconds}`
    return [{ name, madeAt, kind: kind === 'manual' ? 'manual' : 'scheduled', bytes }]
  })
  return backups.sort((a, b) => (a.madeAt < b.madeAt ? 1 : -1))
}
