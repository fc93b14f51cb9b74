import { useSearch } from '@tanstack/react-router'
import { useSession } from './session.ts'

/** Whether a row says whose it is: not when there is one company only, or one is chosen at the top. */
export function useShowsCompany(): boolean {
  const { entreprises }: { readonly entreprises?: string | undefined } = useSearch({ strict: false })
  const { companies } = useSession()
  return companies.length > 1 && (!entreprises || entreprises.includes(','))
}
