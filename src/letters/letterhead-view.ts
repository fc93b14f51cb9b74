import { formatMoney } from '#domain/days-and-money/money.ts'
import type { LetterContent, Letterhead, LetterImage } from '#domain/letters/letter.ts'
import { groupedByFour, type LetterLanguage } from '#domain/letters/letter-figures.ts'
import { businessName } from '#domain/people/parties.ts'
import { translate } from '#messages/translate.ts'
import type { Printable } from './letter-view.ts'
import { groupDigits, wordBreaker } from './printed-forms.ts'

/** The sender as the template draws it, top left of the first page. */
export interface LetterheadView {
  readonly name: string
  readonly logo: ImageView | null
  readonly address: readonly string[]
  readonly contact: readonly string[]
  readonly bank: readonly string[]
}

/** An image at its size on paper. */
export interface ImageView {
  /** Where the engine finds it, from the root of the templates. */
  readonly path: string
  readonly widthMm: number
  readonly heightMm: number
  /** What a screen reader says of it: a tagged PDF asks for it. */
  readonly alternative: string
}

/** Longer words than the column of the sender holds at their size wrap, and never run under the window. */
const breakName = wordBreaker(20)
const breakLine = wordBreaker(38)
const MM_PER_INCH = 25.4
/** Pixels are never drawn larger than a screen shows them: beyond, they are seen. */
const COARSEST_DPI = 96
const LOGO_BOX = { width: 66, height: 20 }
const SIGNATURE_BOX = { width: 55, height: 20 }

export function letterheadView(
  letterhead: Letterhead,
  language: LetterLanguage,
  printable: Printable,
): LetterheadView {
  const { legalName, phone, email, website, siret, vatNumber, iban, bic } = letterhead
  const say = (key: string, values: Record<string, string>) => printable(translate(language, key, values))
  const lines = (...items: (string | null | false)[]) => items.filter((item) => typeof item === 'string')
  return {
    name: printable(breakName(businessName(letterhead))),
    logo: imageView(letterhead.logo, LOGO_BOX, say('letters.logo-alternative', { name: legalName })),
    address: letterhead.addressLines.map((line) => printable(breakLine(line))),
    contact: lines(
      phone && say('letters.phone', { phone }),
      email && say('letters.email', { email: breakLine(email) }),
      website && printable(breakLine(website)),
      siret && say(isSiren(siret) ? 'letters.siren' : 'letters.siret', { siret: groupDigits(siret) }),
      vatNumber && say('letters.vat-number', { vatNumber }),
    ),
    bank: lines(
      iban && say('letters.iban', { iban: groupedByFour(iban) }),
      bic && say('letters.bic', { bic }),
    ),
  }
}

/**
 * The handwritten signature printed under the name of who signs: of the company's signatory, hence
 * never under the name of somebody else.
 */
export function signatureView(letterhead: Letterhead, content: LetterContent): ImageView | null {
  const { language, signatory } = content
  if (signatory && signatory.name !== letterhead.signatoryName) return null
  const name = letterhead.signatoryName ?? letterhead.legalName
  return imageView(
    letterhead.signature,
    SIGNATURE_BOX,
    translate(language, 'letters.signature-alternative', { name }),
  )
}

/**
 * What stands at the foot of each page: the form, capital and registration that the papers of a
 * company must bear (C. com. R123-237 and R123-238), in French whatever the language of the letter,
 * then the company's own lines.
 */
export function footerLines(letterhead: Letterhead, printable: Printable): string[] {
  const { legalForm, shareCapitalCents, registration, legalFooter } = letterhead
  const capital = shareCapitalCents
    ? translate('fr', 'letters.share-capital', { capital: formatMoney(shareCapitalCents).replace(',00', '') })
    : ''
  const identity = [[legalForm, capital].filter(Boolean).join(' '), registration ?? '']
  return [identity.filter((part) => part !== '').join(' – '), ...(legalFooter ?? '').split('\n')]
    .map((line) => printable(line.trim()))
    .filter((line) => line !== '')
}

/** The images of a letterhead by the path the templates find them at. @throws when one came without its bytes */
export function letterheadImages({ logo, signature }: Letterhead): Map<string, Uint8Array> {
  const images = [logo, signature].filter((image) => image != null)
  return new Map(
    images.map((image) => {
      if (!image.bytes) throw new Error(`image ${image.sha256} of a letterhead came without its bytes`)
      return [pathOf(image), image.bytes]
    }),
  )
}

const EXTENSIONS = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/svg+xml': 'svg' } as const

function pathOf({ sha256, mediaType }: LetterImage): string {
  return `/images/${sha256}.${EXTENSIONS[mediaType]}`
}

function imageView(
  image: LetterImage | null | undefined,
  box: { readonly width: number; readonly height: number },
  alternative: string,
): ImageView | null {
  if (!image) return null
  const largest = image.mediaType === 'image/svg+xml' ? Number.POSITIVE_INFINITY : MM_PER_INCH / COARSEST_DPI
  const scale = Math.min(box.width / image.width, box.height / image.height, largest)
  const [widthMm, heightMm] = [image.width * scale, image.height * scale]
  return { path: pathOf(image), widthMm, heightMm, alternative }
}

// A company without a SIRET yet gives its SIREN in its place.
function isSiren(siret: string): boolean {
  return /^\d{9}$/.test(siret.replace(/\s/g, ''))
}
