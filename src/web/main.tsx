import { MantineProvider } from '@mantine/core'
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { chosenLanguage, startLanguage } from '#ui/language.ts'
import { ApiError } from '#ui/request.ts'
import { sessionQuery } from '#ui/session.ts'
import { theme } from '#ui/theme.ts'
import { isOutside, isSignedOut } from './entrance.ts'
import { makeRouter } from './router.tsx'
import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import '#ui/fonts.css'
import '#ui/theme.css'
import '#ui/parts.css'
import './shell.css'

// A session that has ended, here or from elsewhere: sign in, and come back to the same page.
const watch = { onError: (error: unknown) => void (isSignedOut(error) && leave()) }

const client = new QueryClient({
  queryCache: new QueryCache(watch),
  mutationCache: new MutationCache(watch),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // A refusal is an answer: only silence and defects are worth asking again.
      retry: (failures, error) => failures < 2 && !(error instanceof ApiError && isRefusal(error.status)),
    },
  },
})
const router = makeRouter(client)

// react-remove-scroll, under Mantine's panels, reads the nonce of its <style> from this name only.
Object.assign(globalThis, { __webpack_nonce__: styleNonce() })

let isStarted = false
await start()

async function start(): Promise<void> {
  const isAsking = !isOutside(window.location.pathname)
  const session = isAsking ? await client.fetchQuery(sessionQuery).catch(() => null) : null
  const spoken = navigator.language.startsWith('en') ? 'en' : 'fr'
  await startLanguage(chosenLanguage(session?.language ?? spoken))
  isStarted = true
  const root = document.getElementById('root')
  if (!root) throw new Error('index.html has no #root')
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={styleNonce}>
          <RouterProvider router={router} />
        </MantineProvider>
      </QueryClientProvider>
    </StrictMode>,
  )
}

function leave(): void {
  const { pathname, href } = router.state.location
  // The first page finds its own way (`sessionFor`), once there are words to show it in.
  if (!isStarted || isOutside(pathname)) return
  client.removeQueries({ queryKey: sessionQuery.queryKey })
  void router.navigate({ to: '/connexion', search: { retour: href }, replace: true })
}

// The server's policy accepts only the <style> elements that carry the nonce of this very page.
function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? ''
}

function isRefusal(status: number): boolean {
  return status >= 400 && status < 500
}
