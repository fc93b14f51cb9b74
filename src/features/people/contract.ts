import { z } from 'zod'
import { CAPABILITIES, type Capability, ROLES } from '#domain/people/capabilities.ts'

/** People: signing in, one's own account, users and their roles, keys. */

const email = z.email({ error: 'people.bad-email' }).trim().toLowerCase().max(200)
// Its strength is checked where the person is known (domain/people/password.ts).
const password = z.string().max(1_000)
const name = z.string().trim().min(1).max(100)
const code = z.string().trim().min(1).max(100)
const role = z.enum(ROLES)

export const signInState = z.object({
  /** "first-visit": nobody has an account yet, the first page makes the administrator's. */
  step: z.enum(['first-visit', 'sign-in']),
  /** The first visit takes the code written where Relances was started: it is reached from elsewhere. */
  needsCode: z.boolean(),
  /** Signs in without asking: a demonstration on one's own computer. */
  isDemo: z.boolean(),
  /** Name of the OpenID provider, or null. */
  provider: z.string().nullable(),
})
export type SignInState = z.infer<typeof signInState>

export const newAdministrator = z.object({ name, email, password, code: code.optional() })
export type NewAdministrator = z.input<typeof newAdministrator>

export const credentials = z.object({ email, password })
export const signInResult = z.object({ needsSecondFactor: z.boolean() })
export type SignInResult = z.infer<typeof signInResult>

/** Six digits of the application, or one of the recovery codes. */
export const secondFactorCode = z.object({ code, isRecovery: z.boolean().default(false) })
export const resetRequest = z.object({ email })
export const newPassword = z.object({ password })
export const done = z.object({ done: z.literal(true) })

export const linkState = z.object({ name: z.string(), email: z.string(), isInvitation: z.boolean() })
export type LinkState = z.infer<typeof linkState>
export const redirection = z.object({ url: z.string() })

/** What a browser's authenticator is given and gives: as WebAuthn writes it in JSON. */
export const webAuthnOptions = z.record(z.string(), z.unknown())
export const webAuthnResponse = z.object({ response: z.record(z.string(), z.unknown()) })
export const newPasskey = webAuthnResponse.extend({ name })

const when = z.string()

export const capability = z.enum(Object.keys(CAPABILITIES) as [Capability, ...Capability[]])

export const apiKey = z.object({
  id: z.number().int(),
  name: z.string(),
  prefix: z.string(),
  owner: z.string(),
  capabilities: z.array(capability),
  companies: z.array(z.string()).nullable(),
  createdAt: when,
  /** Null: until it is revoked. */
  expiresAt: when.nullable(),
  lastUsedAt: when.nullable(),
  revokedAt: when.nullable(),
})
export type ApiKey = z.infer<typeof apiKey>

export const account = z.object({
  name: z.string(),
  email: z.string(),
  hasPassword: z.boolean(),
  hasSecondFactor: z.boolean(),
  passkeys: z.array(z.object({ id: z.string(), name: z.string(), createdAt: when.nullable() })),
  /** One's keys that still open something. */
  keys: z.array(apiKey),
  sessions: z.array(
    z.object({
      id: z.string(),
      isCurrent: z.boolean(),
      startedAt: when,
      lastUsedAt: when,
      address: z.string(),
      /** What the browser says of itself. */
      userAgent: z.string(),
    }),
  ),
})
export type Account = z.infer<typeof account>

export const passwordChange = z.object({ current: password, password })
export const passwordProof = z.object({ password })
export const secondFactorStart = z.object({ uri: z.string(), recoveryCodes: z.array(z.string()) })
export type SecondFactorStart = z.infer<typeof secondFactorStart>
export const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()) })

export const roleGrants = z.object({
  roleEverywhere: role.nullable(),
  roles: z.array(z.object({ company: z.string(), role })).max(1_000),
})
export type RoleGrants = z.infer<typeof roleGrants>

export const user = roleGrants.extend({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  isYou: z.boolean(),
  isActive: z.boolean(),
  /** Invited, and has not chosen a password yet. */
  isInvited: z.boolean(),
  hasSecondFactor: z.boolean(),
  lastSeenAt: when.nullable(),
  /** Has roles elsewhere too: only their roles here can be changed from here. */
  isElsewhere: z.boolean(),
})
export type User = z.infer<typeof user>

/** A person once their roles are changed. */
export const changedRoles = user.extend({
  /** Links they had been given, which no longer work since they may do more. */
  linksEnded: z.number().int(),
})
export type ChangedRoles = z.infer<typeof changedRoles>

export const userList = z.object({
  users: z.array(user),
  /** Companies whose roles the reader gives. */
  companies: z.array(z.string()),
  givesEverywhere: z.boolean(),
})
export type UserList = z.infer<typeof userList>

export const newUser = roleGrants.extend({ name, email })
export type NewUser = z.input<typeof newUser>
/** A link to hand over: to choose a password, once, until `expiresAt`. */
export const link = z.object({ url: z.string(), expiresAt: when })
export type Link = z.infer<typeof link>
export const invited = z.object({ user, link })

export const apiKeyList = z.object({ keys: z.array(apiKey) })

export const newApiKey = z.object({
  name,
  capabilities: z.array(capability).min(1),
  /** Codes of companies; null: all those of the person, those to come included. */
  companies: z.array(z.string()).min(1).nullable(),
  /** Days it is valid for; null: until it is revoked. */
  validDays: z.number().int().min(1).max(3_650).nullable().default(null),
})
export type NewApiKey = z.input<typeof newApiKey>
/** The key itself is in this answer only. */
export const createdApiKey = z.object({ key: apiKey, secret: z.string() })
export type CreatedApiKey = z.infer<typeof createdApiKey>
