import { RelancesError } from '#domain/errors.ts'

/**
 * A page's end as an opaque text: the sort values of its last row. The next page starts after
 * them, so that the thousandth page costs what the first does.
 */
export function encodeCursor(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

/**
 * @param types expected type of each value, in order
 * @throws RelancesError invalid when the text is not one of our cursors
 */
export function decodeCursor(text: string, types: readonly ('string' | 'number')[]): (string | number)[] {
  const values = parse(text)
  if (!Array.isArray(values) || values.length !== types.length) throw badCursor()
  return values.map((value: unknown, index) => {
    if (typeof value === 'number' && types[index] === 'number') return value
    if (typeof value === 'string' && types[index] === 'string') return value
    throw badCursor()
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch {
    throw badCursor()
  }
}

function badCursor(): RelancesError {
  return new RelancesError('invalid', 'features.bad-cursor')
}
