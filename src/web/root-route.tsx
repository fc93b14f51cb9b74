import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext } from '@tanstack/react-router'
import { sessionFor } from './entrance.ts'
import { NotFound, RouteFailure } from './route-states.tsx'
import { Shell } from './shell.tsx'

/** Named parameters of an address. */
export type Texts<Name extends string> = { readonly [name in Name]?: string | undefined }

/** What stands around every screen, and what all of them are told. */
export const root = createRootRouteWithContext<{ client: QueryClient }>()({
  validateSearch: texts('entreprises'),
  beforeLoad: async ({ context, location }) => ({ session: await sessionFor(context.client, location) }),
  component: Shell,
  errorComponent: RouteFailure,
  notFoundComponent: NotFound,
})

/** Keeps the named parameters of an address when they hold something. */
export function texts<Name extends string>(...names: Name[]) {
  return (search: Record<string, unknown>): Texts<Name> => {
    const known = names.flatMap((name) => {
      const value = search[name]
      return typeof value === 'string' && value !== '' ? [[name, value] as const] : []
    })
    return Object.fromEntries(known) as Texts<Name>
  }
}
