-- Sources: places that are read by themselves, and whose files are imported.

create table sources (
  company_id bigint not null references companies,
  id bigint generated always as identity,
  label text not null,
  kind text not null,
  -- Where it is and how it is read; no secret is in it.
  settings jsonb not null,
  -- Sealed by a key that is in no backup (platform/sealing.ts).
  secret bytea,
  rhythm text not null check (rhythm in ('quarter-hour', 'hour', 'day')),
  hour integer not null check (hour between 0 and 23),
  -- What it gives is all that is unpaid: what it no longer has is settled.
  is_whole boolean not null,
  -- Somebody has seen what would be imported, under these settings.
  previewed_at timestamptz,
  is_active boolean not null default false,
  next_at timestamptz,
  -- What was read last, for a source that gives a state; how far it is read, for one that gives what has come.
  last_sha256 text,
  cursor jsonb,
  last_ok_at timestamptz,
  failing_since timestamptz,
  failures integer not null default 0,
  created_at timestamptz not null default now(),
  created_by text not null,
  updated_at timestamptz not null default now(),
  updated_by text not null,
  removed_at timestamptz,
  removed_by text,
  primary key (company_id, id),
  check ((removed_at is null) = (removed_by is null)),
  check (not is_active or previewed_at is not null)
);
create index sources_due on sources (next_at) where is_active and removed_at is null;

create table source_looks (
  company_id bigint not null,
  id bigint generated always as identity,
  source_id bigint not null,
  looked_at timestamptz not null default now(),
  outcome text not null check (outcome in ('imported', 'refused', 'to-review', 'failed')),
  -- A key of the catalogue and its blanks: why nothing could be read.
  problem jsonb,
  -- Each file: its name, its size, what became of it and its figures.
  files jsonb not null default '[]',
  primary key (company_id, id),
  foreign key (company_id, source_id) references sources (company_id, id)
);
create index source_looks_of_source on source_looks (company_id, source_id, id);

-- The files of a folder or a mailbox that have been dealt with, by what tells one version from another.
create table source_files (
  company_id bigint not null,
  source_id bigint not null,
  mark text not null,
  outcome text not null check (outcome in ('imported', 'refused', 'to-review')),
  taken_at timestamptz not null default now(),
  primary key (company_id, source_id, mark),
  foreign key (company_id, source_id) references sources (company_id, id)
);

do $$
declare name text;
begin
  foreach name in array array['sources', 'source_looks', 'source_files']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy company_rows on %I to relances_app
      using (company_id = any ((select visible_companies())::bigint[]))', name);
    execute format('create policy owner_rows on %I to current_user using (true)', name);
    execute format('grant select, insert, update on %I to relances_app', name);
  end loop;
end $$;
grant delete on source_looks, source_files to relances_app;
call audit_table('sources',
  ignored => '{secret,previewed_at,next_at,last_sha256,cursor,last_ok_at,failing_since,failures}');
