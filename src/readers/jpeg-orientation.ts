/** How a camera was held: the values of the tag of Exif, 1 to 8. */
export const UPRIGHT = 1
/** From this value on, width and height change places. */
export const LYING = 5

const EXIF = Buffer.from('Exif\0\0', 'latin1')
const ORIENTATION_TAG = 0x0112
const ENTRY_BYTES = 12

/** The orientation that an APP1 segment tells, without its marker and length; null when it tells none. */
export function orientationIn(segment: Buffer): number | null {
  if (!segment.subarray(0, EXIF.length).equals(EXIF)) return null
  const tiff = segment.subarray(EXIF.length)
  const isLittle = tiff.toString('latin1', 0, 2) === 'II'
  const read = (at: number, bytes: 2 | 4) => {
    if (at + bytes > tiff.length) return 0
    return isLittle ? tiff.readUIntLE(at, bytes) : tiff.readUIntBE(at, bytes)
  }
  const directory = read(4, 4)
  const entries = read(directory, 2)
  for (let entry = 0; entry < entries; entry += 1) {
    const at = directory + 2 + entry * ENTRY_BYTES
    if (at + ENTRY_BYTES > tiff.length) return null
    if (read(at, 2) !== ORIENTATION_TAG) continue
    const value = read(at + 8, 2)
    return value >= UPRIGHT && value <= 8 ? value : null
  }
  return null
}

/** A whole APP1 segment that says how the camera was held, and nothing else. */
export function orientationSegment(orientation: number): Buffer {
  const tiff = Buffer.from([
    0x4d,
    0x4d,
    0,
    42,
    0,
    0,
    0,
    8,
    0,
    1,
    1,
    0x12,
    0,
    3,
    0,
    0,
    0,
    1,
    0,
    orientation,
    0,
    0,
    0,
    0,
    0,
    0,
  ])
  const content = Buffer.concat([EXIF, tiff])
  return Buffer.concat([Buffer.from([0xff, 0xe1, 0, content.length + 2]), content])
}
