import type { QueryClient } from '@tanstack/react-query'
import { redirect } from '@tanstack/react-router'
import type { Session } from '#features/people/session-contract.ts'
import { ApiError } from '#ui/request.ts'
import { sessionQuery } from '#ui/session.ts'

const OUTSIDE = /^\/(connexion|bienvenue)$|^\/lien\//

/** Whether a page is one of those before one is signed in. */
export function isOutside(pathname: string): boolean {
  return OUTSIDE.test(pathname)
}

// What the pages outside are given for a session: nobody, nowhere.
const NOBODY: Session = {
  today: '',
  defaultOn: '',
  actor: '',
  key: null,
  version: '',
  language: 'fr',
  roleEverywhere: null,
  companies: [],
  isFirstVisit: false,
  drafts: [],
}

/** The session of whoever opens a page; who is not signed in goes to « Connexion », and comes back after. */
export async function sessionFor(
  client: QueryClient,
  location: { readonly pathname: string; readonly href: string },
): Promise<Session> {
  if (isOutside(location.pathname)) return NOBODY
  try {
    const known = await client.ensureQueryData(sessionQuery)
    // A first visit ends with the first company, made by this page (an import) or another: what was known a moment
    // ago would send whoever goes to the list back to « Bienvenue ».
    return known.isFirstVisit ? await client.fetchQuery({ ...sessionQuery, staleTime: 0 }) : known
  } catch (error) {
    if (!isSignedOut(error)) throw error
    throw redirect({ to: '/connexion', search: { retour: location.href }, replace: true })
  }
}

/** Whether the server has refused because nobody is signed in, or no longer. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'signed-out'
}
