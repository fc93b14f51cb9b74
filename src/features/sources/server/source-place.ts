import { RelancesError } from '#domain/errors.ts'
import { addressFault } from '#platform/outbound-address.ts'
import type { SourceSettings } from '../settings-contract.ts'

/** True when a source is asked with a secret. */
export function needsSecret(settings: SourceSettings): boolean {
  return settings.signIn !== 'none'
}

/** Where the secret of a source goes, and under which name. */
export function placeOf(settings: SourceSettings): string {
  const { signIn, userName, headerName, url } = settings
  return JSON.stringify([new URL(url).origin, signIn, userName, headerName])
}

/** @throws RelancesError invalid for a place that is none, or that is not reached */
export function refusePlace(settings: SourceSettings, networks: readonly string[]): void {
  const fault = addressFault(settings.url, networks)
  if (fault !== null) throw new RelancesError('invalid', `sources.${fault}`, { field: 'url' })
  if (settings.signIn === 'header' && settings.headerName === '')
    throw new RelancesError('invalid', 'sources.bad-header', { field: 'headerName' })
  if (settings.kind === 'json' && Object.keys(settings.fields).length === 0)
    throw new RelancesError('invalid', 'sources.no-field', { field: 'fields' })
}
