/** What was opened last from « Ctrl K », on this machine. */

export interface Choice {
  /** Tells it from the others. */
  readonly key: string
  readonly label: string
  /** Beside it: an amount, a town. */
  readonly hint: string
  /** Address within the product. */
  readonly href: string
}

const STORAGE_KEY = 'relances.recent'
const KEPT = 6

/** The last ones opened, newest first. */
export function readRecent(): Choice[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isChoice).slice(0, KEPT) : []
  } catch {
    // Written by hand, or by a version to come: it is only a convenience.
    return []
  }
}

export function keepRecent(choice: Choice): void {
  const others = readRecent().filter(({ key }) => key !== choice.key)
  localStorage.setItem(STORAGE_KEY, JSON.stringify([choice, ...others].slice(0, KEPT)))
}

function isChoice(value: unknown): value is Choice {
  if (typeof value !== 'object' || value === null) return false
  const { key, label, hint, href } = value as Record<string, unknown>
  const areTexts = [key, label, hint, href].every((text) => typeof text === 'string')
  return areTexts && String(href).startsWith('/') && !String(href).startsWith('//')
}
