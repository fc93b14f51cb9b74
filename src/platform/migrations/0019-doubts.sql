-- Questions an import could not ask: what depends on them is imported set aside, until someone decides.

create table import_doubts (
  company_id bigint not null,
  id bigint generated always as identity,
  -- The import that asked first; a later one with the same question adds its items to it.
  import_id bigint not null,
  -- Header of the list the answer is remembered for; "fec" for ledgers.
  header_key text not null,
  -- Identity of the question in files of this header (domain/doubt.ts).
  doubt_key text not null,
  kind text not null,
  value text not null,
  details jsonb not null default '{}',
  choices text[] not null check (cardinality(choices) > 1),
  created_at timestamptz not null default now(),
  created_by text not null,
  decision text,
  decided_at timestamptz,
  decided_by text,
  primary key (company_id, id),
  check (decision = any (choices)),
  check ((decision is null) = (decided_at is null) and (decision is null) = (decided_by is null)),
  foreign key (company_id, import_id) references imports (company_id, id)
);
create unique index import_doubts_undecided on import_doubts (company_id, header_key, doubt_key)
  where decided_at is null;
alter table import_doubts enable row level security;
alter table import_doubts force row level security;
create policy company_rows on import_doubts to relances_app
  using (company_id = any ((select visible_companies())::bigint[]));
create policy owner_rows on import_doubts to current_user using (true);
grant select, insert, update on import_doubts to relances_app;
call audit_table('import_doubts', on_import => true);

-- « Lecture à confirmer »: of an instalment, or of a client because of one of its credits.
alter table dunning_blocks drop constraint dunning_blocks_kind_check;
alter table dunning_blocks add constraint dunning_blocks_kind_check check (kind in
  ('dispute', 'promise', 'do-not-remind', 'direct-debit', 'payment-under-way', 'insolvency', 'to-confirm'));
alter table dunning_blocks
  add column doubt_id bigint,
  add column credit_id bigint,
  -- The import that answered the question; cancelled, the question stands again.
  add column lifted_by_import bigint,
  add constraint dunning_blocks_doubt check ((kind = 'to-confirm') = (doubt_id is not null)),
  add constraint dunning_blocks_of_doubt foreign key (company_id, doubt_id)
    references import_doubts (company_id, id),
  add constraint dunning_blocks_of_credit foreign key (company_id, credit_id) references credits (company_id, id);
create index dunning_blocks_of_doubt on dunning_blocks (company_id, doubt_id) where doubt_id is not null;
