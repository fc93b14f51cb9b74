import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { loadWords } from '#ui/language.ts'
import { root, texts } from './root-route.tsx'

const receivableWords = () => loadWords('receivables')

const invoices = createRoute({
  getParentRoute: () => root,
  path: '/factures',
  validateSearch: texts('etat', 'q', 'du', 'au', 'niveau', 'client', 'tri', 'sens'),
  loader: receivableWords,
  component: lazyRouteComponent(
    () => import('#features/receivables/screen/invoice-list-page.tsx'),
    'InvoicesPage',
  ),
})

const newInvoice = createRoute({
  getParentRoute: () => root,
  path: '/factures/nouvelle',
  loader: receivableWords,
  component: lazyRouteComponent(
    () => import('#features/receivables/screen/new-invoice-page.tsx'),
    'NewInvoicePage',
  ),
})

const invoice = createRoute({
  getParentRoute: () => root,
  path: '/factures/$id',
  loader: receivableWords,
  component: lazyRouteComponent(
    () => import('#features/receivables/screen/invoice-page.tsx'),
    'InvoiceRecordPage',
  ),
})

const creditSearch = texts('etat', 'q', 'du', 'au', 'client', 'tri', 'sens')

const creditNotes = createRoute({
  getParentRoute: () => root,
  path: '/avoirs',
  validateSearch: creditSearch,
  loader: receivableWords,
  component: lazyRouteComponent(
    () => import('#features/receivables/screen/credit-list-page.tsx'),
    'CreditNotesPage',
  ),
})

const newCreditNote = createRoute({
  getParentRoute: () => root,
  path: '/avoirs/nouveau',
  validateSearch: texts('facture'),
  loader: receivableWords,
  component: lazyRouteComponent(
    () => import('#features/receivables/screen/new-credit-page.tsx'),
    'NewCreditNotePage',
  ),
})

const creditNote = createRoute({
  getParentRoute: () => root,
  path: '/avoirs/$id',
  loader: receivableWords,
  component: lazyRouteComponent(
    () => import('#features/receivables/screen/credit-page.tsx'),
    'CreditNoteRecordPage',
  ),
})

const payments = createRoute({
  getParentRoute: () => root,
  path: '/reglements',
  validateSearch: creditSearch,
  loader: receivableWords,
  component: lazyRouteComponent(
    () => import('#features/receivables/screen/credit-list-page.tsx'),
    'PaymentsPage',
  ),
})

const newPayment = createRoute({
  getParentRoute: () => root,
  path: '/reglements/nouveau',
  loader: receivableWords,
  component: lazyRouteComponent(
    () => import('#features/receivables/screen/new-credit-page.tsx'),
    'NewPaymentPage',
  ),
})

const payment = createRoute({
  getParentRoute: () => root,
  path: '/reglements/$id',
  loader: receivableWords,
  component: lazyRouteComponent(
    () => import('#features/receivables/screen/credit-page.tsx'),
    'PaymentRecordPage',
  ),
})

const allocation = createRoute({
  getParentRoute: () => root,
  path: '/affectation',
  validateSearch: texts('credit', 'q'),
  loader: receivableWords,
  component: lazyRouteComponent(
    () => import('#features/receivables/screen/allocation-page.tsx'),
    'AllocationPage',
  ),
})

/** « Factures », « Avoirs », « Règlements » and « Avoirs – Affectation ». */
export const receivableRoutes = [
  invoices,
  newInvoice,
  invoice,
  creditNotes,
  newCreditNote,
  creditNote,
  payments,
  newPayment,
  payment,
  allocation,
] as const
