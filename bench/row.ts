/** One measurement, with what it is compared to in the same run. */
export interface BenchRow {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** Null when there is nothing to compare with. */
  readonly baseline: number | null
  readonly baselineName: string | null
  /** `value / baseline`: figures of one machine mean little, their ratio does. */
  readonly ratio: number | null
  /** The ratio not to exceed, or the value itself where there is no baseline. */
  readonly limit: number | null
}

/** A measurement against a baseline. */
export function compared(
  name: string,
  unit: string,
  value: number,
  baseline: { readonly name: string; readonly value: number },
  limit: number,
): BenchRow {
  return {
    name,
    value,
    unit,
    baseline: baseline.value,
    baselineName: baseline.name,
    ratio: value / baseline.value,
    limit,
  }
}

/** A measurement with nothing to compare it with; `limit` is of the value itself. */
export function alone(name: string, unit: string, value: number, limit: number | null = null): BenchRow {
  return { name, value, unit, baseline: null, baselineName: null, ratio: null, limit }
}
