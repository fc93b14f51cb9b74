const STORAGE_KEY = 'relances.list'

/** Remembers, for this tab, the address of the list, so that a back arrow returns to the same one. */
export function rememberList(address: object): void {
  sessionStorage.setItem(STORAGE_KEY, JSON.stringify(address))
}

export function rememberedList(): Record<string, string> {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? '{}')
    return typeof value === 'object' && value !== null ? (value as Record<string, string>) : {}
  } catch {
    return {}
  }
}
