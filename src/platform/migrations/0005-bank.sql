-- Bank statements, their movements and how they were matched.

-- ---- Kinds of files and sources that imports know, and e-invoices ----------------------------------

alter table imports drop constraint imports_kind_check;
alter table imports add constraint imports_kind_check
  check (kind in ('fec', 'list', 'customers', 'example', 'e-invoices', 'statements'));
alter table invoices drop constraint invoices_source_check;
alter table invoices add constraint invoices_source_check
  check (source in ('fec', 'list', 'manual', 'example', 'e-invoice'));
alter table credits drop constraint credits_source_check;
alter table credits add constraint credits_source_check
  check (source in ('fec', 'list', 'manual', 'example', 'e-invoice', 'statement'));

-- A customer is known by one code; other files may call it otherwise, or not give it a code at all.
alter table customers add column other_codes text[] not null default '{}';
-- The code was made of the name: the first file that has a real one gives it.
alter table customers add column code_is_derived boolean not null default false;

-- A corrective invoice stands in the place of the one it corrects.
alter table invoices add column superseded_by bigint;
alter table invoices add constraint invoices_superseded_by
  foreign key (company_id, superseded_by) references invoices (company_id, id);

-- The e-invoices received, each with the invoice or the credit note it is, and its file in the archive.
create table e_invoices (
  company_id bigint not null references companies,
  id bigint generated always as identity,
  -- Kind, number and year of issue: what a seller's document is known by.
  document_key text not null,
  invoice_id bigint,
  credit_id bigint,
  -- BT-3.
  type text not null,
  payable_cents bigint not null,
  -- BT-25: the invoices a credit note or a corrective invoice is about.
  previous_numbers text[] not null default '{}',
  is_corrective boolean not null default false,
  -- BT-83, BT-13.
  payment_reference text,
  order_number text,
  -- BT-21, BT-22: penalties (PMD), fixed indemnity (PMT), discount (AAB) as the document states them.
  notes jsonb not null default '[]',
  file_name text not null,
  media_type text not null check (media_type in ('application/pdf', 'application/xml')),
  sha256 text not null,
  bytes integer not null,
  import_id bigint not null,
  created_at timestamptz not null default now(),
  created_by text not null,
  primary key (company_id, id),
  unique (company_id, document_key),
  check (num_nonnulls(invoice_id, credit_id) = 1),
  foreign key (company_id, invoice_id) references invoices (company_id, id),
  foreign key (company_id, credit_id) references credits (company_id, id)
);
create index e_invoices_of_invoice on e_invoices (company_id, invoice_id) where invoice_id is not null;
create index e_invoices_of_credit on e_invoices (company_id, credit_id) where credit_id is not null;
alter table e_invoices enable row level security;
alter table e_invoices force row level security;
create policy company_rows on e_invoices to relances_app
  using (company_id = any ((select visible_companies())::bigint[]));
create policy owner_rows on e_invoices to current_user using (true);
grant select, insert, update on e_invoices to relances_app;

-- ---- Bank statements --------------------------------------------------------------------------------

-- Accounts that statements have spoken of. The account says whose a statement is.
create table bank_accounts (
  company_id bigint not null references companies,
  id bigint generated always as identity,
  -- IBAN where the bank gives it, else the number as written; empty when a file has none.
  account text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  created_at timestamptz not null default now(),
  created_by text not null,
  primary key (company_id, id),
  unique (company_id, account, currency)
);

create table bank_statements (
  company_id bigint not null,
  id bigint generated always as identity,
  account_id bigint not null,
  -- Account, days and balances: the same statement in another file is known.
  key text not null,
  opened_on date,
  closed_on date,
  opening_cents bigint,
  closing_cents bigint,
  -- Old balance + movements = new balance; null when it cannot be told.
  is_balanced boolean,
  import_id bigint not null,
  -- With the import that brought it.
  cancelled_at timestamptz,
  created_at timestamptz not null default now(),
  created_by text not null,
  primary key (company_id, id),
  unique (company_id, key),
  foreign key (company_id, account_id) references bank_accounts (company_id, id)
);
create index bank_statements_of_account on bank_statements (company_id, account_id, closed_on);

create table bank_movements (
  company_id bigint not null,
  id bigint generated always as identity,
  account_id bigint not null,
  statement_id bigint not null,
  -- Stable from one export to the next: statements that overlap bring a movement once.
  key text not null,
  booked_on date not null,
  -- Positive when money came in.
  amount_cents bigint not null check (amount_cents <> 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  payer text,
  text text not null,
  reference text,
  is_rejection boolean not null,
  line integer not null,
  status text not null default 'pending' check (status in ('pending', 'automatic', 'confirmed', 'set-aside', 'withdrawn')),
  set_aside_reason text check (set_aside_reason in ('debit', 'not-a-customer', 'other')),
  -- Who may have paid, the most likely first; what each would settle is worked out when it is shown.
  candidate_ids bigint[] not null default '{}',
  -- The first of them may be confirmed without choosing.
  has_clear_first boolean not null default false,
  -- A user has undone its match: it is proposed from then on, never matched automatically again.
  was_undone boolean not null default false,
  decided_at timestamptz,
  decided_by text,
  import_id bigint not null,
  search text not null generated always as
    (fold(coalesce(payer, '') || ' ' || text || ' ' || coalesce(reference, ''))) stored,
  primary key (company_id, id),
  unique (company_id, account_id, key),
  check ((status = 'set-aside') = (set_aside_reason is not null)),
  check ((status = 'pending') = (decided_at is null)),
  check ((decided_at is null) = (decided_by is null)),
  foreign key (company_id, account_id) references bank_accounts (company_id, id),
  foreign key (company_id, statement_id) references bank_statements (company_id, id)
);
create index bank_movements_pending on bank_movements (booked_on, id) include (company_id)
  where status = 'pending';
create index bank_movements_matched on bank_movements (decided_at, id) include (company_id)
  where status in ('automatic', 'confirmed');
create index bank_movements_set_aside on bank_movements (booked_on, id) include (company_id)
  where status = 'set-aside';

-- What a movement was found to be: a payment, or the return of one. Cancelled, never deleted.
create table movement_matches (
  company_id bigint not null,
  id bigint generated always as identity,
  movement_id bigint not null,
  credit_id bigint not null,
  kind text not null check (kind in ('payment', 'return')),
  -- True when the books had the payment already: nothing was created for it.
  was_known boolean not null default false,
  -- domain/reconciliation.ts MatchReason, domain/payment-return.ts ReturnReason.
  reasons text[] not null,
  created_at timestamptz not null default now(),
  created_by text not null,
  cancelled_at timestamptz,
  cancelled_by text,
  cancel_reason text,
  primary key (company_id, id),
  check ((cancelled_at is null) = (cancelled_by is null)),
  foreign key (company_id, movement_id) references bank_movements (company_id, id),
  foreign key (company_id, credit_id) references credits (company_id, id)
);
create index movement_matches_of_movement on movement_matches (company_id, movement_id)
  where cancelled_at is null;
-- A payment is brought by one movement, and returned by one.
create unique index movement_matches_of_credit on movement_matches (company_id, credit_id, kind)
  where cancelled_at is null;
-- The payments of an amount: those a returned debit takes back, those the books have already.
create index credits_payments on credits (company_id, amount_cents, received_on) where kind = 'payment';

-- The names customers pay under, learnt when a user confirms one; forgotten when it is undone.
create table payer_names (
  company_id bigint not null,
  -- What the audit knows the row by: the name itself may have to be forgotten.
  id bigint generated always as identity,
  -- domain/party-name.ts payerKey.
  payer_key text not null check (payer_key <> ''),
  customer_id bigint not null,
  movement_id bigint not null,
  created_at timestamptz not null default now(),
  created_by text not null,
  primary key (company_id, payer_key, customer_id),
  foreign key (company_id, customer_id) references customers (company_id, id),
  foreign key (company_id, movement_id) references bank_movements (company_id, id)
);

do $$
declare name text;
begin
  foreach name in array array['bank_accounts', 'bank_statements', 'bank_movements', 'movement_matches',
    'payer_names']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy company_rows on %I to relances_app
      using (company_id = any ((select visible_companies())::bigint[]))', name);
    execute format('create policy owner_rows on %I to current_user using (true)', name);
    execute format('grant select, insert on %I to relances_app', name);
  end loop;
end $$;
grant update on bank_statements, bank_movements, movement_matches to relances_app;
grant delete on payer_names to relances_app;
