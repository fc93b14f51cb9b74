-- Invoices, credit notes and payments written and allocated by hand.

alter table allocations drop constraint allocations_origin_check;
alter table allocations add constraint allocations_origin_check
  check (origin in ('lettering', 'proposed', 'settled-by-import', 'manual', 'statement'));
-- A user has cancelled what an import had proposed: no import proposes the same again.
alter table allocations add column is_refused boolean not null default false;

-- A payment that came back: a bounced cheque, a rejected direct debit. Cancelled, never deleted.
create table credit_returns (
  company_id bigint not null,
  id bigint generated always as identity,
  credit_id bigint not null,
  returned_on date not null,
  reason text not null,
  -- Import whose books have an entry of their own for this return, which the payment then settles.
  booked_by_import bigint,
  created_at timestamptz not null default now(),
  created_by text not null,
  cancelled_at timestamptz,
  cancelled_by text,
  cancel_reason text,
  primary key (company_id, id),
  check ((cancelled_at is null) = (cancelled_by is null)),
  foreign key (company_id, credit_id) references credits (company_id, id)
);
create unique index credit_returns_active on credit_returns (company_id, credit_id) where cancelled_at is null;

alter table credit_returns enable row level security;
alter table credit_returns force row level security;
create policy company_rows on credit_returns to relances_app
  using (company_id = any ((select visible_companies())::bigint[]));
create policy owner_rows on credit_returns to current_user using (true);
grant select, insert, update on credit_returns to relances_app;

-- What is left of a returned payment is nothing, nor of a credit written by mistake and cancelled.
-- PostgreSQL before 17 cannot change the expression of a generated column: it is made again, with its index.
alter table credits
  add column is_returned boolean not null default false,
  add column cancelled_at timestamptz,
  add column cancelled_by text,
  add column cancel_reason text,
  -- The invoice a credit note corrects, when it is known.
  add column corrects_invoice_id bigint,
  drop column open_cents;
alter table credits
  add column open_cents bigint not null generated always as
    (case when withdrawn_by_import is null and cancelled_at is null and not is_returned
      then amount_cents - allocated_cents else 0 end) stored,
  add constraint returned_is_unallocated check (not is_returned or allocated_cents = 0),
  add constraint cancelled_is_unallocated check (cancelled_at is null or allocated_cents = 0),
  add constraint cancelled_by_someone check ((cancelled_at is null) = (cancelled_by is null)),
  add constraint credits_corrects_invoice
    foreign key (company_id, corrects_invoice_id) references invoices (company_id, id);
create index credits_open on credits (company_id, customer_id, currency) include (open_cents)
  where open_cents > 0;
create index credits_returned on credits (company_id, id) where is_returned;
create index credits_correcting on credits (company_id, corrects_invoice_id)
  where corrects_invoice_id is not null;

-- An instalment's customer is its invoice's, and `relances verify` compares them: the invoice is referenced, and a
-- second reference checked row by row is a tenth of the time the database takes to import a ledger.
alter table instalments drop constraint instalments_company_id_customer_id_fkey;

-- ---- Drafts -----------------------------------------------------------------------------------------

-- How many times a draft was saved: of two people who correct it at once, the second is told.
alter table invoices add column version integer not null default 1;
create index invoices_draft on invoices (company_id, id) where status = 'draft';

-- A draft may be thrown away; nothing else is ever deleted.
grant delete on invoices, instalments to relances_app;
create policy drafts_only on invoices as restrictive for delete to relances_app using (status = 'draft');
create policy drafts_only on instalments as restrictive for delete to relances_app using (not is_final);

-- No final invoice is a draft again, and one written by hand is corrected by a credit note, never edited.
-- An import may take it over, which changes its source.
create function keep_final() returns trigger language plpgsql as $$
begin
  raise exception 'a final invoice is not edited' using errcode = 'restrict_violation';
end $$;
create trigger invoices_keep_final before update on invoices for each row
  when (old.status = 'final' and (new.status = 'draft'
    or (old.source = 'manual' and new.source = 'manual'
      and (old.number, old.issued_on, old.currency, old.total_cents, old.customer_id)
        is distinct from (new.number, new.issued_on, new.currency, new.total_cents, new.customer_id))))
  execute function keep_final();
create trigger instalments_keep_final before update on instalments for each row
  when (old.is_final and old.source_key like 'manual:%' and new.source_key like 'manual:%'
    and (old.is_final, old.amount_cents, old.currency, old.customer_id)
      is distinct from (new.is_final, new.amount_cents, new.currency, new.customer_id))
  execute function keep_final();
create trigger instalments_born_draft before insert on instalments for each row
  when (new.is_final and new.source_key like 'manual:%')
  execute function keep_final();

-- ---- Lists ------------------------------------------------------------------------------------------

-- The lists open on the newest: their first page then costs what it shows.
create index invoices_newest on invoices (company_id, (coalesce(issued_on, date '0001-01-01')), id);
create index credits_newest on credits (company_id, (coalesce(received_on, date '0001-01-01')), id);
create index credits_number on credits using gin (number gin_trgm_ops) with (gin_pending_list_limit = 32768);

-- As `search_customers`: the trigram indexes are read for the application, company by company. Who may see what
-- is asked once, in a subquery, and not for every row.
create or replace function search_customers(needle text)
  returns table (company_id bigint, customer_id bigint)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select c.company_id, c.id from customers c
  where c.company_id = any ((select visible_companies())::bigint[])
    and c.search like '%' || replace(replace(replace(fold(needle), '\', '\\'), '%', '\%'), '_', '\_') || '%'
  union
  select i.company_id, i.customer_id from invoices i
  where i.company_id = any ((select visible_companies())::bigint[])
    and i.number ilike '%' || replace(replace(replace(needle, '\', '\\'), '%', '\%'), '_', '\_') || '%'
$$;
create function customers_named(needle text)
  returns table (customer_id bigint)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select c.id from customers c
  where c.company_id = any ((select visible_companies())::bigint[]) and c.search like '%' || replace(replace(replace(fold(needle), '\', '\\'), '%', '\%'), '_', '\_') || '%'
$$;
create function invoices_written(needle text)
  returns table (invoice_id bigint)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select i.id from invoices i
  where i.company_id = any ((select visible_companies())::bigint[]) and i.number ilike '%' || replace(replace(replace(needle, '\', '\\'), '%', '\%'), '_', '\_') || '%'
$$;
create function credits_written(needle text)
  returns table (credit_id bigint)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select k.id from credits k
  where k.company_id = any ((select visible_companies())::bigint[]) and k.number ilike '%' || replace(replace(replace(needle, '\', '\\'), '%', '\%'), '_', '\_') || '%'
$$;
-- Invoices that bear a number, however it is written: those that hold its last digits, compared bare.
create function invoices_numbered(company bigint, wanted text)
  returns table (invoice_id bigint)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select i.id from invoices i
  where i.company_id = company and i.company_id = any ((select visible_companies())::bigint[])
    and i.number ilike '%' || coalesce(substring(wanted from '([1-9][0-9]*)[^0-9]*$'), '') || '%'
    and bare_number(i.number) = bare_number(wanted)
$$;
revoke all on function customers_named(text), invoices_written(text), credits_written(text),
  invoices_numbered(bigint, text) from public;
grant execute on function customers_named(text), invoices_written(text), credits_written(text),
  invoices_numbered(bigint, text) to relances_app;
