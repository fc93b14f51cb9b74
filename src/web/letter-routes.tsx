import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { loadWords } from '#ui/language.ts'
import { root, texts } from './root-route.tsx'
import { toCompany } from './to-company.ts'

const letters = createRoute({
  getParentRoute: () => root,
  path: '/relances/lettres/$run',
  validateSearch: texts('lettre', 'affichage'),
  loader: () => loadWords('outbox'),
  component: lazyRouteComponent(() => import('#features/runs/screen/page.tsx'), 'LettersPage'),
})

const startingLevels = createRoute({
  getParentRoute: () => root,
  path: '/niveau-de-depart/$code',
  loader: () => loadWords('startingLevels'),
  component: lazyRouteComponent(() => import('./starting-levels-screen.tsx'), 'StartingLevelsScreen'),
})

const outbox = createRoute({
  getParentRoute: () => root,
  path: '/envois',
  validateSearch: texts('entreprises', 'etat', 'texte', 'idclient', 'envoi', 'reponses'),
  loader: () => loadWords('outbox'),
  component: lazyRouteComponent(() => import('#features/outbox/screen/page.tsx'), 'OutboxPage'),
})

const history = createRoute({
  getParentRoute: () => root,
  path: '/historique',
  validateSearch: texts('entreprises', 'onglet', 'du', 'au', 'client', 'idclient', 'niveau', 'par'),
  loader: () => loadWords('outbox'),
  component: lazyRouteComponent(() => import('#features/history/screen/page.tsx'), 'HistoryPage'),
})

const schedules = createRoute({
  getParentRoute: () => root,
  path: '/parametres/automatique',
  beforeLoad: ({ context, search }) => {
    throw toCompany('/parametres/automatique/$code', context.session, search)
  },
})

const schedule = createRoute({
  getParentRoute: () => root,
  path: '/parametres/automatique/$code',
  validateSearch: texts('arreter'),
  loader: () => loadWords('schedule'),
  component: lazyRouteComponent(() => import('#features/runs/screen/schedule-page.tsx'), 'SchedulePage'),
})

/** The letters of a run, what leaves by e-mail or by itself, and what has been sent. */
export const letterRoutes = [letters, startingLevels, outbox, history, schedules, schedule] as const
