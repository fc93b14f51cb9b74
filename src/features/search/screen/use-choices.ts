import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { type Formats, useFormats } from '#ui/format.ts'
import { type SearchAnswer, searchEverywhere } from '../contract.ts'
import { type Choice, readRecent } from './recent.ts'

export type ChoiceKind = 'recent' | 'customer' | 'invoice' | 'credit' | 'letter' | 'page' | 'action'

export interface ChoiceGroup {
  readonly kind: ChoiceKind
  readonly choices: readonly Choice[]
}

const NOTHING: SearchAnswer = { customers: [], invoices: [], credits: [], letters: [] }

/** "relancer PROFR", "remind PROFR": the verb says what to do, the rest whom. */
const VERB = /^(?:relancer|remind)\s+/i

/** What answers a text, kind by kind; what was opened last without one. */
export function useChoices(text: string): {
  groups: readonly ChoiceGroup[]
  error: unknown
  isAsking: boolean
} {
  const format = useFormats()
  const asked = text.trim()
  const named = asked.replace(VERB, '')
  const { data, error, isFetching } = useQuery({
    queryKey: ['search', named],
    queryFn: ({ signal }) => ask(searchEverywhere, { query: { text: named } }, { signal }),
    enabled: named !== '',
    placeholderData: keepPreviousData,
  })
  const pages = usePages()
  const { t } = useTranslation()
  if (asked === '')
    return {
      groups: withoutEmpty([
        { kind: 'recent', choices: readRecent() },
        { kind: 'page', choices: pages },
      ]),
      error: null,
      isAsking: false,
    }
  const found = data ?? NOTHING
  const remind = found.customers.map(({ company, customerId, code, name }) => ({
    key: `remind${customerId}`,
    label: t('search.remind', { code, name }),
    hint: company,
    href: `/relances?entreprises=${encodeURIComponent(company)}&q=${encodeURIComponent(code)}`,
  }))
  const isVerb = VERB.test(asked)
  const groups: ChoiceGroup[] = [
    ...(isVerb ? [{ kind: 'action' as const, choices: remind }] : []),
    ...foundGroups(found, format, (letter) =>
      t('search.letterOf', { ...letter, day: format.day(letter.letterOn) }),
    ),
    { kind: 'page', choices: pages.filter(({ label }) => folded(label).includes(folded(asked))) },
    ...(isVerb ? [] : [{ kind: 'action' as const, choices: remind.slice(0, 3) }]),
  ]
  return { groups: withoutEmpty(groups), error, isAsking: isFetching }
}

function foundGroups(
  found: SearchAnswer,
  format: Formats,
  letterLabel: (letter: SearchAnswer['letters'][number]) => string,
): ChoiceGroup[] {
  return [
    {
      kind: 'customer',
      choices: found.customers.map(({ company, customerId, code, name, town }) => ({
        key: `customer${customerId}`,
        label: `${code} · ${name}`,
        hint: [town, company].filter(Boolean).join(' · '),
        href: `/clients/${customerId}`,
      })),
    },
    {
      kind: 'invoice',
      choices: found.invoices.map(({ invoiceId, number, code, name, totalCents, currency }) => ({
        key: `invoice${invoiceId}`,
        label: `${number ?? '–'} · ${code} · ${name}`,
        hint: format.money(totalCents, currency),
        href: `/factures/${invoiceId}`,
      })),
    },
    {
      kind: 'credit',
      choices: found.credits.map(({ creditId, kind, number, code, name, amountCents, currency }) => ({
        key: `credit${creditId}`,
        label: `${number ?? '–'} · ${code} · ${name}`,
        hint: format.money(amountCents, currency),
        href: kind === 'credit-note' ? `/avoirs/${creditId}` : `/reglements/${creditId}`,
      })),
    },
    {
      kind: 'letter',
      choices: found.letters.map((letter) => ({
        key: `letter${letter.letterId}`,
        label: letterLabel(letter),
        hint: letter.company,
        href: `/relances/lettres/${letter.runId}?lettre=${letter.letterId}`,
      })),
    },
  ]
}

function withoutEmpty(groups: readonly ChoiceGroup[]): ChoiceGroup[] {
  return groups.filter(({ choices }) => choices.length > 0)
}

// "échéances" is found by "echeances".
function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

/** The screens, by the names they have in the menus. */
function usePages(): Choice[] {
  const { t } = useTranslation()
  const pages = [
    ['/tableau-de-bord', t('nav.dashboard')],
    ['/relances', t('nav.reminders')],
    ['/factures', t('nav.invoices')],
    ['/avoirs', t('nav.creditNotes')],
    ['/reglements', t('nav.payments')],
    ['/affectation', t('nav.allocation')],
    ['/rapprochement', t('nav.reconciliation')],
    ['/clients', t('nav.customers')],
    ['/relation', t('nav.relation')],
    ['/travaux', t('nav.works')],
    ['/envois', t('nav.outbox')],
    ['/historique', t('nav.history')],
    ['/importer', t('search.importFile')],
    ['/parametres/relances', `${t('nav.settings')} › ${t('nav.letterTexts')}`],
    ['/parametres/procedure', `${t('nav.settings')} › ${t('nav.procedure')}`],
    ['/parametres/envoi', `${t('nav.settings')} › ${t('nav.sending')}`],
    ['/parametres/taux', `${t('nav.settings')} › ${t('nav.rates')}`],
    ['/parametres/entreprises', `${t('nav.settings')} › ${t('nav.letterheads')}`],
  ] as const
  return pages.map(([href, label]) => ({ key: href, label, hint: '', href }))
}
