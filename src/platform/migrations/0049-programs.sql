-- Documents that other programs push, each under the identifier its program gives it.

alter table imports drop constraint imports_kind_check;
-- « api »: what one program has pushed in one day.
alter table imports add constraint imports_kind_check
  check (kind in ('fec', 'list', 'customers', 'example', 'e-invoices', 'statements', 'api'));
alter table invoices drop constraint invoices_source_check;
alter table invoices add constraint invoices_source_check
  check (source in ('fec', 'list', 'manual', 'example', 'e-invoice', 'api'));
alter table credits drop constraint credits_source_check;
alter table credits add constraint credits_source_check
  check (source in ('fec', 'list', 'manual', 'example', 'e-invoice', 'statement', 'api'));
create index imports_of_programs on imports (company_id, file_name, id) where kind = 'api';

create table external_ids (
  company_id bigint not null,
  -- The name of the key that pushed it: a new key of the same name is the same program.
  program text not null check (program <> ''),
  kind text not null check (kind in ('customer', 'invoice', 'credit', 'payment')),
  external_id text not null check (external_id <> ''),
  customer_id bigint,
  invoice_id bigint,
  credit_id bigint,
  -- The program no longer has it.
  withdrawn_at timestamptz,
  created_at timestamptz not null default now(),
  created_by text not null,
  primary key (company_id, program, kind, external_id),
  check (num_nonnulls(customer_id, invoice_id, credit_id) = 1),
  foreign key (company_id, customer_id) references customers (company_id, id),
  foreign key (company_id, invoice_id) references invoices (company_id, id),
  foreign key (company_id, credit_id) references credits (company_id, id)
);
-- Of a program still have it, two identifiers never name one thing.
create unique index external_ids_of_customer on external_ids (company_id, customer_id, program)
  where customer_id is not null and withdrawn_at is null;
create unique index external_ids_of_invoice on external_ids (company_id, invoice_id, program)
  where invoice_id is not null and withdrawn_at is null;
create unique index external_ids_of_credit on external_ids (company_id, credit_id, program)
  where credit_id is not null and withdrawn_at is null;

alter table external_ids enable row level security;
alter table external_ids force row level security;
create policy company_rows on external_ids to relances_app
  using (company_id = any ((select visible_companies())::bigint[]));
create policy owner_rows on external_ids to current_user using (true);
grant select, insert, update on external_ids to relances_app;

-- Beside the row of `imports`, which counts a day: which document came under which identifier, and who pushed it.
call audit_table('external_ids', 'company_id, program, kind, external_id');

-- ---- When a row last changed, for programs that read what is new -------------------------------------

create function note_time_of_change() returns trigger language plpgsql as $$
begin
  new.updated_at := now();
  return new;
end $$;

-- Clients say it already. The audit leaves this column out by its name.
do $$
declare name text;
begin
  foreach name in array array['invoices', 'instalments', 'credits', 'dunning_blocks']
  loop
    -- One constant for the rows that are there: no table is written again.
    execute format('alter table %I add column updated_at timestamptz not null default now()', name);
    execute format('create trigger %I before update on %I for each row execute function note_time_of_change()',
      name || '_updated', name);
  end loop;
  foreach name in array array['customers', 'invoices', 'instalments', 'credits', 'dunning_blocks']
  loop
    execute format('create index %I on %I (company_id, updated_at)', name || '_by_update', name);
  end loop;
end $$;

create index reminder_events_by_time on reminder_events (company_id, occurred_at);

-- Whatever changed before it is committed and seen: a change under way bears the time its transaction began.
create function changes_known_until() returns timestamptz
  language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select least(now(), coalesce(min(xact_start), now())) from pg_stat_activity
  where datname = current_database() and backend_xid is not null
$$;
revoke all on function changes_known_until() from public;
grant execute on function changes_known_until() to relances_app;
