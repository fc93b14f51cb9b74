import { useQuery } from '@tanstack/react-query'
import { ask } from '#ui/ask.ts'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import { fetchCompany } from '../contract.ts'
import { LetterheadForm } from './letterhead-form.tsx'

/** The letterhead form of the company of this code. */
export function CompanyLetterhead({ code }: { readonly code: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['companies', code],
    queryFn: () => ask(fetchCompany, { params: { code } }),
  })
  if (data) return <LetterheadForm key={code} company={data} />
  return error ? (
    <Failure error={error} onRetry={() => void refetch()} />
  ) : (
    <RowsSkeleton rows={6} height={48} />
  )
}
