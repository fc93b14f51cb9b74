import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { link, mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { BlobMissing, type BlobStore, checkName, type ListedBlob, measured } from './blob-store.ts'

// Small enough for V8 to keep the decoded strings of a reader in its young generation.
const CHUNK_BYTES = 1 << 16
/** How the name of a file that is being written ends. */
const DRAFT = /\.[0-9a-f]{12}~$/

/** A store whose blobs are files below `folder`, of this machine or shared by several. */
export function openFolderStore(folder: string): BlobStore {
  const pathOf = (name: string) => join(folder, checkName(name))
  return {
    place: folder,
    async put(name, bytes) {
      const { bytes: passing, result } = measured(bytes)
      await writeWhole(pathOf(name), passing, rename)
      return result()
    },
    async putFirst(name, bytes) {
      try {
        // A link, unlike a rename, takes nobody's place.
        await writeWhole(pathOf(name), measured(bytes).bytes, async (draft, path) => {
          await link(draft, path)
          await unlink(draft)
        })
        return true
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
        throw error
      }
    },
    async *read(name, part) {
      if (part && part.end <= part.start) return
      const range = part ? { start: part.start, end: part.end - 1 } : {}
      try {
        yield* createReadStream(pathOf(name), { highWaterMark: CHUNK_BYTES, ...range })
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new BlobMissing(name)
        throw error
      }
    },
    async size(name) {
      const found = await stat(pathOf(name)).catch(ifAbsent)
      return found?.size ?? null
    },
    list: (prefix) => filesBelow(folder, prefix),
    async remove(name) {
      await unlink(pathOf(name)).catch(ifAbsent)
    },
  }
}

// Written beside and put in place at the end: a crash leaves the whole file or none. The row that names it is
// committed after, so the bytes and the name must be on the disk by then.
async function writeWhole(
  path: string,
  bytes: AsyncIterable<Uint8Array>,
  place: (draft: string, path: string) => Promise<void>,
): Promise<void> {
  await makeFolder(dirname(path))
  const draft = `${path}.${randomBytes(6).toString('hex')}~`
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
    await file.close()
    await place(draft, path)
  } catch (error) {
    await file.close().catch(() => undefined)
    await unlink(draft).catch(() => undefined)
    throw error
  }
  await syncFolder(dirname(path))
}

/** Makes a rename in `folder` durable. Windows cannot open a folder; there the rename is durable by itself. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

// On a read-only disk Node calls the folder it was to make "not found"; the plain call says why it cannot.
async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    await mkdir(folder, { mode: 0o700 })
  })
}

async function* filesBelow(folder: string, prefix: string): AsyncGenerator<ListedBlob> {
  const under = prefix.slice(0, prefix.lastIndexOf('/') + 1)
  const entries = (await readdir(join(folder, under), { withFileTypes: true }).catch(ifAbsent)) ?? []
  for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    const name = `${under}${entry.name}`
    if (!name.startsWith(prefix) || DRAFT.test(name)) continue
    if (entry.isDirectory()) yield* filesBelow(folder, `${name}/`)
    else if (entry.isFile()) {
      // Removed between the list and the look: no blob any more.
      const found = await stat(join(folder, name)).catch(ifAbsent)
      if (found) yield { name, bytes: found.size, modifiedAt: found.mtime }
    }
  }
}

function ifAbsent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
  throw error
}
