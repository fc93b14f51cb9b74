import { passkey } from '@better-auth/passkey'
import { betterAuth } from 'better-auth'
import { APIError, createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { genericOAuth, twoFactor } from 'better-auth/plugins'
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '#domain/people/password.ts'
import { cookiePrefix } from '#platform/access.ts'
import type { Config } from '#platform/config.ts'
import type { Database } from '#platform/database.ts'
import { isSecure } from '#platform/http-guards.ts'
import type { Logger } from '#platform/log.ts'
import { followedDatabase, signByPerson } from './signed-work.ts'

const HOUR = 3_600

export interface SignInParts {
  readonly config: Pick<Config, 'publicUrl' | 'oidc'>
  readonly database: Pick<Database, 'db'>
  readonly log: Pick<Logger, 'error' | 'warn'>
  /** Signs the cookies, encrypts the second factors. */
  readonly secret: string
  /** For tests of other things; those of better-auth otherwise (scrypt). No setting can weaken them. */
  readonly passwords?: Passwords | undefined
}

/** How passwords are kept. */
export interface Passwords {
  hash(password: string): Promise<string>
  verify(given: { readonly hash: string; readonly password: string }): Promise<boolean>
}

/** Where better-auth keeps what it knows, under the names of migration 0008. */
const TABLES = {
  user: {
    modelName: 'users',
    fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
  },
  session: {
    modelName: 'sessions',
    fields: {
      userId: 'user_id',
      expiresAt: 'expires_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
      createdAt: 'created_at',
      updatedAt: 'updated_at',
    },
  },
  account: {
    modelName: 'sign_in_methods',
    fields: {
      userId: 'user_id',
      providerId: 'provider_id',
      accountId: 'account_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
      createdAt: 'created_at',
      updatedAt: 'updated_at',
    },
  },
  verification: {
    modelName: 'one_time_values',
    fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    // A copy of the table opens nothing.
    storeIdentifier: 'hashed',
  },
} as const

const SECOND_FACTORS = {
  user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
  twoFactor: {
    modelName: 'second_factors',
    fields: {
      userId: 'user_id',
      backupCodes: 'backup_codes',
      failedVerificationCount: 'failed_verification_count',
      lockedUntil: 'locked_until',
    },
  },
} as const

const PASSKEYS = {
  passkey: {
    modelName: 'passkeys',
    fields: {
      userId: 'user_id',
      publicKey: 'public_key',
      credentialID: 'credential_id',
      deviceType: 'device_type',
      backedUp: 'backed_up',
      createdAt: 'created_at',
    },
  },
} as const

/** Header by which our routes tell better-auth the address of the client; whatever came under it is replaced. */
export const ADDRESS_HEADER = 'x-relances-address'

/**
 * better-auth on our tables: passwords, second factors, passkeys, OpenID Connect, sessions. It is reached
 * through our own routes only (`forward.ts`), whose guards check the origin and count the tries.
 */
export function createBetterAuth({ config, database, log, secret, passwords }: SignInParts) {
  const isTls = isSecure(config)
  const followed = followedDatabase(database)
  return betterAuth({
    appName: 'Relances',
    baseURL: config.publicUrl ?? 'http://localhost',
    basePath: '/api/auth',
    secret,
    database: { db: followed.db, type: 'postgres' },
    ...TABLES,
    account: {
      ...TABLES.account,
      encryptOAuthTokens: true,
      // A person invited here may come through the provider that vouches for the same e-mail.
      accountLinking: { enabled: true, disableImplicitLinking: false },
    },
    session: { ...TABLES.session, expiresIn: 72 * HOUR, updateAge: HOUR, freshAge: 12 * HOUR },
    emailAndPassword: {
      enabled: true,
      // People are invited; the first one is made by `createAdministrator`.
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      maxPasswordLength: MAX_PASSWORD_LENGTH,
      ...(passwords ? { password: passwords } : {}),
    },
    databaseHooks: {
      // Whichever way they come in: password, passkey or provider.
      session: { create: { before: async ({ userId }) => await signByPerson(followed, userId) } },
      account: {
        create: {
          before: async ({ userId }) => {
            await signByPerson(followed, userId)
          },
        },
      },
    },
    plugins: [
      twoFactor({ issuer: 'Relances', schema: SECOND_FACTORS }),
      passkey({
        rpID: new URL(config.publicUrl ?? 'http://localhost').hostname,
        rpName: 'Relances',
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        authentication: {
          // A passkey stands for two factors only when its device asked who is there.
          afterVerification: ({ verification }) => {
            if (!verification.authenticationInfo.userVerified) throw new Error('user not verified')
          },
        },
        schema: PASSKEYS,
      }),
      demoSignIn(),
      ...(config.oidc ? [openIdConnect(config.oidc)] : []),
    ],
    advanced: {
      useSecureCookies: false,
      cookiePrefix: cookiePrefix(isTls),
      defaultCookieAttributes: { secure: isTls, sameSite: 'lax', httpOnly: true, path: '/' },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      // Our own guard refuses foreign origins before anything comes here (platform/http-guards.ts), with the
      // addresses this server is known by; ours are the only callers, with addresses of their own making.
      disableCSRFCheck: true,
      disableOriginCheck: true,
    },
    // Counted by account as well as by address, in `sign-in-routes.ts`.
    rateLimit: { enabled: false },
    // A way back in, rather than a page of the library that nobody serves.
    onAPIError: {
      errorURL: `${config.publicUrl ?? ''}/connexion`,
      // The library would print it whole, with the values PostgreSQL quotes, and answer 500 without a word.
      onError: (error) => {
        if (!(error instanceof APIError)) throw error
      },
    },
    telemetry: { enabled: false },
    logger: {
      level: 'warn',
      // Its messages quote e-mails: only that there was one is worth knowing.
      log: (level) => {
        if (level === 'error') log.error({ area: 'sign-in' }, 'sign-in library')
      },
    },
  })
}

export type BetterAuth = ReturnType<typeof createBetterAuth>

function openIdConnect(oidc: NonNullable<Config['oidc']>) {
  return genericOAuth({
    config: [
      {
        providerId: 'oidc',
        discoveryUrl: `${oidc.issuer}/.well-known/openid-configuration`,
        clientId: oidc.clientId,
        clientSecret: oidc.clientSecret,
        scopes: ['openid', 'email', 'profile'],
        pkce: true,
        requireIdTokenVerification: true,
        // Who may come in is decided here, by inviting them.
        disableSignUp: true,
      },
    ],
  })
}

/** Signs in the person made by --demo, who has no password. Whether that is allowed is the route's business. */
function demoSignIn() {
  return {
    id: 'demo-sign-in',
    endpoints: {
      signInDemo: createAuthEndpoint('/sign-in/demo', { method: 'POST' }, async (c) => {
        const user = await c.context.adapter.findOne<{ id: string }>({
          model: 'user',
          where: [{ field: 'email', value: DEMO_EMAIL }],
        })
        if (!user) return c.json({ signedIn: false })
        const session = await c.context.internalAdapter.createSession(user.id)
        await setSessionCookie(c, { session, user: user as never })
        return c.json({ signedIn: true })
      }),
    },
  }
}

export const DEMO_EMAIL = 'demo@relances.invalid'
