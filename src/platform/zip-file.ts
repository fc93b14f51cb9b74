import { crc32, deflateRawSync } from 'node:zlib'

/** A file of an archive; its name has "/" between folders. */
export interface ZipEntry {
  readonly name: string
  readonly bytes: Uint8Array
}

const LOCAL_HEADER = 0x04034b50
const CENTRAL_HEADER = 0x02014b50
const END = 0x06054b50
const VERSION = 20
/** Bit 11: names are in UTF-8. */
const UTF8 = 0x0800
const DEFLATE = 8
/** 1 January 1980: the same files make the same archive. */
const FIRST_DAY = 0x0021

/**
 * A ZIP (PKWARE APPNOTE §4.3), file by file as they come: each is in memory while it is written, the archive
 * never. Up to 65,535 files and 4 GB, which one client's letters do not reach.
 */
export async function* zipFile(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const directory: Buffer[] = []
  let offset = 0
  for await (const { name, bytes } of entries) {
    const label = Buffer.from(name)
    const packed = deflateRawSync(bytes)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(VERSION, 0)
    common.writeUInt16LE(UTF8, 2)
    common.writeUInt16LE(DEFLATE, 4)
    common.writeUInt16LE(0, 6)
    common.writeUInt16LE(FIRST_DAY, 8)
    common.writeUInt32LE(crc32(bytes), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(bytes.byteLength, 18)
    common.writeUInt16LE(label.length, 22)
    directory.push(centralHeader(common, label, offset))
    const header = Buffer.concat([uint32(LOCAL_HEADER), common, label])
    offset += header.length + packed.length
    yield Uint8Array.from(header)
    yield Uint8Array.from(packed)
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(END, 0)
  end.writeUInt16LE(directory.length, 8)
  end.writeUInt16LE(directory.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  yield Uint8Array.from(Buffer.concat([central, end]))
}

// Who made it, what the local header says, then no comment, disk 0, no attribute, and where the file begins.
function centralHeader(common: Buffer, label: Buffer, offset: number): Buffer {
  const madeBy = Buffer.alloc(2)
  madeBy.writeUInt16LE(VERSION, 0)
  const rest = Buffer.alloc(14)
  rest.writeUInt32LE(offset, 10)
  return Buffer.concat([uint32(CENTRAL_HEADER), madeBy, common, rest, label])
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value, 0)
  return bytes
}
