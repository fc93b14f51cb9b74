import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ask } from '#ui/ask.ts'
import { type Deposit, type FileReading, type ReadingOrder, readDeposit } from '../deposit-contract.ts'

/** What a deposited table comes to as its columns are mapped now; the last known while it is asked again. */
export function useReading(deposit: Deposit, order: ReadingOrder): FileReading | undefined {
  const { data } = useQuery({
    queryKey: ['imports', deposit.id, 'reading', order],
    queryFn: () => ask(readDeposit, { params: { id: deposit.id }, body: order }),
    enabled: deposit.table !== null,
    placeholderData: keepPreviousData,
    retry: false,
  })
  return data
}
