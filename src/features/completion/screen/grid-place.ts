/** A cell of the grid: its row and its column, counted from 0. */
export interface Place {
  readonly row: number
  readonly column: number
}

export interface GridSize {
  readonly rows: number
  readonly columns: number
}

/** The cells from one corner to the other, both included. */
export interface Area {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

const PAGE = 10

export function areaOf(one: Place, other: Place): Area {
  return {
    top: Math.min(one.row, other.row),
    bottom: Math.max(one.row, other.row),
    left: Math.min(one.column, other.column),
    right: Math.max(one.column, other.column),
  }
}

export function isWithin({ row, column }: Place, area: Area): boolean {
  return row >= area.top && row <= area.bottom && column >= area.left && column <= area.right
}

/** Where a key leads from a cell; null for a key that does not move. It stops at the edges. */
export function moved(key: string, from: Place, size: GridSize, isControl: boolean): Place | null {
  const to = destination(key, from, size, isControl)
  return to === null ? null : bounded(to, size)
}

/**
 * Where Tab leads: the next cell, on the next row after the last. Null past either end of the grid, where Tab leaves it
 * as it leaves any field.
 */
export function tabbed(from: Place, size: GridSize, isBack: boolean): Place | null {
  const at = from.row * size.columns + from.column + (isBack ? -1 : 1)
  if (at < 0 || at >= size.rows * size.columns) return null
  return { row: Math.floor(at / size.columns), column: at % size.columns }
}

function destination(
  key: string,
  { row, column }: Place,
  { rows, columns }: GridSize,
  isControl: boolean,
): Place | null {
  switch (key) {
    case 'ArrowUp':
      return { row: isControl ? 0 : row - 1, column }
    case 'ArrowDown':
      return { row: isControl ? rows - 1 : row + 1, column }
    case 'ArrowLeft':
      return { row, column: isControl ? 0 : column - 1 }
    case 'ArrowRight':
      return { row, column: isControl ? columns - 1 : column + 1 }
    case 'PageUp':
      return { row: row - PAGE, column }
    case 'PageDown':
      return { row: row + PAGE, column }
    case 'Home':
      return { row: isControl ? 0 : row, column: 0 }
    case 'End':
      return { row: isControl ? rows - 1 : row, column: columns - 1 }
    default:
      return null
  }
}

function bounded({ row, column }: Place, { rows, columns }: GridSize): Place {
  return {
    row: Math.max(0, Math.min(rows - 1, row)),
    column: Math.max(0, Math.min(columns - 1, column)),
  }
}
