-- Statuses of e-invoices (« cycle de vie »): what platforms and buyers said of an invoice, and when.

-- Each file as it came, once: the proof of what it says.
create table e_invoice_status_files (
  company_id bigint not null references companies,
  id bigint generated always as identity,
  sha256 text not null,
  file_name text not null,
  content bytea not null,
  import_id bigint not null,
  created_at timestamptz not null default now(),
  created_by text not null,
  primary key (company_id, id),
  unique (company_id, sha256),
  foreign key (company_id, import_id) references imports (company_id, id)
);

create table e_invoice_statuses (
  company_id bigint not null references companies,
  id bigint generated always as identity,
  -- What tells it from any other status, whatever the door it came by.
  identity_key text not null,
  file_id bigint not null,
  import_id bigint not null,
  number text not null,
  bare_number text not null,
  issued_on date,
  -- UNTDID 1001; a credit note has no reminder to stop.
  document_type text,
  status text not null check (status ~ '^[0-9]{3}$'),
  -- As written, without a zone: "2025-07-01T15:10:00".
  happened_at text not null,
  happened_on date not null,
  reasons jsonb not null,
  amounts jsonb not null,
  payable_on date,
  -- Null until the invoice is known.
  invoice_id bigint,
  -- Of a receipt: the part no payment stood for when it was first seen, then the payment noted for it and its amount.
  unknown_cents bigint,
  noted_cents bigint,
  credit_id bigint,
  -- Its import was cancelled.
  withdrawn_at timestamptz,
  created_at timestamptz not null default now(),
  created_by text not null,
  primary key (company_id, id),
  foreign key (company_id, file_id) references e_invoice_status_files (company_id, id),
  foreign key (company_id, import_id) references imports (company_id, id),
  foreign key (company_id, invoice_id) references invoices (company_id, id),
  foreign key (company_id, credit_id) references credits (company_id, id)
);
create unique index e_invoice_statuses_once on e_invoice_statuses (company_id, identity_key)
  where withdrawn_at is null;
create index e_invoice_statuses_of_invoice on e_invoice_statuses (company_id, invoice_id)
  where invoice_id is not null;
create index e_invoice_statuses_waiting on e_invoice_statuses (company_id, bare_number)
  where invoice_id is null and withdrawn_at is null;
create index e_invoice_statuses_of_import on e_invoice_statuses (company_id, import_id);

do $$
declare name text;
begin
  foreach name in array array['e_invoice_status_files', 'e_invoice_statuses']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy company_rows on %I to relances_app
      using (company_id = any ((select visible_companies())::bigint[]))', name);
    execute format('create policy owner_rows on %I to current_user using (true)', name);
    execute format('grant select, insert on %I to relances_app', name);
  end loop;
end $$;
grant update on e_invoice_statuses to relances_app;
call audit_table('e_invoice_statuses', on_import => true,
  ignored => '{identity_key,file_id,bare_number,happened_on,reasons,amounts,unknown_cents}');

-- What a status sets an invoice aside for.
alter table dunning_blocks drop constraint dunning_blocks_kind_check;
alter table dunning_blocks add constraint dunning_blocks_kind_check check (kind in
  ('dispute', 'promise', 'do-not-remind', 'direct-debit', 'payment-under-way', 'insolvency', 'to-confirm',
   'reply-to-read', 'suspended', 'refused', 'not-received'));
alter table dunning_blocks
  add column status_id bigint,
  -- A later status ended it, or its import was cancelled: it may be made again. One lifted by hand may not.
  add column is_lifted_by_status boolean not null default false,
  add constraint dunning_blocks_of_status foreign key (company_id, status_id)
    references e_invoice_statuses (company_id, id);
create index dunning_blocks_of_status on dunning_blocks (company_id, invoice_id) where status_id is not null;
