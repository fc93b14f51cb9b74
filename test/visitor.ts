import { randomUUID } from 'node:crypto'
import type { Capability, Role } from '#domain/people/capabilities.ts'
import type { Visitor } from '#platform/access.ts'
import type { Database } from '#platform/database.ts'

export interface TestPerson {
  readonly name?: string
  /** In all companies; an administrator unless roles by company are given. */
  readonly everywhere?: Role | null
  /** By company code; the companies must exist. */
  readonly byCompany?: Readonly<Record<string, Role>>
  readonly scopes?: readonly Capability[]
}

/** Someone with an account and roles, as the server would find them by their cookie. */
export async function createVisitor(
  database: Pick<Database, 'owner'>,
  { name = 'Camille Martin', byCompany = {}, scopes, ...rest }: TestPerson = {},
): Promise<Visitor> {
  const id = randomUUID()
  const everywhere = rest.everywhere ?? (Object.keys(byCompany).length > 0 ? null : 'administrator')
  await database.owner.query('insert into users (id, name, email, role_everywhere) values ($1, $2, $3, $4)', [
    id,
    name,
    `${id}@test.example`,
    everywhere,
  ])
  for (const [code, role] of Object.entries(byCompany)) {
    await database.owner.query(
      `insert into company_roles (company_id, user_id, role, created_by)
       select id, $2, $3, 'test' from companies where code = $1`,
      [code, id, role],
    )
  }
  return {
    actor: { kind: scopes ? 'key' : 'user', name, userId: id },
    rights: { roles: { everywhere, byCompany }, scopes: scopes ?? null },
    sessionId: scopes ? null : randomUUID(),
    isProved: async () => true,
    cookies: [],
  }
}
