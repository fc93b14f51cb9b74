import { readFileSync } from 'node:fs'

const CODE_POINTS = 0x110000

/** The characters a font has a glyph for: one bit a code point. */
export class CharacterCoverage {
  readonly #bits = new Uint8Array(CODE_POINTS / 8)

  has(codePoint: number): boolean {
    return ((this.#bits[codePoint >> 3] ?? 0) & (1 << (codePoint & 7))) !== 0
  }

  add(codePoint: number): void {
    this.#bits[codePoint >> 3] = (this.#bits[codePoint >> 3] ?? 0) | (1 << (codePoint & 7))
  }

  /** Keeps only what `other` has too. */
  retain(other: CharacterCoverage): void {
    for (let i = 0; i < this.#bits.length; i++) this.#bits[i] = (this.#bits[i] ?? 0) & (other.#bits[i] ?? 0)
  }
}

/** Characters every one of `files` (the styles of one family) can draw. */
export function sharedCoverage(files: readonly string[]): CharacterCoverage {
  const [first, ...others] = files.map((file) => coverageOf(readFileSync(file)))
  if (!first) throw new Error('a font family needs at least one file')
  for (const other of others) first.retain(other)
  return first
}

/** Reads the `cmap` table of an OpenType font: its Unicode subtables of formats 4 and 12. */
export function coverageOf(font: Buffer): CharacterCoverage {
  const cmap = tableOffset(font, 'cmap')
  const coverage = new CharacterCoverage()
  const count = font.readUInt16BE(cmap + 2)
  for (let i = 0; i < count; i++) {
    const record = cmap + 4 + 8 * i
    const platform = font.readUInt16BE(record)
    const subtable = cmap + font.readUInt32BE(record + 4)
    const format = font.readUInt16BE(subtable)
    if (platform !== 0 && platform !== 3) continue
    if (format === 4) addFormat4(font, subtable, coverage)
    if (format === 12) addFormat12(font, subtable, coverage)
  }
  return coverage
}

function tableOffset(font: Buffer, tag: string): number {
  const tables = font.readUInt16BE(4)
  for (let i = 0; i < tables; i++) {
    const record = 12 + 16 * i
    if (font.toString('latin1', record, record + 4) === tag) return font.readUInt32BE(record + 8)
  }
  throw new Error(`font without ${tag} table`)
}

function addFormat4(font: Buffer, subtable: number, coverage: CharacterCoverage): void {
  const doubled = font.readUInt16BE(subtable + 6)
  const ends = subtable + 14
  const starts = ends + doubled + 2
  const deltas = starts + doubled
  const offsets = deltas + doubled
  for (let i = 0; i < doubled; i += 2) {
    const start = font.readUInt16BE(starts + i)
    const end = font.readUInt16BE(ends + i)
    const delta = font.readUInt16BE(deltas + i)
    const offset = font.readUInt16BE(offsets + i)
    for (let code = start; code <= end && code < 0xffff; code++) {
      // A zero offset means "code plus delta"; else the glyph is read at an offset from the offset itself.
      const at = offsets + i + offset + 2 * (code - start)
      const raw = offset === 0 ? code : at + 1 < font.length ? font.readUInt16BE(at) : 0
      if (raw !== 0 && ((raw + delta) & 0xffff) !== 0) coverage.add(code)
    }
  }
}

function addFormat12(font: Buffer, subtable: number, coverage: CharacterCoverage): void {
  const groups = font.readUInt32BE(subtable + 12)
  for (let i = 0; i < groups; i++) {
    const group = subtable + 16 + 12 * i
    const start = font.readUInt32BE(group)
    const end = font.readUInt32BE(group + 4)
    const glyph = font.readUInt32BE(group + 8)
    for (let code = start; code <= end; code++) if (glyph + code - start !== 0) coverage.add(code)
  }
}
