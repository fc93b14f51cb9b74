-- People who sign in, their roles and their keys.
--
-- A person is of the installation, not of one company, so these tables have no company_id: what a person may
-- do in a company is company_roles, which has it. The columns of the first tables are those of better-auth
-- (features/people/sign-in.ts names them), which reads and writes them; ids are its own random texts.

create table users (
  id text primary key,
  -- History, letters and runs say who by this name: no two people share one, and it is not changed.
  name text not null check (btrim(name) <> ''),
  email text not null unique check (email = lower(email)),
  email_verified boolean not null default false,
  image text,
  two_factor_enabled boolean not null default false,
  -- Role in all companies, those to come included.
  role_everywhere text check (role_everywhere in ('reader', 'reminder', 'manager', 'administrator')),
  -- Made by --demo, without a password: signed in by nothing but that option.
  is_demo boolean not null default false,
  deactivated_at timestamptz,
  created_by text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index users_name on users (lower(name));

create table sessions (
  id text primary key,
  user_id text not null references users on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index sessions_of_user on sessions (user_id);

-- The ways a person proves who they are: a password (hashed), or an account at an OpenID provider.
create table sign_in_methods (
  id text primary key,
  user_id text not null references users on delete cascade,
  provider_id text not null,
  account_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index sign_in_methods_of_user on sign_in_methods (user_id);

-- Links and challenges that serve once: reset of a password, second factor, passkey, OpenID state.
create table one_time_values (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index one_time_values_by_identifier on one_time_values (identifier);

create table second_factors (
  id text primary key,
  user_id text not null references users on delete cascade,
  -- Both encrypted with the secret of the installation.
  secret text not null,
  backup_codes text not null,
  verified boolean default true,
  failed_verification_count integer default 0,
  locked_until timestamptz
);
create index second_factors_of_user on second_factors (user_id);

create table passkeys (
  id text primary key,
  user_id text not null references users on delete cascade,
  name text,
  credential_id text not null unique,
  public_key text not null,
  counter integer not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  aaguid text,
  created_at timestamptz default now()
);
create index passkeys_of_user on passkeys (user_id);

create table company_roles (
  company_id bigint not null references companies,
  user_id text not null references users on delete cascade,
  role text not null check (role in ('reader', 'reminder', 'manager', 'administrator')),
  created_at timestamptz not null default now(),
  created_by text not null,
  primary key (company_id, user_id)
);
create index company_roles_of_user on company_roles (user_id);

-- A key acts for the person who made it: never more than they may do at that moment, narrowed to its own
-- capabilities and companies. Only the hash of the key is kept.
create table api_keys (
  id bigint generated always as identity primary key,
  user_id text not null references users on delete cascade,
  name text not null check (btrim(name) <> ''),
  -- The first characters, by which a person recognises it.
  prefix text not null,
  sha256 text not null unique,
  capabilities text[] not null check (cardinality(capabilities) > 0),
  -- Codes of companies; null: all those of the person.
  companies text[],
  -- Null: until it is revoked.
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  revoked_by text,
  created_at timestamptz not null default now(),
  check ((revoked_at is null) = (revoked_by is null))
);
create index api_keys_of_user on api_keys (user_id);

-- How often something was tried in its current window of time, whichever process was asked. The subject
-- (an address, an account) is hashed: this table names nobody.
create table attempts (
  subject text primary key,
  count integer not null,
  window_ends_at timestamptz not null
);

grant select, insert, update, delete on users, sessions, sign_in_methods, one_time_values, second_factors,
  passkeys, attempts to relances_app;
grant select, insert, update on api_keys to relances_app;
grant select, insert, update, delete on company_roles to relances_app;

-- What follows makes row-level security know the person: whatever companies the application asks for, by
-- design or by mistake, a transaction signed by a person sees theirs only.

-- Roles of a person, by company. The functions run as the owner: they are what decides which rows the
-- application sees, so they cannot depend on it.
create function roles_of(person text)
  returns table (company_id bigint, code text, role text)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select r.company_id, c.code, r.role
  from company_roles r
  join companies c on c.id = r.company_id
  where r.user_id = person
$$;

-- Companies of the person who signs the transaction; null: not narrowed by a person (a command line, a job,
-- or somebody whose role is everywhere).
create function companies_of_person() returns bigint[]
  language sql stable parallel safe security definer set search_path = public, pg_temp
as $$
  select case
    when coalesce(current_setting('relances.person', true), '') = '' then null
    when exists (
      select from users u
      where u.id = current_setting('relances.person', true)
        and u.role_everywhere is not null and u.deactivated_at is null
    ) then null
    else array(
      select r.company_id from company_roles r join users u on u.id = r.user_id
      where u.id = current_setting('relances.person', true) and u.deactivated_at is null
    )
  end
$$;

-- "*" names no company, and is never read as a list: the planner reads what it can before it decides anything.
create or replace function visible_companies() returns bigint[]
  language sql stable parallel safe
  return (
    select case
      when person.companies is null then asked.companies
      else array(select unnest(asked.companies) intersect select unnest(person.companies))
    end
    from (
      select coalesce(nullif(nullif(current_setting('relances.companies', true), ''), '*'), '{}')::bigint[]
        as companies
    ) asked,
    (select companies_of_person() as companies) person
  );

drop policy company_rows on companies;
create policy company_rows on companies to relances_app
  using (id = any ((select visible_companies())::bigint[])
    or ((select current_setting('relances.companies', true)) = '*'
      and ((select companies_of_person()) is null or id = any ((select companies_of_person())::bigint[]))));

alter table company_roles enable row level security;
alter table company_roles force row level security;
create policy company_rows on company_roles to relances_app
  using (company_id = any ((select visible_companies())::bigint[]));
create policy owner_rows on company_roles to current_user using (true);

revoke all on function roles_of(text), companies_of_person() from public;
grant execute on function roles_of(text), companies_of_person() to relances_app;
