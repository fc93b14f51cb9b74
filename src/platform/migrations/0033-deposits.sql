-- Imports under way: files sent, what they would change, and how far they are. Each belongs to whoever sent it. Their
-- bytes are in the store, under deposits/. Never part of a backup.
create table deposits (
  id uuid primary key,
  owner_id text not null references users on delete cascade,
  -- Whose books it goes to, once a preview has told; null before, and for a company that it would create.
  company_id bigint references companies,
  kind text not null,
  created_at timestamptz not null default now(),
  -- When its owner last did something with it: abandoned, it goes seven days later.
  touched_at timestamptz not null default now(),
  -- What its first file looks like, as it was told when it came.
  described json not null,
  step text not null default 'deposited'
    check (step in ('deposited', 'reading', 'previewed', 'to-review', 'writing', 'done', 'failed')),
  progress real not null default 0,
  options json,
  preview json,
  error_count integer not null default 0,
  -- Of the files, the options and the changes shown: what is confirmed must be that.
  shown_sha256 text,
  -- How many imports its company had then: another one in between asks for another look.
  import_count integer,
  result json,
  -- Why it failed or is to be looked at again: a key of the catalogue and its values.
  problem json,
  -- The process that reads or writes it.
  worker_id uuid
);
create index deposits_of_owner on deposits (owner_id, created_at);
create index deposits_of_company on deposits (company_id);

create table deposit_files (
  deposit_id uuid not null references deposits on delete cascade,
  id uuid not null,
  rank integer generated always as identity,
  name text not null,
  bytes bigint not null,
  sha256 text not null,
  primary key (deposit_id, id)
);

-- Processes at work: one that has not been seen for a while is dead, and what it did is somebody else's to end.
create table workers (
  id uuid primary key,
  seen_at timestamptz not null default now()
);

alter table deposits enable row level security;
alter table deposits force row level security;
-- Nobody's own: our jobs, which no account binds, as for the companies of a person (migration 0008).
create policy own_rows on deposits to relances_app
  using ((owner_id = (select current_setting('relances.person', true))
      or coalesce((select current_setting('relances.person', true)), '') = '')
    and (company_id is null or company_id = any ((select visible_companies())::bigint[])));
create policy owner_rows on deposits to current_user using (true);

alter table deposit_files enable row level security;
alter table deposit_files force row level security;
create policy own_rows on deposit_files to relances_app
  using (exists (select from deposits d where d.id = deposit_id));
create policy owner_rows on deposit_files to current_user using (true);

grant select, insert, update, delete on deposits, deposit_files, workers to relances_app;
