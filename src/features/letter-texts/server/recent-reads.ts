interface Kept<T> {
  readonly value: Promise<T>
  readonly until: number
}

/**
 * Reads once what is asked again within `keptMs`, for the burst of previews that typing makes. A reading
 * that fails is not kept; of more than `most` the oldest go first.
 * @param now milliseconds of any clock that only goes forward
 */
export function keepRecentReads<T>(keptMs: number, most: number, now = () => performance.now()) {
  const kept = new Map<string, Kept<T>>()
  return async (key: string, read: () => Promise<T>): Promise<T> => {
    const found = kept.get(key)
    if (found && now() < found.until) return await found.value
    const value = read()
    kept.delete(key)
    kept.set(key, { value, until: now() + keptMs })
    const [oldest] = kept.keys()
    if (kept.size > most && oldest !== undefined) kept.delete(oldest)
    value.catch(() => kept.delete(key))
    return await value
  }
}
