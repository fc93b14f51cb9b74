import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'

interface Page<Row> {
  readonly rows: readonly Row[]
}

/** The rows of a list read page after page, and how to ask for more of them when its end comes in sight. */
export function useLoadedRows<Row>(list: UseInfiniteQueryResult<InfiniteData<Page<Row>>>): {
  readonly rows: readonly Row[]
  readonly onEnd: () => void
} {
  const { data, hasNextPage, isFetching, fetchNextPage } = list
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows) ?? [], [data])
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage()
  }, [hasNextPage, isFetching, fetchNextPage])
  return { rows, onEnd }
}
