import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Day } from '#domain/days-and-money/day.ts'
import { ask } from '#ui/ask.ts'
import { say } from '#ui/notices.tsx'
import { sessionQuery } from '#ui/session.ts'
import type { NewRate, RateTable, TermChange } from '../contract.ts'
import { addRates, savePenaltyTerms } from '../contract.ts'

export const ratesKey = (code: string) => ['rates', code] as const

/** "2e semestre 2026" */
export function halfYearName(t: TFunction, startsOn: Day): string {
  return t(startsOn.slice(5, 7) === '01' ? 'rates.firstHalf' : 'rates.secondHalf', {
    year: startsOn.slice(0, 4),
  })
}

/** Adds a row to the table of `code` and of the other companies named. */
export function useNewRate(code: string, onAdded: () => void) {
  const { t } = useTranslation()
  const shown = useShown(code)
  return useMutation({
    mutationFn: async ({ rate, others }: { rate: NewRate; others: readonly string[] }) => {
      const table = await ask(addRates, { params: { code }, body: rate })
      // One request a company: each is checked, signed and kept for itself.
      for (const other of others) await ask(addRates, { params: { code: other }, body: rate })
      return table
    },
    onSuccess: async (table) => {
      await shown(table)
      say(t('rates.added'))
      onAdded()
    },
  })
}

export function useTerms(code: string) {
  const { t } = useTranslation()
  const shown = useShown(code)
  return useMutation({
    mutationFn: (change: TermChange) => ask(savePenaltyTerms, { params: { code }, body: change }),
    onSuccess: async (table) => {
      await shown(table)
      say(t('rates.termsSaved'))
    },
  })
}

// What the table lacks is told on other screens too, and the detail of an invoice is reckoned with it.
function useShown(code: string) {
  const client = useQueryClient()
  return async (table: RateTable) => {
    client.setQueryData(ratesKey(code), table)
    await client.invalidateQueries({ queryKey: sessionQuery.queryKey })
    await client.invalidateQueries({ queryKey: ['reminders', 'invoice'] })
  }
}
