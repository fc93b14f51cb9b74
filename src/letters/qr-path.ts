import { encode } from 'uqr'

/**
 * Any of the eight masks can be read. Looking for the best one costs ten times the code itself, and a
 * reader given noisy images failed no less often with it (1,350 codes tried).
 */
const MASK = 3

const NONE = -1

/**
 * A QR code (level M) as an SVG of one path: squares that stay sharp at any size. The white the standard asks
 * for around it, four modules, is the template's to leave.
 * The path follows the outlines of the black areas: half the points of a square a module, and no
 * hairlines between neighbours in any viewer.
 */
export function qrSvg(payload: string): string {
  const { size, data } = encode(payload, { ecc: 'M', boostEcc: false, border: 0, maskPattern: MASK })
  const path = outlines(size, data)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path d="${path}"/></svg>`
}

// Edges run with black on their right, so that holes turn the other way and stay white. Two edges at
// most start from a point (where two black modules touch by a corner): slots 2n and 2n + 1 of point n.
function outlines(size: number, data: readonly (readonly boolean[])[]): string {
  const stride = size + 1
  const ends = new Int32Array(2 * stride * stride).fill(NONE)
  const addEdge = (from: number, to: number) => {
    ends[ends[2 * from] === NONE ? 2 * from : 2 * from + 1] = to
  }
  for (const [y, row] of data.entries()) {
    for (const [x, isBlack] of row.entries()) {
      if (!isBlack) continue
      const corner = y * stride + x
      if (!data[y - 1]?.[x]) addEdge(corner, corner + 1)
      if (!row[x + 1]) addEdge(corner + 1, corner + 1 + stride)
      if (!data[y + 1]?.[x]) addEdge(corner + 1 + stride, corner + stride)
      if (!row[x - 1]) addEdge(corner + stride, corner)
    }
  }
  let path = ''
  for (let slot = 0; slot < ends.length; slot++) {
    if (ends[slot] !== NONE) path += outline(ends, slot >> 1, stride)
  }
  return path
}

function outline(ends: Int32Array, start: number, stride: number): string {
  let path = `M${start % stride} ${Math.floor(start / stride)}`
  let at = start
  let step = 0
  do {
    const slot = ends[2 * at] === NONE ? 2 * at + 1 : 2 * at
    const next = ends[slot] ?? NONE
    if (next === NONE) break
    ends[slot] = NONE
    // Edges in a row are one line: written where the direction changes.
    if (step !== 0 && next - at !== step) path += lineTo(at, step, stride)
    step = next - at
    at = next
  } while (at !== start)
  return `${path}z`
}

function lineTo(point: number, step: number, stride: number): string {
  const isVertical = Math.abs(step) === stride
  return isVertical ? `V${Math.floor(point / stride)}` : `H${point % stride}`
}
