-- The accounts a company sends its e-mails from, and how it sends.

create table sending_accounts (
  company_id bigint not null references companies,
  id bigint generated always as identity,
  -- What people call it: « Comptabilité ».
  label text not null,
  kind text not null check (kind in ('smtp', 'smtp-oauth', 'graph')),
  from_name text not null,
  from_address text not null,
  -- Null for Microsoft Graph, which has no server to name.
  host text,
  port integer check (port between 1 and 65535),
  security text check (security in ('tls', 'starttls', 'none')),
  -- Null: a server that asks for no name, on the network of the firm.
  user_name text,
  -- The application the firm has registered at its provider; null for a password.
  provider text check (provider in ('microsoft', 'google')),
  client_id text,
  tenant text,
  -- A password, or the tokens of the provider, sealed by a key that is in no backup (platform/sealing.ts). Null: none.
  secret bytea,
  -- When somebody gave it. Tokens renew themselves without a word.
  secret_set_at timestamptz,
  is_default boolean not null default false,
  -- Never more messages than that.
  per_minute integer not null default 20 check (per_minute between 1 and 10000),
  per_hour integer not null default 200 check (per_hour between 1 and 100000),
  -- When it last let us in; then why it last did not: a key of the catalogue and its values. Null once it does.
  checked_at timestamptz,
  problem json,
  created_at timestamptz not null default now(),
  created_by text not null,
  updated_at timestamptz not null default now(),
  updated_by text not null,
  -- Messages name it: it is never deleted.
  removed_at timestamptz,
  removed_by text,
  primary key (company_id, id),
  check (case kind when 'graph' then num_nonnulls(host, port, security) = 0
    else num_nonnulls(host, port, security) = 3 end),
  check ((kind = 'smtp') = (provider is null)),
  check ((provider is null) = (client_id is null)),
  check (removed_at is null or not is_default)
);
create unique index sending_accounts_default on sending_accounts (company_id) where is_default;

-- « Rien ne part » until somebody says so.
alter table companies
  add column sending_mode text not null default 'trial' check (sending_mode in ('trial', 'live')),
  -- The hours of an open day in which messages leave, in the time of the company.
  add column sending_from time not null default '08:00',
  add column sending_until time not null default '18:00',
  -- Where answers go; null: to the address of the account.
  add column reply_to text,
  -- The end of each e-mail, as plain text.
  add column email_signature text not null default '',
  add constraint companies_sending_hours check (sending_from < sending_until);

-- Which account sends from a level; null: the default one. Who has a copy of each message, unseen by the client.
alter table dunning_levels
  add column sending_account_id bigint,
  add column copy_to text[] not null default '{}',
  add constraint dunning_levels_sending_account
    foreign key (company_id, sending_account_id) references sending_accounts (company_id, id);

alter table sending_accounts enable row level security;
alter table sending_accounts force row level security;
create policy company_rows on sending_accounts to relances_app
  using (company_id = any ((select visible_companies())::bigint[]));
create policy owner_rows on sending_accounts to current_user using (true);
grant select, insert, update on sending_accounts to relances_app;
call audit_table('sending_accounts', ignored => '{secret,checked_at,problem}');
