import { Skeleton } from '@mantine/core'
import { Suspense } from 'react'
import { lazyPart } from '#ui/lazy-part.tsx'
import type { ChartProps } from './charts.tsx'

const Chart = lazyPart(async () => (await import('./charts.tsx')).Chart)

/** A chart whose library is loaded once it is shown. */
export function LazyChart(props: ChartProps) {
  return (
    <Suspense fallback={<Skeleton height={220} />}>
      <Chart {...props} />
    </Suspense>
  )
}
