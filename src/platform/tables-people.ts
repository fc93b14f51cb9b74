import type { Generated, GeneratedAlways } from 'kysely'
import type { Capability, Role } from '#domain/people/capabilities.ts'

/** People who sign in, their roles, their links and their keys (migrations 0008 and 0024). */
export interface PeopleTables {
  users: UserTable
  sessions: SessionTable
  sign_in_methods: SignInMethodTable
  passkeys: PasskeyTable
  links: LinkTable
  company_roles: CompanyRoleTable
  api_keys: ApiKeyTable
  attempts: AttemptTable
}

interface UserTable {
  id: string
  name: string
  email: string
  email_verified: Generated<boolean>
  two_factor_enabled: Generated<boolean>
  role_everywhere: Role | null
  is_demo: Generated<boolean>
  deactivated_at: Date | null
  created_by: string | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

interface SessionTable {
  id: string
  user_id: string
  token: string
  expires_at: Date
  ip_address: string | null
  user_agent: string | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
  proved_at: Generated<Date>
}

interface LinkTable {
  token_sha256: string
  user_id: string
  made_by: string | null
  made_by_key: number | null
  created_at: Generated<Date>
  expires_at: Date
}

interface SignInMethodTable {
  id: string
  user_id: string
  provider_id: string
}

interface PasskeyTable {
  id: string
  user_id: string
  name: string | null
  created_at: Date | null
}

interface CompanyRoleTable {
  company_id: number
  user_id: string
  role: Role
  created_at: Generated<Date>
  created_by: string
}

interface ApiKeyTable {
  id: GeneratedAlways<number>
  user_id: string
  name: string
  prefix: string
  sha256: string
  capabilities: Capability[]
  companies: string[] | null
  expires_at: Date | null
  last_used_at: Date | null
  revoked_at: Date | null
  revoked_by: string | null
  created_at: Generated<Date>
}

interface AttemptTable {
  subject: string
  count: number
  window_ends_at: Date
}
