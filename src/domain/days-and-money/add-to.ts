/** Adds to the sum, or the count, that a map keeps under a key, which begins at zero. Gives what it now is. */
export function addTo<Key>(sums: Map<Key, number>, key: Key, amount: number): number {
  const sum = (sums.get(key) ?? 0) + amount
  sums.set(key, sum)
  return sum
}
