import type { SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { dayIn } from '#domain/days-and-money/time-zone.ts'
import { CAPABILITIES, type Capability, isAllowed } from '#domain/people/capabilities.ts'
import { zoneOf } from './format.ts'
import { say } from './notices.tsx'
import { useSession } from './session.ts'
import './capability.css'

export interface CapabilityCheck {
  readonly allowed: boolean
  /** Which role it takes, and who can give it; null when allowed. */
  readonly reason: string | null
}

/**
 * Whether the person may do this in that company, or in one of theirs at least when none is named: the
 * table the server checks by. It only explains the button; the server decides.
 */
export function useCapability(capability: Capability, companyCode?: string): CapabilityCheck {
  const { t } = useTranslation()
  const { roleEverywhere, companies } = useSession()
  const byCompany = Object.fromEntries(companies.map(({ code, role }) => [code, role]))
  if (isAllowed({ everywhere: roleEverywhere, byCompany }, capability, companyCode)) {
    return { allowed: true, reason: null }
  }
  const role = t(`roles.${CAPABILITIES[capability]}`)
  const reason =
    companyCode === undefined
      ? t('refused.here', { role })
      : t('refused.inCompany', { role, company: companyCode })
  return { allowed: false, reason }
}

/**
 * Spread last on a button: while its action is not allowed it looks disabled, stays within reach of the
 * keyboard, and says why when pointed at or pressed: `<Button onClick={save} {...whyDisabled(check)}>`.
 */
export function whyDisabled({ allowed, reason }: CapabilityCheck) {
  return allowed ? {} : ({ 'data-disabled': true, ...explanation(reason) } as const)
}

/** The same for an entry of a menu, which the arrow keys must still reach: they skip what is marked disabled. */
export function whyDisabledItem({ allowed, reason }: CapabilityCheck) {
  return allowed ? {} : ({ className: 'menu-refused', ...explanation(reason) } as const)
}

/**
 * Whether the person may undo what was confirmed by whom and when: their own of the day takes less than any
 * other (`cancel-letters.ts` decides).
 */
export function useUndoCheck(
  confirmed: { readonly by: string | null; readonly at: string | null },
  companyCode?: string,
): CapabilityCheck {
  const { actor, today, companies } = useSession()
  const zone = zoneOf(companies, companyCode)
  const day = confirmed.at === null ? null : dayIn(Date.parse(confirmed.at), zone)
  const isOwnOfToday = confirmed.by === actor && day === today
  return useCapability(isOwnOfToday ? 'undo-own' : 'undo', companyCode)
}

function explanation(reason: string | null) {
  const explain = (event: SyntheticEvent) => {
    event.preventDefault()
    event.stopPropagation()
    say(reason)
  }
  return { 'aria-disabled': true, title: reason ?? '', onClick: explain } as const
}
