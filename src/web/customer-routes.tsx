import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { loadWords } from '#ui/language.ts'
import { root, texts } from './root-route.tsx'

const customers = createRoute({
  getParentRoute: () => root,
  path: '/clients',
  validateSearch: texts('entreprises', 'texte', 'etat', 'niveau', 'nature', 'tri', 'sens', 'vue'),
  loader: () => loadWords('relations'),
  component: lazyRouteComponent(() => import('#features/customers/screen/page.tsx'), 'CustomersPage'),
})

const completion = createRoute({
  getParentRoute: () => root,
  path: '/clients/completer',
  validateSearch: texts('entreprises', 'manque', 'retard', 'texte'),
  loader: () => Promise.all([loadWords('completion'), loadWords('relations')]),
  component: lazyRouteComponent(() => import('#features/completion/screen/page.tsx'), 'CompletionPage'),
})

const customer = createRoute({
  getParentRoute: () => root,
  path: '/clients/$id',
  loader: () => Promise.all([loadWords('relations'), loadWords('personalData'), loadWords('merges')]),
  component: lazyRouteComponent(() => import('./customer-screen.tsx'), 'CustomerScreen'),
})

const doubles = createRoute({
  getParentRoute: () => root,
  path: '/doublons',
  validateSearch: texts('entreprises'),
  loader: () => loadWords('merges'),
  component: lazyRouteComponent(() => import('#features/merges/screen/page.tsx'), 'DoublesPage'),
})

const relation = createRoute({
  getParentRoute: () => root,
  path: '/relation',
  validateSearch: texts('entreprises'),
  loader: () => loadWords('relations'),
  component: lazyRouteComponent(() => import('#features/relation/screen/page.tsx'), 'RelationPage'),
})

/** « Clients », their doubles, and « Relation client ». */
export const customerRoutes = [customers, completion, customer, doubles, relation] as const
