import { haveGrown } from '#domain/people/capabilities.ts'
import { recordNote } from '#ledger/record-note.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { RoleGrants } from '../contract.ts'
import { endLinks } from './links.ts'
import { readPersonRoles } from './person-roles.ts'
import { type Administration, replaceRoles } from './user-store.ts'

/**
 * Replaces the roles of a person where one administers. When they may then do more, the links they were given end:
 * whoever kept one would come in as more than it was given for.
 * @returns how many links ended
 * @throws RelancesError as `replaceRoles`
 */
export async function changeRoles(
  tx: ScopedTransaction,
  by: Administration,
  id: string,
  grants: RoleGrants,
): Promise<number> {
  const before = await readPersonRoles({ db: tx }, id)
  await replaceRoles(tx, by, id, grants)
  const after = await readPersonRoles({ db: tx }, id)
  // Who is deactivated has no link left.
  if (!before || !after || !haveGrown(before.roles, after.roles)) return 0
  const count = await endLinks(tx, id)
  if (count > 0) await recordNote(tx, 'links-ended', { person: after.name, count })
  return count
}
