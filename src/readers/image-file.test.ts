import { describe, expect, test } from 'vitest'
import { MAX_IMAGE_BYTES, readImageFile } from './image-file.ts'
import { jpegFixture, pngOf } from './image-fixture.ts'
import { orientationSegment } from './jpeg-orientation.ts'

const BLUE = [32, 64, 160] as const

function read(bytes: Uint8Array) {
  const image = readImageFile(bytes)
  if ('code' in image) throw new Error(image.code)
  return image
}

function refusal(bytes: Uint8Array): string {
  const image = readImageFile(bytes)
  return 'code' in image ? image.code : 'accepted'
}

describe('a PNG', () => {
  test('keeps its pixels and loses all that is said beside them', () => {
    const image = read(pngOf(40, 20, BLUE, [['tEXt', 'Comment\0Beauvais']]))
    expect(image).toMatchObject({ mediaType: 'image/png', width: 40, height: 20, removed: [] })
    expect(Buffer.from(image.bytes)).toEqual(pngOf(40, 20, BLUE))
  })

  test('is refused cut, altered, or without its header first', () => {
    const whole = pngOf(8, 8, BLUE)
    for (const end of [9, 30, whole.length - 1]) expect(refusal(whole.subarray(0, end))).toBe('image-damaged')
    const altered = Buffer.from(whole)
    altered[45] = (altered[45] ?? 0) ^ 1
    expect(refusal(altered)).toBe('image-damaged')
    expect(refusal(Buffer.concat([whole.subarray(0, 8), whole.subarray(33)]))).toBe('image-damaged')
  })

  test('of too many pixels is refused, however little it weighs', () => {
    expect(refusal(pngOf(5_001, 1, BLUE))).toBe('image-too-large')
    expect(refusal(pngOf(3_000, 2_700, BLUE))).toBe('image-too-large')
    expect(refusal(pngOf(0, 1, BLUE))).toBe('image-damaged')
  })
})

describe('a JPEG', () => {
  test('keeps its pixels and loses where it was taken', () => {
    const image = read(jpegFixture())
    expect(image).toMatchObject({ mediaType: 'image/jpeg', width: 3, height: 2 })
    expect(jpegFixture().includes('Beauvais')).toBe(true)
    expect(Buffer.from(image.bytes).includes('Beauvais')).toBe(false)
  })

  test('taken upright stays upright: how the camera was held is all that is kept of what it says', () => {
    const plain = jpegFixture()
    const held = (orientation: number) =>
      Buffer.concat([plain.subarray(0, 2), orientationSegment(orientation), plain.subarray(2)])
    const image = read(held(6))
    expect(image).toMatchObject({ width: 2, height: 3 })
    expect(Buffer.from(image.bytes).includes('Exif')).toBe(true)
    expect(read(held(3))).toMatchObject({ width: 3, height: 2 })
    expect(Buffer.from(read(held(1)).bytes).includes('Exif')).toBe(false)
    expect(read(held(9))).toMatchObject({ width: 3, height: 2 })
  })

  test('is refused cut, or in the colours of printers', () => {
    expect(refusal(jpegFixture().subarray(0, -2))).toBe('image-damaged')
    expect(refusal(jpegFixture().subarray(0, 60))).toBe('image-damaged')
    const inks = jpegFixture()
    const frame = inks.indexOf(Buffer.from([0xff, 0xc0]))
    inks[frame + 9] = 4
    expect(refusal(inks)).toBe('image-cmyk')
  })
})

test('the type is told by the bytes: a name or a guess is not asked for', () => {
  for (const text of ['', 'GIF89a', '%PDF-1.7', '<html><svg/></html>', 'RIFF....WEBP', '\xff', '\x89PNG'])
    expect(refusal(Buffer.from(text, 'latin1')), text).toBe('image-unknown-type')
})

test('what is too heavy is refused before it is read', () => {
  expect(refusal(Buffer.alloc(MAX_IMAGE_BYTES + 1, '<svg '))).toBe('image-too-heavy')
})
