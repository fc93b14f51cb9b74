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

-- What is left of a returned payment is nothing. PostgreSQL before 17 cannot change the expression of a
-- generated column: it is made again, with its index.
alter table credits
  add column is_returned boolean not null default false,
  drop column open_cents;
alter table credits
  add column open_cents bigint not null generated always as
    (case when withdrawn_by_import is null and not is_returned then amount_cents - allocated_cents else 0 end) stored,
  add constraint returned_is_unallocated check (not is_returned or allocated_cents = 0);
create index credits_open on credits (company_id, customer_id, currency) include (open_cents)
  where open_cents > 0;
create index credits_returned on credits (company_id, id) where is_returned;
