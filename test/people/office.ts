import { type TOTP, URI } from 'otpauth'
import { expect } from 'vitest'
import type { Link, NewUser, SecondFactorStart, User } from '#features/people/contract.ts'
import { firstVisitCode } from '#features/people/server/first-visit.ts'
import type { Config } from '#platform/config.ts'
import type { ProviderPlaces } from '#platform/mail/providers.ts'
import { createTestDatabase } from '../database.ts'
import { openServerApp, type Visit } from '../server-app.ts'
import { buildCompany } from '../world.ts'

/** The first to come: administers everything. */
export const CAMILLE = {
  name: 'Camille Martin',
  email: 'camille@fnac.example',
  password: 'nuage vert lampadaire',
} as const

export interface Refusal {
  readonly code: string
  readonly key: string
  readonly message: string
}

/** A whole server with two companies, FNAC and ISAGRI, where Camille is the administrator. */
export async function openOffice(
  settings: Partial<Config> = {},
  replaced: { readonly places?: ProviderPlaces } = {},
) {
  const database = await createTestDatabase()
  for (const code of ['FNAC', 'ISAGRI']) {
    await buildCompany(database, { code, legalName: code, customers: [] })
  }
  const server = await openServerApp(database, settings, replaced)
  const camille = server.visit()
  const first = { ...CAMILLE, code: firstVisitCode(server.secret) }
  expect((await camille.ask('POST', '/api/administrator', first)).status).toBe(200)

  /** Invites someone and lets them choose a password by the link; gives their browser. */
  async function join(person: NewUser, password = 'tabouret jaune pluie'): Promise<Joined> {
    const { id, url } = await invite(person)
    const visit = server.visit()
    expect((await visit.ask('POST', pathOf(url), { password })).status).toBe(200)
    return { id, visit, credentials: { email: person.email, password } }
  }

  async function invite(person: NewUser): Promise<{ id: string; url: string }> {
    const { status, body } = await camille.ask<{ user: User; link: Link }>('POST', '/api/users', person)
    expect(status).toBe(200)
    return { id: body.user.id, url: body.link.url }
  }

  /** Another browser in which Camille has signed in. */
  async function signIn(who: { email: string; password: string } = CAMILLE): Promise<Visit> {
    const visit = server.visit()
    const { email, password } = who
    expect((await visit.ask('POST', '/api/sign-in', { email, password })).status).toBe(200)
    return visit
  }

  /** What the journal of the installation has noted under a name: what it says, and who signed it. */
  async function notes(what: string): Promise<Record<string, unknown>[]> {
    const { rows } = await database.owner.query(
      `select r.after, l.actor from audit_rows r
       join audit_links l on l.company_id = r.company_id and l.id = r.link_id
       where r.table_name = $1 order by r.id`,
      [what],
    )
    return rows.map(({ after, actor }) => ({ ...after, actor }))
  }

  return { database, server, camille, join, invite, signIn, notes }
}

interface Joined {
  readonly id: string
  readonly visit: Visit
  readonly credentials: { readonly email: string; readonly password: string }
}

/** Where a link's page asks: "/lien/abc" is answered by "/api/links/abc". */
export function pathOf(url: string): string {
  return new URL(url).pathname.replace('/lien/', '/api/links/')
}

/** Status and key of an answer, as they are compared in the stories. */
export async function outcome(visit: Visit, method: string, path: string, body?: unknown) {
  const answer = await visit.ask<Refusal | undefined>(method, path, body)
  return answer.status === 200 ? [200] : [answer.status, answer.body?.key]
}

/** Somebody to invite, a reader of FNAC unless told. */
export function person(name: string, grants: Partial<NewUser> = {}): NewUser {
  const email = `${name.toLowerCase().split(' ')[0]}@fnac.example`
  return { name, email, roleEverywhere: null, roles: [{ company: 'FNAC', role: 'reader' }], ...grants }
}

/** Turns a second factor on, with the code of now. */
export async function turnOnCodes({ visit, password }: { visit: Visit; password: string }): Promise<TOTP> {
  const { body } = await visit.ask<SecondFactorStart>('POST', '/api/account/second-factor', { password })
  const totp = URI.parse(body.uri) as TOTP
  const confirmation = '/api/account/second-factor/confirmation'
  expect(await outcome(visit, 'POST', confirmation, { code: totp.generate() })).toEqual([200])
  return totp
}
