import type { QueryClient } from '@tanstack/react-query'
import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { pickAddress } from '#features/reminders/screen/page-address.ts'
import { loadWords } from '#ui/language.ts'
import { parseAddress, writeAddress } from './address.ts'
import { customerRoutes } from './customer-routes.tsx'
import { letterRoutes } from './letter-routes.tsx'
import { receivableRoutes } from './receivable-routes.tsx'
import { root, texts } from './root-route.tsx'
import { RouteFailure } from './route-states.tsx'
import { toCompany } from './to-company.ts'

/** Every address of the product. The list is in the first load; the other screens come when opened. */

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: ({ context }) => {
    if (!context.session.isFirstVisit) throw redirect({ to: '/tableau-de-bord', replace: true })
  },
  component: lazyRouteComponent(() => import('./welcome.tsx'), 'Welcome'),
})

const reminders = createRoute({
  getParentRoute: () => root,
  path: '/relances',
  validateSearch: pickAddress,
  beforeLoad: ({ context }) => {
    if (context.session.isFirstVisit) throw redirect({ to: '/', replace: true })
  },
  component: lazyRouteComponent(() => import('./reminders-screen.tsx'), 'RemindersScreen'),
})

const dashboardSearch = texts('entreprises', 'devise', 'detail', 'au')
const dashboard = createRoute({
  getParentRoute: () => root,
  path: '/tableau-de-bord',
  validateSearch: dashboardSearch,
  beforeLoad: ({ context }) => {
    if (context.session.isFirstVisit) throw redirect({ to: '/', replace: true })
  },
  loader: () => loadWords('dashboard'),
  component: lazyRouteComponent(() => import('#features/dashboard/screen/page.tsx'), 'DashboardPage'),
})

const works = createRoute({
  getParentRoute: () => root,
  path: '/travaux',
  validateSearch: texts('entreprises', 'onglet'),
  loader: () => loadWords('works'),
  component: lazyRouteComponent(() => import('./works-screen.tsx'), 'WorksScreen'),
})

const imports = createRoute({
  getParentRoute: () => root,
  path: '/importer',
  validateSearch: texts('import'),
  // It ends, for a new company, on the letterhead.
  loader: () => Promise.all([loadWords('imports'), loadWords('letterhead')]),
  component: lazyRouteComponent(() => import('./import-screen.tsx'), 'ImportScreen'),
})

const reconciliation = createRoute({
  getParentRoute: () => root,
  path: '/rapprochement',
  validateSearch: texts('entreprises', 'onglet', 'texte', 'proposition'),
  loader: () => loadWords('bank'),
  component: lazyRouteComponent(
    () => import('#features/reconciliation/screen/page.tsx'),
    'ReconciliationPage',
  ),
})

const companies = createRoute({
  getParentRoute: () => root,
  path: '/parametres/entreprises',
  loader: () => loadWords('letterhead'),
  component: lazyRouteComponent(() => import('#features/companies/screen/page.tsx'), 'CompaniesPage'),
})

const company = createRoute({
  getParentRoute: () => root,
  path: '/parametres/entreprises/$code',
  loader: () => loadWords('letterhead'),
  component: lazyRouteComponent(
    () => import('#features/companies/screen/letterhead-page.tsx'),
    'LetterheadPage',
  ),
})

// Without a code: the first of the companies one works on.
const letterTexts = createRoute({
  getParentRoute: () => root,
  path: '/parametres/relances',
  beforeLoad: ({ context, search }) => {
    throw toCompany('/parametres/relances/$code', context.session, search)
  },
})

const letterText = createRoute({
  getParentRoute: () => root,
  path: '/parametres/relances/$code',
  validateSearch: texts('niveau', 'langue', 'nature'),
  loader: () => loadWords('letterTexts'),
  component: lazyRouteComponent(() => import('#features/letter-texts/screen/page.tsx'), 'LetterTextsPage'),
})

const procedures = createRoute({
  getParentRoute: () => root,
  path: '/parametres/procedure',
  beforeLoad: ({ context, search }) => {
    throw toCompany('/parametres/procedure/$code', context.session, search)
  },
})

const procedure = createRoute({
  getParentRoute: () => root,
  path: '/parametres/procedure/$code',
  loader: () => loadWords('procedure'),
  component: lazyRouteComponent(() => import('#features/procedure/screen/page.tsx'), 'ProcedurePage'),
})

const sendings = createRoute({
  getParentRoute: () => root,
  path: '/parametres/envoi',
  beforeLoad: ({ context, search }) => {
    throw toCompany('/parametres/envoi/$code', context.session, search)
  },
})

const sending = createRoute({
  getParentRoute: () => root,
  path: '/parametres/envoi/$code',
  loader: () => loadWords('sending'),
  component: lazyRouteComponent(() => import('#features/sending/screen/page.tsx'), 'SendingPage'),
})

const sourceTables = createRoute({
  getParentRoute: () => root,
  path: '/parametres/sources',
  beforeLoad: ({ context, search }) => {
    throw toCompany('/parametres/sources/$code', context.session, search)
  },
})

const sources = createRoute({
  getParentRoute: () => root,
  path: '/parametres/sources/$code',
  // The fields of a list have the names that the import gives them.
  loader: () => Promise.all([loadWords('sources'), loadWords('imports')]),
  component: lazyRouteComponent(() => import('#features/sources/screen/page.tsx'), 'SourcesPage'),
})

const webhookTables = createRoute({
  getParentRoute: () => root,
  path: '/parametres/webhooks',
  beforeLoad: ({ context, search }) => {
    throw toCompany('/parametres/webhooks/$code', context.session, search)
  },
})

const webhooks = createRoute({
  getParentRoute: () => root,
  path: '/parametres/webhooks/$code',
  loader: () => loadWords('webhooks'),
  component: lazyRouteComponent(() => import('#features/webhooks/screen/page.tsx'), 'WebhooksPage'),
})

// Where Google sends back with its code.
const sendingConsent = createRoute({
  getParentRoute: () => root,
  path: '/parametres/envoi-accord',
  loader: () => loadWords('sending'),
  component: lazyRouteComponent(() => import('#features/sending/screen/consent-return.tsx'), 'ConsentReturn'),
})

const rateTables = createRoute({
  getParentRoute: () => root,
  path: '/parametres/taux',
  beforeLoad: ({ context, search }) => {
    throw toCompany('/parametres/taux/$code', context.session, search)
  },
})

const rateTable = createRoute({
  getParentRoute: () => root,
  path: '/parametres/taux/$code',
  loader: () => loadWords('rates'),
  component: lazyRouteComponent(() => import('#features/rates/screen/page.tsx'), 'RatesPage'),
})

// Before one is signed in: these ask for no session, and have no shell around them.
const firstVisit = createRoute({
  getParentRoute: () => root,
  path: '/bienvenue',
  loader: () => loadWords('people'),
  component: lazyRouteComponent(
    () => import('#features/people/screen/first-visit-page.tsx'),
    'FirstVisitPage',
  ),
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/connexion',
  validateSearch: texts('retour', 'error'),
  loader: () => loadWords('people'),
  component: lazyRouteComponent(() => import('#features/people/screen/sign-in-page.tsx'), 'SignInPage'),
})

const link = createRoute({
  getParentRoute: () => root,
  path: '/lien/$token',
  loader: () => loadWords('people'),
  component: lazyRouteComponent(() => import('#features/people/screen/link-page.tsx'), 'LinkPage'),
})

const account = createRoute({
  getParentRoute: () => root,
  path: '/compte',
  loader: () => loadWords('people'),
  component: lazyRouteComponent(() => import('#features/people/screen/account-page.tsx'), 'AccountPage'),
})

const users = createRoute({
  getParentRoute: () => root,
  path: '/parametres/utilisateurs',
  validateSearch: texts('onglet'),
  loader: () => loadWords('people'),
  component: lazyRouteComponent(() => import('#features/people/screen/users-page.tsx'), 'UsersPage'),
})

const backups = createRoute({
  getParentRoute: () => root,
  path: '/parametres/sauvegardes',
  loader: () => loadWords('backups'),
  component: lazyRouteComponent(() => import('#features/backups/screen/page.tsx'), 'BackupsPage'),
})

const journal = createRoute({
  getParentRoute: () => root,
  path: '/parametres/journal',
  validateSearch: texts('entreprises', 'qui', 'sujet', 'du', 'au', 'q'),
  loader: () => loadWords('journal'),
  component: lazyRouteComponent(() => import('#features/audit/screen/page.tsx'), 'AuditPage'),
})

const routeTree = root.addChildren([
  firstVisit,
  signIn,
  link,
  account,
  users,
  backups,
  home,
  dashboard,
  reminders,
  ...letterRoutes,
  ...receivableRoutes,
  ...customerRoutes,
  works,
  imports,
  reconciliation,
  companies,
  company,
  letterTexts,
  letterText,
  procedures,
  procedure,
  sendings,
  sending,
  sendingConsent,
  sourceTables,
  sources,
  webhookTables,
  webhooks,
  rateTables,
  rateTable,
  journal,
])

export function makeRouter(client: QueryClient) {
  return createRouter({
    routeTree,
    context: { client },
    parseSearch: parseAddress,
    stringifySearch: writeAddress,
    scrollRestoration: true,
    defaultPreload: 'intent',
    defaultErrorComponent: RouteFailure,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
