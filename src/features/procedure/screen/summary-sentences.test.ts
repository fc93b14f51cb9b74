import { createInstance, type TFunction } from 'i18next'
import { expect, test } from 'vitest'
import { formatMoney } from '#domain/days-and-money/money.ts'
import { DEFAULT_TIMINGS } from '#domain/dunning/procedure.ts'
import { procedure as english } from '#messages/screens/en/procedure.ts'
import { procedure as french } from '#messages/screens/fr/procedure.ts'
import type { ProcedureFields } from '../contract.ts'
import { summarySentences } from './summary-sentences.ts'

const USUAL: ProcedureFields = {
  timings: [...DEFAULT_TIMINGS],
  minimumCents: 0,
  minimumItemCents: 0,
  staleAfterDays: 7,
  openDays: { skipsWeekends: true, holidays: 'france', closures: [] },
  defaultPaymentTerm: '30 jours',
  excludesProvisional: false,
  oneLetterPerLevel: false,
}

async function speak(lng: 'fr' | 'en'): Promise<TFunction> {
  const words = lng === 'fr' ? french : english
  return await createInstance().init({
    lng,
    resources: { [lng]: { translation: words } },
    interpolation: { escapeValue: false },
  })
}

async function say(change: Partial<ProcedureFields> = {}, language: 'fr' | 'en' = 'fr'): Promise<string> {
  const speech = { t: await speak(language), money: formatMoney }
  return summarySentences({ ...USUAL, ...change }, speech).join('\n')
}

test('the usual procedure', async () => {
  expect(await say()).toBe(
    [
      'Une première lettre 8 jours après l’échéance, puis une deuxième 15 jours après l’échéance et au moins 10 jours après la précédente (soit 18 jours après l’échéance au plus tôt), puis une troisième 30 jours après l’échéance et au moins 10 jours après la précédente, enfin une quatrième 45 jours après l’échéance et au moins 10 jours après la précédente.',
      'Les quatre lettres laissent, dans l’ordre, 8, 8, 8, 15 jours pour régler.',
      'Un client reçoit une seule lettre, du plus haut niveau de ses factures.',
      'Une lettre datée d’un de ces jours est signalée : samedis et dimanches, jours fériés.',
      'Les règlements connus sont signalés comme anciens après 7 jours.',
    ].join('\n'),
  )
})

test('the day itself, one day, and the gaps that decide more than the delays', async () => {
  const timings = DEFAULT_TIMINGS.map((timing) => ({ ...timing, delayDays: timing.level - 1, gapDays: 5 }))
  const words = await say({ timings })
  expect(words).toContain('Une première lettre le jour de l’échéance, ')
  expect(words).toContain(
    'puis une deuxième 1 jour après l’échéance et au moins 5 jours après la précédente (soit 5 jours après l’échéance au plus tôt)',
  )
})

test('deadlines that differ, the minimum and the options are each said', async () => {
  const words = await say({
    timings: DEFAULT_TIMINGS.map((timing) => ({ ...timing, deadlineDays: timing.level === 4 ? 15 : 8 })),
    minimumCents: 1_500,
    minimumItemCents: 500,
    excludesProvisional: true,
    oneLetterPerLevel: true,
    staleAfterDays: null,
    openDays: {
      skipsWeekends: false,
      holidays: 'alsace-moselle',
      closures: [{ firstOn: '2026-08-10', lastOn: '2026-08-21', label: 'Moisson' }],
    },
  })
  expect(words.split('\n').slice(1)).toEqual([
    'Les quatre lettres laissent, dans l’ordre, 8, 8, 8, 15 jours pour régler.',
    `Un client qui doit moins de ${formatMoney(1_500)} n’est pas relancé.`,
    `Une échéance de moins de ${formatMoney(500)} n’est pas relancée.`,
    'Les écritures provisoires ne sont pas relancées.',
    'Un client reçoit une lettre pour chaque niveau de ses factures.',
    'Une lettre datée d’un de ces jours est signalée : jours fériés, d’Alsace et de Moselle aussi, 1 fermeture.',
  ])
})

test('in English too', async () => {
  expect(await say({}, 'en')).toMatch(/^A first letter 8 days after the due date, then a second 15 days/)
})
