import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Failure, RowsSkeleton } from '#ui/states.tsx'

/** What each band asks about: the companies of the address, one currency. */
export interface BandProps {
  readonly companies: string | undefined
  readonly currency: string | undefined
}

interface BandFrameProps<Data> {
  readonly id: string
  readonly title: string
  readonly asked: UseQueryResult<Data>
  readonly children: (data: Data) => ReactNode
}

/** One band of the dashboard: its title at once, its figures when they come. One that fails does not stop the others. */
export function Band<Data>({ id, title, asked, children }: BandFrameProps<Data>) {
  const { data, error, refetch } = asked
  return (
    <section className="band" aria-labelledby={`band-${id}`}>
      <h2 id={`band-${id}`}>{title}</h2>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {data === undefined && !error ? <RowsSkeleton rows={2} height={72} /> : null}
      {data === undefined ? null : children(data)}
    </section>
  )
}
