import { expect } from 'vitest'
import type { Link, NewUser, User } from '#features/people/contract.ts'
import { firstVisitCode } from '#features/people/first-visit.ts'
import type { Config } from '#platform/config.ts'
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
export async function openOffice(settings: Partial<Config> = {}) {
  const database = await createTestDatabase()
  for (const code of ['FNAC', 'ISAGRI']) {
    await buildCompany(database, { code, legalName: code, customers: [] })
  }
  const server = await openServerApp(database, settings)
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

  return { database, server, camille, join, invite, signIn }
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
