import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { frenchSpaces } from '#domain/letters/french-typography.ts'
import type { backups as frenchBackups } from '#messages/screens/fr/backups.ts'
import type { bank as frenchBank } from '#messages/screens/fr/bank.ts'
import type { completion as frenchCompletion } from '#messages/screens/fr/completion.ts'
import type { dashboard as frenchDashboard } from '#messages/screens/fr/dashboard.ts'
import type { imports as frenchImports } from '#messages/screens/fr/imports.ts'
import type { journal as frenchJournal } from '#messages/screens/fr/journal.ts'
import type { letterTexts as frenchLetterTexts } from '#messages/screens/fr/letter-texts.ts'
import type { letterhead as frenchLetterhead } from '#messages/screens/fr/letterhead.ts'
import type { merges as frenchMerges } from '#messages/screens/fr/merges.ts'
import type { outbox as frenchOutbox } from '#messages/screens/fr/outbox.ts'
import type { penalties as frenchPenalties } from '#messages/screens/fr/penalties.ts'
import type { people as frenchPeople } from '#messages/screens/fr/people.ts'
import type { personalData as frenchPersonalData } from '#messages/screens/fr/personal-data.ts'
import type { procedure as frenchProcedure } from '#messages/screens/fr/procedure.ts'
import type { rates as frenchRates } from '#messages/screens/fr/rates.ts'
import type { receivables as frenchReceivables } from '#messages/screens/fr/receivables.ts'
import type { relations as frenchRelations } from '#messages/screens/fr/relations.ts'
import type { schedule as frenchSchedule } from '#messages/screens/fr/schedule.ts'
import type { search as frenchSearch } from '#messages/screens/fr/search.ts'
import type { sending as frenchSending } from '#messages/screens/fr/sending.ts'
import type { sources as frenchSources } from '#messages/screens/fr/sources.ts'
import type { startingLevels as frenchStartingLevels } from '#messages/screens/fr/starting-levels.ts'
import type { webhooks as frenchWebhooks } from '#messages/screens/fr/webhooks.ts'
import type { works as frenchWorks } from '#messages/screens/fr/works.ts'
import type { screens as french } from '#messages/screens/fr.ts'

/** Languages of the screens; the words of one are loaded only when it is spoken. */
export type Language = 'fr' | 'en'

type French = typeof french
type FrenchBackups = typeof frenchBackups
type FrenchBank = typeof frenchBank
type FrenchCompletion = typeof frenchCompletion
type FrenchDashboard = typeof frenchDashboard
type FrenchImports = typeof frenchImports
type FrenchJournal = typeof frenchJournal
type FrenchLetterhead = typeof frenchLetterhead
type FrenchLetterTexts = typeof frenchLetterTexts
type FrenchMerges = typeof frenchMerges
type FrenchOutbox = typeof frenchOutbox
type FrenchPenalties = typeof frenchPenalties
type FrenchPeople = typeof frenchPeople
type FrenchPersonalData = typeof frenchPersonalData
type FrenchProcedure = typeof frenchProcedure
type FrenchRates = typeof frenchRates
type FrenchReceivables = typeof frenchReceivables
type FrenchRelations = typeof frenchRelations
type FrenchSchedule = typeof frenchSchedule
type FrenchSearch = typeof frenchSearch
type FrenchSending = typeof frenchSending
type FrenchSources = typeof frenchSources
type FrenchWebhooks = typeof frenchWebhooks
type FrenchStartingLevels = typeof frenchStartingLevels
type FrenchWorks = typeof frenchWorks

interface ScreenWords
  extends French,
    FrenchBackups,
    FrenchBank,
    FrenchCompletion,
    FrenchDashboard,
    FrenchImports,
    FrenchJournal,
    FrenchLetterhead,
    FrenchLetterTexts,
    FrenchMerges,
    FrenchOutbox,
    FrenchPenalties,
    FrenchPeople,
    FrenchPersonalData,
    FrenchProcedure,
    FrenchRates,
    FrenchReceivables,
    FrenchRelations,
    FrenchSchedule,
    FrenchSearch,
    FrenchSending,
    FrenchSources,
    FrenchWebhooks,
    FrenchStartingLevels,
    FrenchWorks {}

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: ScreenWords }
  }
}

/** Words of screens opened now and then: they come with the screen, not with the first load. */
const PARTS = {
  backups: {
    fr: async () => (await import('#messages/screens/fr/backups.ts')).backups,
    en: async () => (await import('#messages/screens/en/backups.ts')).backups,
  },
  bank: {
    fr: async () => (await import('#messages/screens/fr/bank.ts')).bank,
    en: async () => (await import('#messages/screens/en/bank.ts')).bank,
  },
  completion: {
    fr: async () => (await import('#messages/screens/fr/completion.ts')).completion,
    en: async () => (await import('#messages/screens/en/completion.ts')).completion,
  },
  dashboard: {
    fr: async () => (await import('#messages/screens/fr/dashboard.ts')).dashboard,
    en: async () => (await import('#messages/screens/en/dashboard.ts')).dashboard,
  },
  imports: {
    fr: async () => (await import('#messages/screens/fr/imports.ts')).imports,
    en: async () => (await import('#messages/screens/en/imports.ts')).imports,
  },
  journal: {
    fr: async () => (await import('#messages/screens/fr/journal.ts')).journal,
    en: async () => (await import('#messages/screens/en/journal.ts')).journal,
  },
  letterhead: {
    fr: async () => (await import('#messages/screens/fr/letterhead.ts')).letterhead,
    en: async () => (await import('#messages/screens/en/letterhead.ts')).letterhead,
  },
  letterTexts: {
    fr: async () => (await import('#messages/screens/fr/letter-texts.ts')).letterTexts,
    en: async () => (await import('#messages/screens/en/letter-texts.ts')).letterTexts,
  },
  merges: {
    fr: async () => (await import('#messages/screens/fr/merges.ts')).merges,
    en: async () => (await import('#messages/screens/en/merges.ts')).merges,
  },
  people: {
    fr: async () => (await import('#messages/screens/fr/people.ts')).people,
    en: async () => (await import('#messages/screens/en/people.ts')).people,
  },
  personalData: {
    fr: async () => (await import('#messages/screens/fr/personal-data.ts')).personalData,
    en: async () => (await import('#messages/screens/en/personal-data.ts')).personalData,
  },
  relations: {
    fr: async () => (await import('#messages/screens/fr/relations.ts')).relations,
    en: async () => (await import('#messages/screens/en/relations.ts')).relations,
  },
  schedule: {
    fr: async () => (await import('#messages/screens/fr/schedule.ts')).schedule,
    en: async () => (await import('#messages/screens/en/schedule.ts')).schedule,
  },
  search: {
    fr: async () => (await import('#messages/screens/fr/search.ts')).search,
    en: async () => (await import('#messages/screens/en/search.ts')).search,
  },
  sources: {
    fr: async () => (await import('#messages/screens/fr/sources.ts')).sources,
    en: async () => (await import('#messages/screens/en/sources.ts')).sources,
  },
  webhooks: {
    fr: async () => (await import('#messages/screens/fr/webhooks.ts')).webhooks,
    en: async () => (await import('#messages/screens/en/webhooks.ts')).webhooks,
  },
  sending: {
    fr: async () => (await import('#messages/screens/fr/sending.ts')).sending,
    en: async () => (await import('#messages/screens/en/sending.ts')).sending,
  },
  startingLevels: {
    fr: async () => (await import('#messages/screens/fr/starting-levels.ts')).startingLevels,
    en: async () => (await import('#messages/screens/en/starting-levels.ts')).startingLevels,
  },
  procedure: {
    fr: async () => (await import('#messages/screens/fr/procedure.ts')).procedure,
    en: async () => (await import('#messages/screens/en/procedure.ts')).procedure,
  },
  penalties: {
    fr: async () => (await import('#messages/screens/fr/penalties.ts')).penalties,
    en: async () => (await import('#messages/screens/en/penalties.ts')).penalties,
  },
  outbox: {
    fr: async () => (await import('#messages/screens/fr/outbox.ts')).outbox,
    en: async () => (await import('#messages/screens/en/outbox.ts')).outbox,
  },
  rates: {
    fr: async () => (await import('#messages/screens/fr/rates.ts')).rates,
    en: async () => (await import('#messages/screens/en/rates.ts')).rates,
  },
  works: {
    fr: async () => (await import('#messages/screens/fr/works.ts')).works,
    en: async () => (await import('#messages/screens/en/works.ts')).works,
  },
  receivables: {
    fr: async () => (await import('#messages/screens/fr/receivables.ts')).receivables,
    en: async () => (await import('#messages/screens/en/receivables.ts')).receivables,
  },
} as const
type Part = keyof typeof PARTS

const shownParts = new Set<Part>()

const STORAGE_KEY = 'relances.language'

/** Language chosen on this machine, else the one the server proposes. */
export function chosenLanguage(proposed: Language): Language {
  const stored = localStorage.getItem(STORAGE_KEY)
  return stored === 'fr' || stored === 'en' ? stored : proposed
}

/** Prepares the words before the first screen. */
export async function startLanguage(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: { translation: await wordsOf(language) } },
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  document.documentElement.lang = language
}

export async function changeLanguage(language: Language): Promise<void> {
  i18next.addResourceBundle(language, 'translation', await wordsOf(language))
  await Promise.all([...shownParts].map((part) => addPart(part, language)))
  await i18next.changeLanguage(language)
  localStorage.setItem(STORAGE_KEY, language)
  document.documentElement.lang = language
}

/** Adds the words of a part before its screen is shown; a change of language brings them again. */
export async function loadWords(part: Part): Promise<void> {
  shownParts.add(part)
  await addPart(part, i18next.language === 'en' ? 'en' : 'fr')
}

async function addPart(part: Part, language: Language): Promise<void> {
  i18next.addResourceBundle(language, 'translation', spoken(await PARTS[part][language](), language))
}

async function wordsOf(language: Language): Promise<Words> {
  const catalogue =
    language === 'fr' ? await import('#messages/screens/fr.ts') : await import('#messages/screens/en.ts')
  return spoken(catalogue.screens, language)
}

// The catalogues are written with plain spaces, which a keyboard has and a reader of code sees.
function spoken(words: Words, language: Language): Words {
  return language === 'fr' ? typeset(withMany(words)) : words
}

/** The words with the no-break spaces of French. */
export function typeset(words: Words): Words {
  return Object.fromEntries(
    Object.entries(words).map(([key, value]) => [
      key,
      typeof value === 'string' ? frenchSpaces(value) : typeset(value),
    ]),
  )
}

export interface Words {
  readonly [key: string]: string | Words
}

/**
 * French has a third plural, for exact millions ("1 000 000 de clients"), which i18next does not
 * replace by `_other` when it is missing: the key itself would show.
 */
export function withMany(words: Words): Words {
  const completed: Record<string, string | Words> = {}
  for (const [key, value] of Object.entries(words)) {
    completed[key] = typeof value === 'string' ? value : withMany(value)
    if (key.endsWith('_other')) completed[key.replace(/other$/, 'many')] ??= value
  }
  return completed
}
