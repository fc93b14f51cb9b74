/**
 * The little of POSIX tar (ustar) a backup needs: plain files of at most 8 GB under names of at most 100 bytes.
 * Any tar program opens it.
 */

const BLOCK = 512
const NAME_BYTES = 100

export interface TarMember {
  readonly name: string
  readonly bytes: Buffer
}

/** A member as it is written in the archive: header, content, padding. `modifiedAt` is in seconds since 1970. */
export function tarMember(name: string, bytes: Uint8Array, modifiedAt: number): Buffer {
  const header = Buffer.alloc(BLOCK)
  if (Buffer.byteLength(name) > NAME_BYTES) throw new RangeError(`name too long for tar: ${name}`)
  header.write(name, 0)
  writeOctal(header, 100, 8, 0o600)
  writeOctal(header, 108, 8, 0)
  writeOctal(header, 116, 8, 0)
  writeOctal(header, 124, 12, bytes.length)
  writeOctal(header, 136, 12, modifiedAt)
  header.write('0', 156)
  header.write('ustar\x0000', 257, 'latin1')
  writeOctal(header, 148, 8, checksumOf(header))
  return Buffer.concat([header, bytes, Buffer.alloc(paddingOf(bytes.length))])
}

/** Two blocks of zeros end an archive. */
export const TAR_END = Buffer.alloc(2 * BLOCK)

/** An archive that is no archive, is cut short, or goes on after its end. */
export class TarError extends Error {}

/**
 * The members of an archive, one after the other, held one at a time.
 * @throws TarError when it is not made as `tarMember` makes it, or a member is larger than `maxBytes`
 */
export async function* readTar(chunks: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<TarMember> {
  const source = exactReader(chunks)
  for (;;) {
    const header = await source.read(BLOCK)
    if (header.every((byte) => byte === 0)) break
    const { name, size } = parseHeader(header)
    if (size > maxBytes) throw new TarError(`member too large: ${name}`)
    const content = await source.read(size + paddingOf(size))
    yield { name, bytes: content.subarray(0, size) }
  }
  const second = await source.read(BLOCK)
  if (second.some((byte) => byte !== 0) || !(await source.isAtEnd())) throw new TarError('data after the end')
}

function parseHeader(header: Buffer): { name: string; size: number } {
  const isSound =
    header.toString('latin1', 257, 262) === 'ustar' &&
    header.toString('latin1', 156, 157) === '0' &&
    readOctal(header, 148, 8) === checksumOf(header)
  const size = readOctal(header, 124, 12)
  if (!isSound || size === null) throw new TarError('not a header')
  return { name: header.toString('utf8', 0, NAME_BYTES).replace(/\0.*$/s, ''), size }
}

function writeOctal(header: Buffer, at: number, length: number, value: number): void {
  header.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1')
}

function readOctal(header: Buffer, at: number, length: number): number | null {
  const text = header.toString('latin1', at, at + length).replace(/[\0 ].*$/s, '')
  return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : null
}

// The sum of the bytes of the header, its own eight counting as spaces.
function checksumOf(header: Buffer): number {
  let sum = 8 * 0x20
  for (const [index, byte] of header.entries()) if (index < 148 || index >= 156) sum += byte
  return sum
}

function paddingOf(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK
}

// Gathers what arrives until there is enough: a false size in a header takes no memory by itself.
function exactReader(chunks: AsyncIterable<Buffer>) {
  const iterator = chunks[Symbol.asyncIterator]()
  let held: Buffer[] = []
  let bytes = 0
  const more = async (): Promise<boolean> => {
    const next = await iterator.next()
    if (next.done) return false
    held.push(next.value)
    bytes += next.value.length
    return true
  }
  return {
    async read(length: number): Promise<Buffer> {
      while (bytes < length) if (!(await more())) throw new TarError('cut short')
      const all = held.length === 1 ? (held[0] as Buffer) : Buffer.concat(held, bytes)
      held = length < all.length ? [all.subarray(length)] : []
      bytes = all.length - length
      return all.subarray(0, length)
    },
    async isAtEnd(): Promise<boolean> {
      while (bytes === 0) if (!(await more())) return true
      return false
    },
  }
}
