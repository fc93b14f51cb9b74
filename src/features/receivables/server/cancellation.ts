/** Who cancelled something, when (ISO 8601) and why. */
export interface Cancellation {
  readonly by: string
  readonly at: string
  readonly reason: string | null
}

/** The cancellation three columns tell of; null when there was none. */
export function cancellationOf(
  at: Date | null,
  by: string | null,
  reason: string | null,
): Cancellation | null {
  return at === null || by === null ? null : { by, at: at.toISOString(), reason }
}
