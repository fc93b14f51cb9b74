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
