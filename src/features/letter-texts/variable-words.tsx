import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays } from '#domain/day.ts'
import { isVariableAllowed, type TextPlace } from '#domain/letter-text-check.ts'
import { letterVariableValues } from '#domain/letter-variable-values.ts'
import { isLetterVariable, LETTER_VARIABLES, type LetterVariable } from '#domain/letter-variables.ts'
import { useSession } from '#ui/session.ts'
import type { Variant } from './contract.ts'
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
      letterOn: today,
      deadlineDays,
      ...EXAMPLE_NAMES,
      currency: 'EUR',
      instalmentsCents: 172_776,
      netCents: 172_776,
      invoiceCount: 2,
      oldestDueOn: addDays(today, -36),
      previousReminder: {
        level: level === 1 ? 1 : ((level - 1) as typeof level),
        sentOn: addDays(today, -15),
      },
      penalties: { interestCents: 1_254, feesCents: 8_000 },
    })
    return LETTER_VARIABLES.filter((name) => isVariableAllowed(name, place, audience)).map((name) => ({
      name,
      label: t(`letterTexts.variables.${name}.name`),
      hint: t(`letterTexts.variables.${name}.hint`),
      example: values[name] ?? '',
    }))
  }, [t, today, language, audience, level, deadlineDays, place])
}

/** The name of a variable in plain words, whether or not it may stand somewhere. */
export function useVariableName(): (name: string) => string {
  const { t } = useTranslation()
  return (name) => (isLetterVariable(name) ? t(`letterTexts.variables.${name}.name`) : name)
}
