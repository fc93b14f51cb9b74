import iconv from 'iconv-lite'

export type Encoding =
  | 'utf-8'
  | 'utf-16le'
  | 'utf-16be'
  | 'windows-1252'
  | 'iso-8859-15'
  | 'cp850'
  | 'cp437'
  | 'macintosh'

/** How accented words of a file read in one encoding: what a user chooses by. */
export interface EncodingReading {
  readonly encoding: Encoding
  readonly samples: readonly string[]
}

/** The encoding a file of single bytes is most likely in, and how else it could be read when nothing tells. */
export interface EncodingGuess {
  readonly encoding: Encoding
  /** Empty when there is no doubt; else every likely reading, that of `encoding` first. */
  readonly readings: readonly EncodingReading[]
}

/** Decodes a file piece by piece; the last call is without a piece. */
export interface Decoder {
  decode(bytes?: Uint8Array): string
}

/** A decoder of any encoding: MS-DOS's are the ones Node has not. */
export function decoderOf(encoding: Encoding): Decoder {
  if (encoding === 'cp850' || encoding === 'cp437') {
    const decoder = iconv.getDecoder(encoding)
    return { decode: (bytes) => (bytes ? decoder.write(Buffer.from(bytes)) : (decoder.end() ?? '')) }
  }
  const decoder = new TextDecoder(encoding)
  return { decode: (bytes) => (bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()) }
}

/** The whole of a text at once. */
export function decodeBytes(bytes: Uint8Array, encoding: Encoding): string {
  const decoder = decoderOf(encoding)
  return decoder.decode(bytes) + decoder.decode()
}

/**
 * Tells the encoding of a text that is no UTF-8 by its bytes above 0x7F and the letters around each: what
 * is "é" inside a word in one encoding is a quotation mark, a capital or a frame in the others. Words
 * are French. Takes the file piece by piece, in constant memory.
 */
export class EncodingScale {
  readonly #counts = new Uint32Array(128 * 16)
  readonly #samples = new Set<string>()
  #total = 0
  #before = 0x20

  add(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0
      if (byte >= 0x80) {
        const seen = (byte - 0x80) * 16 + classOf(this.#before) * 4 + classOf(chunk[at + 1] ?? 0x20)
        this.#counts[seen] = (this.#counts[seen] ?? 0) + 1
        this.#total += 1
        if (this.#samples.size < KEPT_WORDS) this.#samples.add(wordAround(chunk, at))
      }
      this.#before = byte
    }
  }

  guess(): EncodingGuess {
    const latin = this.#hasC1() ? 'windows-1252' : 'iso-8859-15'
    const scored = [latin, 'cp850', 'cp437', 'macintosh'] as const
    const ranked = scored
      .map((encoding) => ({ encoding, score: this.#score(encoding) }))
      .sort((one, other) => other.score - one.score)
    const [best] = ranked
    const usual = ranked.find(({ encoding }) => encoding === latin)
    if (!best || !usual || this.#total === 0) return { encoding: latin, readings: [] }
    // What accounting software writes today needs less proof than what MS-DOS wrote.
    const chosen = best.score - usual.score >= SURE ? best : usual.score >= best.score ? usual : best
    const likely = ranked.filter(
      (one) => one === chosen || (one.score > UNLIKELY && Math.abs(chosen.score - one.score) < SURE),
    )
    likely.sort((one, other) => Number(other === chosen) - Number(one === chosen))
    const readings = distinctReadings(likely.map(({ encoding }) => this.#reading(encoding)))
    return { encoding: chosen.encoding, readings: readings.length > 1 ? readings : [] }
  }

  #reading(encoding: Encoding): EncodingReading {
    const words = [...this.#samples].map((word) => decodeBytes(Buffer.from(word, 'latin1'), encoding).trim())
    return { encoding, samples: words.slice(0, SHOWN_WORDS) }
  }

  // 0x80-0x9F, which ISO-8859-15 leaves to controls.
  #hasC1(): boolean {
    return this.#counts.subarray(0, 32 * 16).some((count) => count > 0)
  }

  #score(encoding: Encoding): number {
    if (this.#total === 0) return 0
    let sum = 0
    for (let byte = 0x80; byte <= 0xff; byte++) {
      const character = decodeBytes(Uint8Array.of(byte), encoding)
      for (let around = 0; around < 16; around++) {
        const count = this.#counts[(byte - 0x80) * 16 + around] ?? 0
        if (count > 0) sum += count * likelihood(character, around >> 2, around & 3)
      }
    }
    return sum / this.#total
  }
}

/** Difference of likelihood, a byte, above which there is no doubt. */
const SURE = 4
const UNLIKELY = 0
const KEPT_WORDS = 12
const SHOWN_WORDS = 3

const [OTHER, LOWER, UPPER, ACCENTED] = [0, 1, 2, 3]

function classOf(byte: number): number {
  if (byte >= 0x80) return ACCENTED
  if (byte >= 0x61 && byte <= 0x7a) return LOWER
  return byte >= 0x41 && byte <= 0x5a ? UPPER : OTHER
}

// How usual each accented letter is in French names and titles; any other letter is not.
const LETTERS: ReadonlyMap<string, number> = new Map(
  [
    ['é', 10],
    ['èÉ', 8],
    ['àêçÈÀÇ', 6],
    ['ôîâùûëïœÊÔÎÂŒ', 4],
    ['üöäñÿæÛÙËÏÜÖÄÑ', 2],
    ['áíóúåøÁÍÓÚÅØãõìòß', 0],
  ].flatMap(([letters, weight]) => [...String(letters)].map((letter) => [letter, Number(weight)] as const)),
)
/** Signs that stand beside words or figures: a space that does not break, a degree, a euro, quotation marks. */
const SIGNS = /^[\u00a0°€«»–—…’‘“”²§£·•]$/
const IMPOSSIBLE = -10

function likelihood(character: string, before: number, after: number): number {
  const inWord = before !== OTHER && after !== OTHER
  if (/^\p{L}$/u.test(character)) return letterLikelihood(character, before, after)
  if (character === '’' && before !== OTHER) return 4
  if (character === '°') return before !== OTHER && after === OTHER ? 6 : inWord ? -6 : 0
  if (SIGNS.test(character)) return inWord && character !== '\u00a0' ? -8 : 2
  if (/^[\p{Cc}\u2500-\u259f\ufffd]$/u.test(character)) return IMPOSSIBLE
  return inWord ? -8 : -4
}

function letterLikelihood(letter: string, before: number, after: number): number {
  const weight = LETTERS.get(letter) ?? -4
  const isLower = letter === letter.toLowerCase()
  if (isLower && (before === UPPER ? after === UPPER : before === OTHER && after === UPPER)) return -8
  if (!isLower && (before === LOWER || (before === UPPER && after === LOWER))) return -8
  // Alone between blanks or figures, only "à" is a word.
  if (before === OTHER && after === OTHER) return letter === 'à' || letter === 'À' ? weight : -4
  // "Hø" for "N°": a small letter that ends a word begun and gone on in capitals.
  if (isLower && before === UPPER && after === OTHER) return weight - 6
  return weight
}

// The bytes of the word, as latin1: only the separators of any text end it.
function wordAround(chunk: Uint8Array, at: number): string {
  let start = at
  while (start > 0 && at - start < 30 && !isSeparator(chunk[start - 1] ?? 0)) start--
  let end = at + 1
  while (end < chunk.length && end - at < 30 && !isSeparator(chunk[end] ?? 0)) end++
  return Buffer.from(chunk.subarray(start, end)).toString('latin1')
}

function isSeparator(byte: number): boolean {
  return byte < 0x20 || byte === 0x22 || byte === 0x3b || byte === 0x7c || byte === 0x2c
}

function distinctReadings(readings: readonly EncodingReading[]): EncodingReading[] {
  const told = new Set<string>()
  return readings.filter(({ samples }) => {
    const words = samples.join('\n')
    if (told.has(words)) return false
    told.add(words)
    return true
  })
}
