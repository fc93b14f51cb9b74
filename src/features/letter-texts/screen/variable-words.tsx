import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays, type Day } from '#domain/days-and-money/day.ts'
import type { OwedPenalties } from '#domain/letters/letter.ts'
import { isVariableAllowed, type TextPlace } from '#domain/letters/letter-text-check.ts'
import { letterVariableValues } from '#domain/letters/letter-variable-values.ts'
import { isLetterVariable, LETTER_VARIABLES, type LetterVariable } from '#domain/letters/letter-variables.ts'
import type { Regime } from '#domain/penalties/late-interest.ts'
import { RECOVERY_FEE_CENTS } from '#domain/penalties/penalties.ts'
import { useSession } from '#ui/session.ts'
import type { Variant } from '../contract.ts'
import { EXAMPLE_NAMES } from './example-names.fr.ts'

/** A variable as the list shows it. */
export interface VariableChoice {
  readonly name: LetterVariable
  readonly label: string
  readonly hint: string
  /** As a letter of today would print it. */
  readonly example: string
}

/** The variables a place may name, in plain words, each with an example in the language of the letters. */
export function useVariableChoices(
  place: TextPlace,
  variant: Variant,
  deadlineDays: number,
): VariableChoice[] {
  const { t } = useTranslation()
  const { today } = useSession()
  const { language, audience, level } = variant
  return useMemo(() => {
    const values = letterVariableValues({
      language,
      level,
      letterOn: today,
      deadlineDays,
      ...EXAMPLE_NAMES,
      currency: 'EUR',
      instalmentsCents: 172_776,
      netCents: 172_776,
      invoiceCount: 2,
      oldestDueOn: addDays(today, -36),
      latestDueOn: addDays(today, -12),
      feeEachCents: RECOVERY_FEE_CENTS,
      previousReminder: {
        level: level === 1 ? 1 : ((level - 1) as typeof level),
        sentOn: addDays(today, -15),
      },
      penalties: examplePenalties(audience === 'public' ? 'public' : 'business', today),
    })
    return LETTER_VARIABLES.filter((name) => isVariableAllowed(name, place, audience)).map((name) => ({
      name,
      label: t(`letterTexts.variables.${name}.name`),
      hint: t(`letterTexts.variables.${name}.hint`),
      example: values[name] ?? '',
    }))
  }, [t, today, language, audience, level, deadlineDays, place])
}

function examplePenalties(regime: Regime, today: Day): OwedPenalties {
  const segment = {
    from: addDays(today, -35),
    to: today,
    days: 36,
    baseCents: 123_456,
    rateBasisPoints: regime === 'public' ? 1_040 : 1_240,
    rateRule: regime === 'public' ? 'ecb-plus-eight' : 'ecb-plus-ten',
    yearDays: 365,
    interestCents: 1_254,
  } as const
  const line = { number: 'FA-2041', segments: [segment], interestCents: 1_254 }
  return { kind: 'owed', regime, lines: [line], interestCents: 1_254, invoiceCount: 2, feesCents: 8_000 }
}

/** The name of a variable in plain words, whether or not it may stand somewhere. */
export function useVariableName(): (name: string) => string {
  const { t } = useTranslation()
  return (name) => (isLetterVariable(name) ? t(`letterTexts.variables.${name}.name`) : name)
}
