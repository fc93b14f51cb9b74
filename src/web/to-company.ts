import { redirect } from '@tanstack/react-router'
import type { Session } from '#features/people/session-contract.ts'
import { companyCodes } from '#ui/company-choices.tsx'
import type { Texts } from './root-route.tsx'

/** Where a screen of one company leads that is opened without saying which: to the one chosen, else the first. */
export function toCompany(
  to: `/parametres/${'relances' | 'procedure' | 'automatique' | 'envoi' | 'taux' | 'sources' | 'webhooks'}/$code`,
  { companies }: Pick<Session, 'companies'>,
  search: Texts<'entreprises'>,
) {
  const code = companyCodes(search.entreprises)[0] ?? companies[0]?.code
  if (code === undefined) return redirect({ to: '/parametres/entreprises', replace: true })
  return redirect({ to, params: { code }, search, replace: true })
}
