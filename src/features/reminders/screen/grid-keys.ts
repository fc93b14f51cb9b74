import { isLevel, type Level } from '#domain/dunning/levels.ts'
import type { GridItem } from './grid-items.ts'

/** What a key asks of the line it is pressed on. */
export type GridCommand =
  | { readonly kind: 'move'; readonly to: number }
  | { readonly kind: 'tick' }
  | { readonly kind: 'unfold' }
  | { readonly kind: 'fold' }
  | { readonly kind: 'open' }
  | { readonly kind: 'level'; readonly level: Level }

const PAGE = 10

/** Null when the key means nothing there, and is left to the browser. */
export function gridCommand(key: string, items: readonly GridItem[], index: number): GridCommand | null {
  const item = items[index]
  if (!item) return null
  const target = destination(key, items, index)
  if (target !== null) return { kind: 'move', to: Math.min(items.length - 1, Math.max(0, target)) }
  if (item.kind !== 'customer' && item.kind !== 'invoice') return null
  if (key === ' ') return { kind: 'tick' }
  if (isLevel(Number(key))) return { kind: 'level', level: Number(key) as Level }
  if (item.kind === 'invoice') return key === 'Enter' ? { kind: 'open' } : null
  if (key === 'Enter') return { kind: item.isUnfolded ? 'fold' : 'unfold' }
  if (key === 'ArrowRight') return { kind: 'unfold' }
  return key === 'ArrowLeft' && item.isUnfolded ? { kind: 'fold' } : null
}

// As in a tree: → on an unfolded client goes to its first invoice, ← on an invoice to its client.
function destination(key: string, items: readonly GridItem[], index: number): number | null {
  const item = items[index]
  switch (key) {
    case 'ArrowDown':
      return index + 1
    case 'ArrowUp':
      return index - 1
    case 'PageDown':
      return index + PAGE
    case 'PageUp':
      return index - PAGE
    case 'Home':
      return 0
    case 'End':
      return items.length - 1
    case 'ArrowRight':
      return item?.kind === 'customer' && item.isUnfolded ? index + 1 : null
    case 'ArrowLeft':
      return item && item.kind !== 'customer' ? items.findIndex((other) => other.key === item.row.key) : null
    default:
      return null
  }
}
