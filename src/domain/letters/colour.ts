/** Colours written "#24479e". */

/** What WCAG AA asks of text; it also leaves a dark enough grey on a black-and-white printer. */
const READABLE_CONTRAST = 4.5
const WHITE_LUMINANCE = 1

export function isColour(text: string): boolean {
  return /^#[0-9a-f]{6}$/i.test(text)
}

/** Contrast of a colour on white paper, 1 to 21 (WCAG 2.1). */
export function contrastOnWhite(colour: string): number {
  return (WHITE_LUMINANCE + 0.05) / (luminance(channelsOf(colour)) + 0.05)
}

/** Whether a text of that colour is read with ease, on a screen and on any printer. */
export function isReadable(colour: string): boolean {
  return contrastOnWhite(colour) >= READABLE_CONTRAST
}

/** The colour itself when it is readable, else the same one darkened until it is. */
export function readableShade(colour: string): string {
  for (let percent = 100; percent > 0; percent -= 1) {
    const shade = hexOf(channelsOf(colour).map((channel) => Math.round((channel * percent) / 100)))
    if (isReadable(shade)) return shade
  }
  return '#000000'
}

function channelsOf(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
}

function hexOf(channels: readonly number[]): string {
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}

function luminance(channels: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = channels.map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
