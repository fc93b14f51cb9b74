import type { SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { CAPABILITIES, type Capability, isAllowed } from '#domain/capabilities.ts'
import { say } from './notices.tsx'
import { useSession } from './session.ts'

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
  if (allowed) return {}
  const explain = (event: SyntheticEvent) => {
    event.preventDefault()
    event.stopPropagation()
    say(reason)
  }
  return { 'data-disabled': true, 'aria-disabled': true, title: reason ?? '', onClick: explain } as const
}
