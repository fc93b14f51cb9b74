import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { chosenLanguage, startLanguage } from '#ui/language.ts'
import { ApiError } from '#ui/request.ts'
import { sessionQuery } from '#ui/session.ts'
import { theme } from '#ui/theme.ts'
import { makeRouter } from './router.tsx'
import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import '#ui/fonts.css'
import '#ui/theme.css'
import '#ui/parts.css'
import './shell.css'

const client = new QueryClient({
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

await start()

async function start(): Promise<void> {
  const session = await client.fetchQuery(sessionQuery).catch(() => null)
  await startLanguage(chosenLanguage(session?.language ?? 'fr'))
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

// The server's policy accepts only the <style> elements that carry the nonce of this very page.
function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? ''
}

function isRefusal(status: number): boolean {
  return status >= 400 && status < 500
}
