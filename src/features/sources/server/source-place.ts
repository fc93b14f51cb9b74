import { RelancesError } from '#domain/errors.ts'
import { addressFault, isClosedHost } from '#platform/outbound-address.ts'
import type { SourceSettings } from '../settings-contract.ts'

/** True when a source is asked with a secret. */
export function needsSecret(settings: SourceSettings): boolean {
  return settings.kind === 'mailbox' || settings.signIn !== 'none'
}

/** Where the secret of a source goes, and under which name. */
export function placeOf(settings: SourceSettings): string {
  if (settings.kind === 'mailbox') {
    const { host, port, security, userName } = settings
    return JSON.stringify([host, port, security, userName])
  }
  const { signIn, userName, headerName, url } = settings
  return JSON.stringify([new URL(url).origin, signIn, userName, headerName])
}

/** @throws RelancesError invalid for a place that is none, or that is not reached */
export function refusePlace(settings: SourceSettings, networks: readonly string[]): void {
  const refuse = (key: string, field: string) => new RelancesError('invalid', `sources.${key}`, { field })
  if (settings.kind === 'mailbox') {
    if (isClosedHost(settings.host, networks)) throw refuse('private-address', 'host')
    return
  }
  const fault = addressFault(settings.url, networks)
  if (fault !== null) throw refuse(fault, 'url')
  if (settings.signIn === 'header' && settings.headerName === '') throw refuse('bad-header', 'headerName')
  if (settings.kind === 'json' && Object.keys(settings.fields).length === 0)
    throw refuse('no-field', 'fields')
}
