import { encode } from 'uqr'

/** Modules of white around the code, as the QR standard asks. */
const QUIET_ZONE = 4

/**
 * A QR code (level M) as an SVG of one path: squares that stay sharp at any size.
 * Neighbouring modules of a row are one rectangle, and all rectangles one shape, so that no viewer
 * draws hairlines between them.
 */
export function qrSvg(payload: string): string {
  const { size, data } = encode(payload, { ecc: 'M', boostEcc: false, border: QUIET_ZONE })
  let path = ''
  for (const [y, row] of data.entries()) {
    let x = 0
    while (x < size) {
      const start = x
      while (row[x]) x++
      if (x > start) path += `M${start} ${y}h${x - start}v1h${start - x}z`
      x++
    }
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path d="${path}"/></svg>`
}
