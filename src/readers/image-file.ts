import { crc32 } from 'node:zlib'
import type { LetterImage } from '#domain/letters/letter.ts'
import { issue } from './issues.ts'
import { LYING, orientationIn, orientationSegment, UPRIGHT } from './jpeg-orientation.ts'
import type { ReadIssue } from './records.ts'
import { cleanSvg } from './svg-drawing.ts'
import { decodeXml, rootNameOf } from './xml-text.ts'

/** An image fit to be printed on letters: its real type, and nothing in it but the image. */
export interface ImageFile {
  readonly mediaType: LetterImage['mediaType']
  /** PNG and JPEG without their metadata, SVG rebuilt from what may be drawn. */
  readonly bytes: Uint8Array
  readonly width: number
  readonly height: number
  /** What was taken out of a drawing and might have been seen: "text", "image", "onload"… */
  readonly removed: readonly string[]
}

/** Each archived letter carries its logo: a heavier one would weigh more than the letters. */
export const MAX_IMAGE_BYTES = 512 * 1024
const MAX_SIDE = 5_000
const MAX_PIXELS = 8_000_000

/**
 * Reads a PNG, a JPEG or an SVG, told by its bytes and never by its name. Whatever is not the image
 * (comments, places where a photograph was taken, scripts) is left out.
 */
export function readImageFile(bytes: Uint8Array): ImageFile | ReadIssue {
  if (bytes.byteLength > MAX_IMAGE_BYTES) return tooHeavy(bytes.byteLength)
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (buffer.subarray(0, 8).equals(PNG_SIGNATURE)) return bounded(readPng(buffer))
  if (buffer[0] === 0xff && buffer[1] === 0xd8) return bounded(readJpeg(buffer))
  return readSvg(buffer)
}

function tooHeavy(size: number): ReadIssue {
  const kilobytes = (count: number) => Math.ceil(count / 1024)
  return issue('image-too-heavy', {}, { size: kilobytes(size), max: kilobytes(MAX_IMAGE_BYTES) })
}

function bounded(image: ImageFile | ReadIssue): ImageFile | ReadIssue {
  if ('code' in image) return image
  const { width, height } = image
  if (width === 0 || height === 0) return issue('image-damaged')
  if (Math.max(width, height) <= MAX_SIDE && width * height <= MAX_PIXELS) return image
  return issue('image-too-large', {}, { width, height, max: MAX_SIDE })
}

const PNG_SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
/** What draws; text, dates, profiles and animation are left out. */
const PNG_CHUNKS = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'])

function readPng(file: Buffer): ImageFile | ReadIssue {
  const kept: Uint8Array[] = [PNG_SIGNATURE]
  let at = PNG_SIGNATURE.length
  let name = ''
  while (name !== 'IEND') {
    if (at + 12 > file.length) return issue('image-damaged')
    const end = at + 12 + file.readUInt32BE(at)
    if (end > file.length) return issue('image-damaged')
    name = file.toString('latin1', at + 4, at + 8)
    if (crc32(file.subarray(at + 4, end - 4)) !== file.readUInt32BE(end - 4)) return issue('image-damaged')
    if (kept.length === 1 && (name !== 'IHDR' || end !== at + 25)) return issue('image-damaged')
    if (PNG_CHUNKS.has(name)) kept.push(file.subarray(at, end))
    at = end
  }
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)]
  return { mediaType: 'image/png', bytes: Buffer.concat(kept), width, height, removed: [] }
}

const JPEG_END = Buffer.from([0xff, 0xd9])
/** Frames that every engine decodes: baseline, extended and progressive. */
const JPEG_FRAMES = new Set([0xc0, 0xc1, 0xc2])

function readJpeg(file: Buffer): ImageFile | ReadIssue {
  const kept = [file.subarray(0, 2)]
  let orientation = UPRIGHT
  let frame: { width: number; height: number; colours: number } | null = null
  let at = 2
  for (;;) {
    if (at + 4 > file.length || file[at] !== 0xff) return issue('image-damaged')
    const marker = file[at + 1] ?? 0
    // Any number of 0xff may stand before a marker.
    if (marker === 0xff) {
      at += 1
      continue
    }
    const end = at + 2 + file.readUInt16BE(at + 2)
    if (end > file.length) return issue('image-damaged')
    if (JPEG_FRAMES.has(marker) && end >= at + 10) {
      frame = {
        height: file.readUInt16BE(at + 5),
        width: file.readUInt16BE(at + 7),
        colours: file[at + 9] ?? 0,
      }
    }
    if (!isJpegMetadata(marker)) kept.push(file.subarray(at, end))
    if (marker === 0xe1) orientation = orientationIn(file.subarray(at + 4, end)) ?? orientation
    at = end
    if (marker === 0xda) break
  }
  if (frame === null || file.lastIndexOf(JPEG_END) < at) return issue('image-damaged')
  if (frame.colours === 4) return issue('image-cmyk')
  const [start, ...segments] = kept
  const turning = orientation === UPRIGHT ? [] : [orientationSegment(orientation)]
  const bytes = Buffer.concat([...(start ? [start] : []), ...turning, ...segments, file.subarray(at)])
  const [width, height] = orientation < LYING ? [frame.width, frame.height] : [frame.height, frame.width]
  return { mediaType: 'image/jpeg', bytes, width, height, removed: [] }
}

// Comments and application segments, but for those that say how the colours are coded (JFIF, Adobe).
function isJpegMetadata(marker: number): boolean {
  return marker === 0xfe || (marker >= 0xe1 && marker <= 0xef && marker !== 0xee)
}

function readSvg(file: Buffer): ImageFile | ReadIssue {
  const text = decodeXml(file)
  if (typeof text !== 'string' || rootNameOf(text) !== 'svg') return issue('image-unknown-type')
  const drawing = cleanSvg(text)
  if ('code' in drawing) return drawing
  const { svg, width, height, removed } = drawing
  const bytes = Buffer.from(svg)
  if (bytes.byteLength > MAX_IMAGE_BYTES) return tooHeavy(bytes.byteLength)
  return { mediaType: 'image/svg+xml', bytes, width, height, removed }
}
