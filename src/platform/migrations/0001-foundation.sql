-- Over 300 lines because the first release is one schema, and a migration is never split once released.
-- Companies, customers, receivables, dunning: the whole of the first release.
-- Every table carries company_id, and every key and join includes it, so that the base can be
-- split by company one day. Row-level security is the second lock behind the application's checks.

create extension if not exists pg_trgm;
create extension if not exists unaccent;

-- Folded text for searching: "Éts Müller" is found by "ets muller".
create function fold(value text) returns text
  language sql immutable strict parallel safe
  return lower(public.unaccent('public.unaccent'::regdictionary, value));

-- A document number as two programs may both write it: "FA-00123" and "fa 123" are one.
create function bare_number(number text) returns text
  language sql immutable strict parallel safe
  return regexp_replace(regexp_replace(upper(number), '[^A-Z0-9]', '', 'g'), '(^|[A-Z])0+(?=[0-9])', '\1', 'g');

-- Companies of the current transaction, set by the scoped transaction of the application.
create function visible_companies() returns bigint[]
  language sql stable parallel safe
  return case current_setting('relances.companies', true)
    when '*' then '{}'::bigint[]
    else coalesce(nullif(current_setting('relances.companies', true), ''), '{}')::bigint[]
  end;

create table companies (
  id bigint generated always as identity primary key,
  code text not null unique check (code ~ '^[A-Za-z0-9][A-Za-z0-9_.-]{0,31}$'),
  legal_name text not null check (legal_name <> ''),
  address_lines text[] not null default '{}',
  postcode text,
  town text,
  phone text,
  email text,
  website text,
  siret text,
  vat_number text,
  iban text,
  bic text,
  signatory_name text,
  signatory_title text,
  legal_footer text,
  default_payment_term text not null default '30 jours',
  minimum_cents bigint not null default 0 check (minimum_cents >= 0),
  excludes_provisional boolean not null default false,
  one_letter_per_level boolean not null default false,
  lists_for_information boolean not null default false,
  -- Day up to which payments are known: the last movement of the last import.
  payments_known_on date,
  is_example boolean not null default false,
  created_at timestamptz not null default now(),
  created_by text not null,
  updated_at timestamptz not null default now(),
  updated_by text not null
);

-- The procedure only advises: when a level's letter should go out.
create table dunning_levels (
  company_id bigint not null references companies,
  level smallint not null check (level between 1 and 4),
  delay_days integer not null check (delay_days >= 0),
  gap_days integer not null check (gap_days >= 0),
  deadline_days integer not null default 8 check (deadline_days between 0 and 365),
  primary key (company_id, level)
);

-- Texts of the letters; a change is a new version, and a letter keeps the one it was made with.
create table letter_texts (
  company_id bigint not null references companies,
  id bigint generated always as identity,
  level smallint not null check (level between 1 and 4),
  language text not null check (language in ('fr', 'en')),
  audience text not null check (audience in ('business', 'public', 'consumer')),
  version integer not null check (version > 0),
  title text not null,
  body jsonb not null,
  email_subject text not null,
  created_at timestamptz not null default now(),
  created_by text not null,
  primary key (company_id, id),
  unique (company_id, level, language, audience, version)
);

-- Rows say which import they came from without a foreign key: imports are never deleted, and checking
-- four rows a ledger line against the same import is a tenth of the time of an import.
create table imports (
  company_id bigint not null references companies,
  id bigint generated always as identity,
  file_name text not null,
  sha256 text not null,
  kind text not null check (kind in ('fec', 'list', 'customers', 'example')),
  -- Period of the books the file covers (FEC), or the day a list is complete at.
  covers_from date,
  covers_to date,
  counts jsonb not null,
  created_at timestamptz not null default now(),
  created_by text not null,
  primary key (company_id, id)
);

-- Columns of a list, remembered by its header.
create table import_mappings (
  company_id bigint not null references companies,
  header_key text not null,
  mapping jsonb not null,
  updated_at timestamptz not null default now(),
  updated_by text not null,
  primary key (company_id, header_key)
);

create table customers (
  company_id bigint not null references companies,
  id bigint generated always as identity,
  code text not null check (code <> ''),
  account text,
  name text collate "fr-x-icu" not null,
  address_lines text[] not null default '{}',
  postcode text,
  town text,
  country text,
  email text,
  phone text,
  siren text,
  vat_number text,
  kind text not null default 'unknown'
    check (kind in ('business', 'public', 'consumer', 'non-professional', 'unknown')),
  language text not null default 'fr' check (language in ('fr', 'en')),
  channel text not null default 'letter' check (channel in ('letter', 'email')),
  payment_term text,
  search text not null generated always as (fold(code || ' ' || name || ' ' || coalesce(town, ''))) stored,
  created_at timestamptz not null default now(),
  created_by text not null,
  updated_at timestamptz not null default now(),
  updated_by text not null,
  primary key (company_id, id),
  unique (company_id, code)
);
create index customers_by_name on customers (name, company_id, id);
create index customers_search on customers using gin (search gin_trgm_ops);

create table invoices (
  company_id bigint not null,
  id bigint generated always as identity,
  customer_id bigint not null,
  number text,
  kind text not null check (kind in ('invoice', 'opening-balance', 'other-debit')),
  status text not null default 'final' check (status in ('draft', 'final')),
  is_provisional boolean not null default false,
  issued_on date,
  -- Day of the entry in the books (FEC EcritureDate): what a newer export covers and no longer has is gone.
  entered_on date,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  total_cents bigint not null check (total_cents > 0),
  label text,
  source text not null check (source in ('fec', 'list', 'manual', 'example')),
  -- Stable identity in the books it came from: the same file twice finds the same row.
  source_key text not null,
  source_line integer,
  import_id bigint,
  created_at timestamptz not null default now(),
  created_by text not null,
  primary key (company_id, id),
  unique (company_id, source_key),
  foreign key (company_id, customer_id) references customers (company_id, id)
);
create index invoices_of_customer on invoices (company_id, customer_id);
-- The pending list takes a whole import: sorting it in is then left to vacuum, and the import a third faster.
create index invoices_number on invoices using gin (number gin_trgm_ops) with (gin_pending_list_limit = 32768);

create table instalments (
  company_id bigint not null,
  id bigint generated always as identity,
  invoice_id bigint not null,
  customer_id bigint not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  source_key text not null,
  due_on date,
  due_is_estimated boolean not null default false,
  amount_cents bigint not null check (amount_cents > 0),
  settled_cents bigint not null default 0,
  open_cents bigint not null generated always as (amount_cents - settled_cents) stored,
  -- False for the instalments of a draft invoice: only final invoices are reminded.
  is_final boolean not null default true,
  is_provisional boolean not null default false,
  -- Caches of reminder_events, written with them and by the same function.
  level smallint not null default 1 check (level between 1 and 4),
  last_reminded_on date,
  last_event_id bigint,
  primary key (company_id, id),
  unique (company_id, source_key),
  constraint settled_within_amount check (settled_cents between 0 and amount_cents),
  foreign key (company_id, invoice_id) references invoices (company_id, id),
  foreign key (company_id, customer_id) references customers (company_id, id)
);
create index instalments_of_invoice on instalments (company_id, invoice_id);
-- All that the Relances page reads of an open instalment, so that it never visits the table.
create index instalments_open on instalments (company_id, customer_id, currency, due_on)
  include (open_cents, level, last_reminded_on, invoice_id, id, is_final, is_provisional)
  where open_cents > 0;

create table credits (
  company_id bigint not null,
  id bigint generated always as identity,
  customer_id bigint not null,
  kind text not null check (kind in ('credit-note', 'payment', 'adjustment')),
  number text,
  received_on date,
  entered_on date,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  amount_cents bigint not null check (amount_cents > 0),
  allocated_cents bigint not null default 0,
  -- Import in which the books no longer had it: what is left of it is worth nothing, and the row stays.
  withdrawn_by_import bigint,
  open_cents bigint not null generated always as
    (case when withdrawn_by_import is null then amount_cents - allocated_cents else 0 end) stored,
  is_provisional boolean not null default false,
  label text,
  source text not null check (source in ('fec', 'list', 'manual', 'example')),
  source_key text not null,
  source_line integer,
  import_id bigint,
  created_at timestamptz not null default now(),
  created_by text not null,
  primary key (company_id, id),
  unique (company_id, source_key),
  constraint allocated_within_amount check (allocated_cents between 0 and amount_cents),
  foreign key (company_id, customer_id) references customers (company_id, id)
);
create index credits_open on credits (company_id, customer_id, currency) include (open_cents)
  where open_cents > 0;

-- What settles what. A cancelled allocation stays, with who and why.
create table allocations (
  company_id bigint not null,
  id bigint generated always as identity,
  instalment_id bigint not null,
  -- Null when a file says "paid" without saying by what: never an invented payment.
  credit_id bigint,
  amount_cents bigint not null check (amount_cents > 0),
  origin text not null check (origin in ('lettering', 'proposed', 'settled-by-import', 'manual')),
  import_id bigint,
  created_at timestamptz not null default now(),
  created_by text not null,
  cancelled_at timestamptz,
  cancelled_by text,
  cancel_reason text,
  primary key (company_id, id),
  check ((credit_id is null) = (origin = 'settled-by-import')),
  check ((cancelled_at is null) = (cancelled_by is null)),
  foreign key (company_id, instalment_id) references instalments (company_id, id),
  foreign key (company_id, credit_id) references credits (company_id, id)
);
create index allocations_of_instalment on allocations (company_id, instalment_id);
create index allocations_of_credit on allocations (company_id, credit_id) where credit_id is not null;

-- Why something overdue is not reminded. Lifted, never deleted.
create table dunning_blocks (
  company_id bigint not null,
  id bigint generated always as identity,
  customer_id bigint not null,
  invoice_id bigint,
  instalment_id bigint,
  kind text not null check (kind in
    ('dispute', 'promise', 'do-not-remind', 'direct-debit', 'payment-under-way', 'insolvency')),
  reason text not null default '',
  amount_cents bigint check (amount_cents > 0),
  -- Last day it holds, inclusive; null: until lifted.
  ends_on date,
  created_at timestamptz not null default now(),
  created_by text not null,
  lifted_at timestamptz,
  lifted_by text,
  lift_reason text,
  primary key (company_id, id),
  check (kind <> 'promise' or ends_on is not null),
  check ((lifted_at is null) = (lifted_by is null)),
  foreign key (company_id, customer_id) references customers (company_id, id),
  foreign key (company_id, invoice_id) references invoices (company_id, id),
  foreign key (company_id, instalment_id) references instalments (company_id, id)
);
create index dunning_blocks_active on dunning_blocks (company_id, customer_id)
  include (invoice_id, instalment_id, kind, ends_on) where lifted_at is null;

create sequence run_numbers;

-- A run over several companies is one row in each, under the same number.
create table runs (
  company_id bigint not null references companies,
  id bigint not null,
  status text not null default 'draft' check (status in ('draft', 'confirmed', 'discarded')),
  overdue_on date not null,
  letter_on date not null,
  letterhead jsonb not null,
  created_at timestamptz not null default now(),
  created_by text not null,
  closed_at timestamptz,
  closed_by text,
  primary key (company_id, id)
);
create index runs_draft on runs (company_id, id) where status = 'draft';

create table letters (
  company_id bigint not null,
  id bigint generated always as identity,
  run_id bigint not null,
  position integer not null,
  customer_id bigint not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  level smallint not null check (level between 1 and 4),
  status text not null default 'draft'
    check (status in ('draft', 'confirmed', 'to-review', 'cancelled', 'discarded')),
  review_reason text,
  text_id bigint not null,
  -- The letter as printed, frozen with the draft (domain/letter.ts LetterContent).
  content jsonb not null,
  search text not null,
  total_cents bigint not null,
  net_cents bigint not null,
  confirmed_at timestamptz,
  confirmed_by text,
  cancelled_at timestamptz,
  cancelled_by text,
  archive_sha256 text,
  archive_bytes integer,
  archive_pages integer,
  archived_at timestamptz,
  archive_attempts integer not null default 0,
  archive_error text,
  archive_retry_at timestamptz,
  primary key (company_id, id),
  unique (company_id, run_id, position),
  foreign key (company_id, run_id) references runs (company_id, id),
  foreign key (company_id, customer_id) references customers (company_id, id),
  foreign key (company_id, text_id) references letter_texts (company_id, id)
);
create index letters_sent on letters (confirmed_at, id) where status in ('confirmed', 'cancelled');
create index letters_of_run on letters (run_id, position, id);
create index letters_of_customer on letters (company_id, customer_id);
-- The truth of what is missing from the archive, swept at start.
create index letters_unarchived on letters (company_id, id)
  where archived_at is null and status in ('confirmed', 'cancelled');

create table letter_items (
  company_id bigint not null,
  letter_id bigint not null,
  instalment_id bigint not null,
  position integer not null,
  -- What the draft saw; confirmation compares it with the truth of the moment.
  open_cents bigint not null,
  level smallint not null check (level between 1 and 4),
  last_event_id bigint,
  primary key (company_id, letter_id, instalment_id),
  foreign key (company_id, letter_id) references letters (company_id, id),
  foreign key (company_id, instalment_id) references instalments (company_id, id)
);
create index letter_items_of_instalment on letter_items (company_id, instalment_id);

-- The append-only history of levels: instalments.level and .last_reminded_on can be rebuilt from it.
create table reminder_events (
  company_id bigint not null,
  id bigint generated always as identity,
  instalment_id bigint not null,
  kind text not null check (kind in ('letter', 'manual', 'undo', 'import')),
  level_before smallint not null check (level_before between 1 and 4),
  level_after smallint not null check (level_after between 1 and 4),
  reminded_on_before date,
  reminded_on_after date,
  letter_id bigint,
  undoes_event_id bigint,
  reason text,
  occurred_at timestamptz not null default clock_timestamp(),
  actor text not null,
  primary key (company_id, id),
  check ((kind = 'letter') = (letter_id is not null and undoes_event_id is null)),
  check ((kind = 'undo') = (undoes_event_id is not null)),
  foreign key (company_id, instalment_id) references instalments (company_id, id),
  foreign key (company_id, letter_id) references letters (company_id, id)
);
create index reminder_events_of_instalment on reminder_events (company_id, instalment_id, id);
-- A letter moves an instalment once, and an event is undone once, whatever the application does.
create unique index reminder_events_once on reminder_events (company_id, letter_id, instalment_id)
  where kind = 'letter';
create unique index reminder_events_undone_once on reminder_events (company_id, undoes_event_id)
  where kind = 'undo';

create function refuse_history_change() returns trigger language plpgsql as $$
begin
  raise exception 'reminder_events is append-only' using errcode = 'restrict_violation';
end $$;
create trigger reminder_events_append_only
  before update or delete or truncate on reminder_events
  for each statement execute function refuse_history_change();

-- Row-level security. "*" lists and creates companies; everything else names its companies.
do $$
declare name text;
begin
  foreach name in array array['dunning_levels', 'letter_texts', 'imports', 'import_mappings', 'customers',
    'invoices', 'instalments', 'credits', 'allocations', 'dunning_blocks', 'runs', 'letters',
    'letter_items', 'reminder_events']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy company_rows on %I to relances_app
      using (company_id = any ((select visible_companies())::bigint[]))', name);
    execute format('create policy owner_rows on %I to current_user using (true)', name);
    execute format('grant select, insert on %I to relances_app', name);
  end loop;
end $$;
alter table companies enable row level security;
alter table companies force row level security;
create policy company_rows on companies to relances_app
  using ((select current_setting('relances.companies', true)) = '*'
    or id = any ((select visible_companies())::bigint[]));
create policy owner_rows on companies to current_user using (true);

grant select, insert, update on companies, dunning_levels, imports, import_mappings, customers, invoices,
  instalments, credits, allocations, dunning_blocks, runs, letters to relances_app;
grant usage on sequence run_numbers to relances_app;
-- An import numbers its rows before it writes them: what refers to them is then known at once.
grant usage on sequence invoices_id_seq, instalments_id_seq, credits_id_seq to relances_app;

-- Text search keeps its trigram indexes only where row-level security does not stand in the way
-- (LIKE is not leakproof): the functions run as the owner and filter by company themselves.
create function search_customers(needle text)
  returns table (company_id bigint, customer_id bigint)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select c.company_id, c.id from customers c
  where c.company_id = any (visible_companies())
    and c.search like '%' || replace(replace(replace(fold(needle), '\', '\\'), '%', '\%'), '_', '\_') || '%'
  union
  select i.company_id, i.customer_id from invoices i
  where i.company_id = any (visible_companies())
    and i.number ilike '%' || replace(replace(replace(needle, '\', '\\'), '%', '\%'), '_', '\_') || '%'
$$;
revoke all on function search_customers(text) from public;
grant execute on function search_customers(text) to relances_app;
