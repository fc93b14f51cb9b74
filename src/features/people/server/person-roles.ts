import { sql } from 'kysely'
import type { Role, Roles } from '#domain/people/capabilities.ts'
import type { Database } from '#platform/database.ts'

export interface PersonWithRoles {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly isDemo: boolean
  readonly roles: Roles
}

/** A person and all their roles, whoever asks; null for nobody, and once deactivated. */
export async function readPersonRoles(
  { db }: Pick<Database, 'db'>,
  id: string,
): Promise<PersonWithRoles | null> {
  const { rows } = await sql<{
    name: string
    email: string
    is_demo: boolean
    everywhere: Role | null
    by_company: Record<string, Role> | null
  }>`
    select u.name, u.email, u.is_demo, u.role_everywhere as everywhere,
      (select json_object_agg(r.code, r.role) from roles_of(u.id) r) as by_company
    from users u where u.id = ${id} and u.deactivated_at is null`.execute(db)
  const [row] = rows
  if (!row) return null
  const roles = { everywhere: row.everywhere, byCompany: row.by_company ?? {} }
  return { id, name: row.name, email: row.email, isDemo: row.is_demo, roles }
}
