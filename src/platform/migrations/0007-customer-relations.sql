-- Contacts, calls, promises and what is to be done today; imports that can be taken back.

-- What an import changes, from the moment its row is written to the end of its transaction.
create function current_import() returns bigint
  language sql stable parallel safe
  return nullif(current_setting('relances.import', true), '')::bigint;

create function begin_import() returns trigger language plpgsql as $$
begin
  perform set_config('relances.import', new.id::text, true);
  return null;
end $$;
create trigger imports_begin after insert on imports for each row execute function begin_import();

alter table imports
  add column cancelled_at timestamptz,
  add column cancelled_by text,
  -- What was taken back, by kind of row.
  add column cancelled_counts jsonb,
  -- False for the imports made before this: what they changed was not noted.
  add column notes_changes boolean not null default false,
  -- What was odd in the file, line by line, and what was left aside: the first ones, and how many in all.
  add column issues jsonb not null default '[]',
  add column issue_count integer not null default 0,
  add constraint imports_cancelled check ((cancelled_at is null) = (cancelled_by is null));
alter table imports alter column notes_changes set default true;
alter table customers
  add column import_id bigint default current_import(),
  -- Brought by an import since cancelled, and nothing else knows it.
  add column withdrawn_by_import bigint;
alter table instalments add column import_id bigint default current_import();
alter table reminder_events add column import_id bigint default current_import();
alter table dunning_blocks add column import_id bigint default current_import();
alter table allocations add column cancelled_by_import bigint;
create index allocations_cancelled_by_import on allocations (company_id, cancelled_by_import)
  where cancelled_by_import is not null;

-- An invoice brought by an import since cancelled: kept, and counted nowhere.
alter table invoices drop constraint invoices_status_check;
alter table invoices add constraint invoices_status_check check (status in ('draft', 'final', 'withdrawn'));

-- Rows an import found and changed, as they were before it.
create table import_changes (
  company_id bigint not null,
  import_id bigint not null,
  kind text not null check (kind in ('customers', 'invoices', 'instalments', 'credits')),
  row_id bigint not null,
  before jsonb not null,
  primary key (company_id, import_id, kind, row_id)
);
create index import_changes_of_row on import_changes (company_id, kind, row_id, import_id);

create function note_import_change() returns trigger language plpgsql as $$
begin
  insert into import_changes (company_id, import_id, kind, row_id, before)
  values (old.company_id, current_import(), tg_table_name, old.id, to_jsonb(old))
  on conflict do nothing;
  return null;
end $$;
-- Only the columns an import writes: sums and levels are recounted from allocations and history.
create trigger customers_import_change
  after update of account, name, address_lines, postcode, town, country, email, phone, siren, vat_number, kind,
    language, channel, payment_term, other_codes, withdrawn_by_import on customers
  for each row when (current_import() is not null and old.import_id is distinct from current_import())
  execute function note_import_change();
create trigger invoices_import_change
  after update of source, source_key, customer_id, number, kind, status, is_provisional, issued_on, entered_on,
    total_cents, label, superseded_by on invoices
  for each row when (current_import() is not null and old.import_id is distinct from current_import())
  execute function note_import_change();
create trigger instalments_import_change
  after update of source_key, customer_id, due_on, due_is_estimated, amount_cents, is_final, is_provisional
    on instalments
  for each row when (current_import() is not null and old.import_id is distinct from current_import())
  execute function note_import_change();
create trigger credits_import_change
  after update of source, source_key, customer_id, kind, number, received_on, entered_on, amount_cents,
    withdrawn_by_import, is_provisional, label on credits
  for each row when (current_import() is not null and old.import_id is distinct from current_import())
  execute function note_import_change();

-- An allocation an import finds untrue is cancelled in its name, to be made again if the import is cancelled.
create function note_import_cancellation() returns trigger language plpgsql as $$
begin
  new.cancelled_by_import := current_import();
  return new;
end $$;
create trigger allocations_import_cancellation before update of cancelled_at on allocations
  for each row when (current_import() is not null and old.cancelled_at is null and new.cancelled_at is not null)
  execute function note_import_cancellation();

-- A promise holds reminders until the day promised and the company's days of grace; what was promised stays
-- beside it, to judge whether it was kept.
alter table companies
  add column promise_tolerance_days integer not null default 3 check (promise_tolerance_days between 0 and 90),
  -- A dispute older than this comes back to be looked at.
  add column dispute_review_days integer not null default 30 check (dispute_review_days between 1 and 365);
alter table dunning_blocks
  add column promised_on date,
  add column currency text check (currency ~ '^[A-Z]{3}$');
update dunning_blocks set promised_on = ends_on where kind = 'promise';
alter table dunning_blocks add constraint promise_says_when check ((kind = 'promise') = (promised_on is not null));
create index dunning_blocks_of_customer on dunning_blocks (company_id, customer_id, id);
create index dunning_blocks_to_follow on dunning_blocks (company_id, kind, ends_on)
  where lifted_at is null and kind in ('promise', 'dispute');

create table customer_contacts (
  company_id bigint not null,
  id bigint generated always as identity,
  customer_id bigint not null,
  name text not null check (name <> ''),
  role text,
  email text,
  phone text,
  is_for_reminders boolean not null default false,
  created_at timestamptz not null default now(),
  created_by text not null,
  primary key (company_id, id),
  foreign key (company_id, customer_id) references customers (company_id, id)
);
create unique index customer_contacts_for_reminders on customer_contacts (company_id, customer_id)
  where is_for_reminders;
create index customer_contacts_of_customer on customer_contacts (company_id, customer_id);

-- What was said and written to a client. Added to, never changed: the application may only insert. No trigger
-- as on reminder_events, since what is written about a person must be erasable by who administers the base.
create table customer_events (
  company_id bigint not null,
  id bigint generated always as identity,
  customer_id bigint not null,
  kind text not null check (kind in ('call', 'email', 'meeting', 'note')),
  outcome text check (outcome in ('reached', 'no-answer', 'message-left', 'will-pay', 'disputes', 'refuses')),
  text text not null default '',
  happened_on date not null,
  -- What is to be done next, and when.
  next_action text,
  next_action_on date,
  created_at timestamptz not null default now(),
  created_by text not null,
  primary key (company_id, id),
  check ((kind = 'note') <= (outcome is null)),
  check (next_action is null or next_action_on is not null),
  check (text <> '' or outcome is not null),
  foreign key (company_id, customer_id) references customers (company_id, id)
);
create index customer_events_of_customer on customer_events (company_id, customer_id, id);
create index customer_events_to_follow on customer_events (company_id, next_action_on)
  where next_action_on is not null;

-- « À faire aujourd'hui » is found, never stored; what has been dealt with is.
create table agenda_marks (
  company_id bigint not null,
  id bigint generated always as identity,
  kind text not null check (kind in ('call-back', 'broken-promise', 'dispute', 'letter', 'no-address')),
  -- The event, the block, the letter or the client it is about.
  subject_id bigint not null,
  done_on date not null,
  created_at timestamptz not null default now(),
  created_by text not null,
  -- Put back among what is to be done.
  undone_at timestamptz,
  undone_by text,
  primary key (company_id, id),
  check ((undone_at is null) = (undone_by is null))
);
create unique index agenda_marks_once on agenda_marks (company_id, kind, subject_id, done_on)
  where undone_at is null;

do $$
declare name text;
begin
  foreach name in array array['import_changes', 'customer_contacts', 'customer_events', 'agenda_marks']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy company_rows on %I to relances_app
      using (company_id = any ((select visible_companies())::bigint[]))', name);
    execute format('create policy owner_rows on %I to current_user using (true)', name);
    execute format('grant select, insert on %I to relances_app', name);
  end loop;
end $$;
grant update, delete on customer_contacts to relances_app;
grant update on agenda_marks to relances_app;
