-- Two clients, or two documents, that were one: which stands for which, and what it takes to part them again.

create table merges (
  company_id bigint not null references companies,
  id bigint generated always as identity,
  kind text not null check (kind in ('customers', 'invoices', 'credits')),
  kept_id bigint not null,
  merged_id bigint not null,
  -- The last import of the company when it was made: one that comes later may take its ground away.
  after_import_id bigint not null,
  created_at timestamptz not null default clock_timestamp(),
  created_by text not null,
  undone_at timestamptz,
  undone_by text,
  primary key (company_id, id),
  check (kept_id <> merged_id),
  check ((undone_at is null) = (undone_by is null))
);
create unique index merges_once on merges (company_id, kind, merged_id) where undone_at is null;
create index merges_newest on merges (company_id, id desc);

-- Each row a merge moved or made. Nothing that names anybody is kept here.
create table merge_changes (
  company_id bigint not null,
  merge_id bigint not null,
  -- The row's table.
  kind text not null,
  row_id bigint not null,
  -- The columns it changed, as they were; null for a row it made.
  before jsonb,
  primary key (company_id, merge_id, kind, row_id),
  foreign key (company_id, merge_id) references merges (company_id, id)
);
create index merge_changes_of_row on merge_changes (company_id, kind, row_id);

-- The row that stands for this one since they were merged.
alter table customers add column merged_into bigint;
alter table invoices add column merged_into bigint;
alter table instalments add column merged_into bigint;
alter table credits add column merged_into bigint;
create index customers_merged on customers (company_id, merged_into) where merged_into is not null;
create index invoices_merged on invoices (company_id, merged_into) where merged_into is not null;
create index instalments_merged on instalments (company_id, merged_into) where merged_into is not null;
create index credits_merged on credits (company_id, merged_into) where merged_into is not null;

alter table reminder_events drop constraint reminder_events_kind_check;
alter table reminder_events add constraint reminder_events_kind_check
  check (kind in ('letter', 'manual', 'undo', 'import', 'merge'));

-- The merge under way in this transaction.
create function current_merge() returns bigint
  language sql stable parallel safe
  return nullif(current_setting('relances.merge', true), '')::bigint;

-- A final invoice is not edited; a merge gives it to the client it belongs to.
drop trigger invoices_keep_final on invoices;
create trigger invoices_keep_final before update on invoices for each row
  when (old.status = 'final' and (new.status = 'draft'
    or (old.source = 'manual' and new.source = 'manual'
      and ((old.number, old.issued_on, old.currency, old.total_cents)
          is distinct from (new.number, new.issued_on, new.currency, new.total_cents)
        or (old.customer_id <> new.customer_id and current_merge() is null)))))
  execute function keep_final();
drop trigger instalments_keep_final on instalments;
create trigger instalments_keep_final before update on instalments for each row
  when (old.is_final and old.source_key like 'manual:%' and new.source_key like 'manual:%'
    and ((old.amount_cents, old.currency) is distinct from (new.amount_cents, new.currency)
      or ((old.is_final, old.customer_id) is distinct from (new.is_final, new.customer_id)
        and current_merge() is null)))
  execute function keep_final();

-- What was said to a client stays as it was written: a merge only says to whom.
grant update (customer_id) on customer_events to relances_app;
grant update (customer_id) on payer_names to relances_app;

do $$
declare name text;
begin
  foreach name in array array['merges', 'merge_changes']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy company_rows on %I to relances_app
      using (company_id = any ((select visible_companies())::bigint[]))', name);
    execute format('create policy owner_rows on %I to current_user using (true)', name);
    execute format('grant select, insert, update on %I to relances_app', name);
  end loop;
end $$;
call audit_table('merges');
