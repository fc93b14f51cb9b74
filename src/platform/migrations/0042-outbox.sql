-- Reminders by e-mail: to whom, with which files, and the outbox they leave from.

alter table customers drop constraint customers_channel_check;
alter table customers add constraint customers_channel_check check (channel in ('letter', 'email', 'both'));

-- The addresses of a customer by what they are for. Without one, the contact for reminders is written to, then the
-- customer's own address.
create table customer_addresses (
  company_id bigint not null,
  id bigint generated always as identity,
  customer_id bigint not null,
  purpose text not null check (purpose in ('reminders', 'copy', 'invoices')),
  address text not null check (address <> ''),
  created_at timestamptz not null default now(),
  created_by text not null,
  primary key (company_id, id),
  foreign key (company_id, customer_id) references customers (company_id, id)
);
create unique index customer_addresses_once on customer_addresses (company_id, customer_id, purpose, lower(address));

-- Addresses from which messages have come back: not written to again until somebody takes them off the list.
create table struck_addresses (
  company_id bigint not null references companies,
  -- In small letters.
  address text not null,
  -- What the server said.
  reason text not null,
  created_at timestamptz not null default now(),
  created_by text not null,
  primary key (company_id, address)
);

alter table dunning_levels
  -- An e-mail may be the reminder itself, go beside the paper, or not go.
  add column email_use text not null default 'alone' check (email_use in ('alone', 'copy', 'never')),
  add column attaches_letter boolean not null default true,
  add column attaches_invoices boolean not null default true,
  add column attaches_statement boolean not null default false;
-- A formal notice is a letter; its e-mail is a copy.
update dunning_levels set email_use = 'copy' where level = 4;

-- Beyond, fewer files go.
alter table companies
  add column message_bytes integer not null default 7000000 check (message_bytes between 500000 and 25000000);

alter table letters
  add column way text not null default 'paper' check (way in ('paper', 'email', 'both')),
  -- Why on paper, where an e-mail was wished for.
  add column paper_reason text,
  -- The e-mail as it is frozen with the draft; null on paper alone.
  add column email jsonb,
  add constraint letters_email check ((way = 'paper') = (email is null));
create index letters_by_way on letters (company_id, run_id, way) where way <> 'paper';

-- The outbox: a row is written with the confirmation of its letter, and never deleted.
create table messages (
  company_id bigint not null,
  id bigint generated always as identity,
  customer_id bigint not null,
  run_id bigint not null,
  letter_id bigint not null,
  level smallint not null check (level between 1 and 4),
  account_id bigint not null,
  -- « Comptabilité <compta@…> » may change, the message does not.
  content jsonb not null,
  -- RFC 5322, with its angle brackets.
  message_id text not null,
  -- To whom, and what it is about: words to search by.
  addresses text[] not null,
  subject text not null,
  search text not null,
  -- Nothing went on paper beside it.
  is_alone boolean not null,
  state text not null check (state in ('waiting', 'sending', 'sent', 'failed', 'ambiguous', 'returned', 'not-sent',
    'cancelled', 'elsewhere', 'trial')),
  -- Since when, and by whom.
  state_at timestamptz not null default now(),
  state_by text not null,
  -- Not before.
  leave_at timestamptz not null default now(),
  attempts integer not null default 0,
  -- The process that sends it, and from when on its bytes may have left.
  worker_id uuid,
  handed_at timestamptz,
  sent_at timestamptz,
  -- What the server said last: "250 2.0.0 Ok: queued as 4F…".
  answer text,
  -- Why it was not sent, or why it failed: a key of the catalogue; with what had changed of its letter.
  reason text,
  review jsonb,
  -- The levels went back to where they were; false where something had moved them since. Null where they need not.
  is_level_restored boolean,
  -- The run that holds its letter made again on paper.
  redone_run bigint,
  -- Its bytes as they left, in the archive.
  raw_sha256 text,
  raw_bytes integer,
  created_at timestamptz not null default now(),
  created_by text not null,
  primary key (company_id, id),
  unique (company_id, letter_id),
  foreign key (company_id, letter_id) references letters (company_id, id),
  foreign key (company_id, customer_id) references customers (company_id, id),
  foreign key (company_id, account_id) references sending_accounts (company_id, id),
  check ((state = 'sending') <= (worker_id is not null))
);
create unique index messages_by_message_id on messages (message_id);
create index messages_latest on messages (company_id, created_at desc, id desc);
create index messages_by_state on messages (company_id, state, created_at desc, id desc);
create index messages_of_customer on messages (company_id, customer_id, id);
create index messages_to_leave on messages (company_id, leave_at, id) where state = 'waiting';
create index messages_leaving on messages (worker_id) where state = 'sending';
create index messages_to_write on messages (company_id, id) where raw_sha256 is null and state = 'trial';
-- How many an account has sent of late.
create index messages_of_account on messages (company_id, account_id, handed_at) where handed_at is not null;

do $$
declare name text;
begin
  foreach name in array array['customer_addresses', 'struck_addresses', 'messages']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy company_rows on %I to relances_app
      using (company_id = any ((select visible_companies())::bigint[]))', name);
    execute format('create policy owner_rows on %I to current_user using (true)', name);
    execute format('grant select, insert on %I to relances_app', name);
  end loop;
end $$;
grant delete on customer_addresses, struck_addresses to relances_app;
grant update on messages to relances_app;

-- The text of an e-mail is no more told than that of its letter.
drop trigger audit_update on letters;
call audit_table('letters', events => '{update}', rows_where => $$n.status not in ('draft', 'discarded')$$,
  ignored => '{content,archive_attempts,archive_error,archive_retry_at,email,paper_reason}');
call audit_table('customer_addresses');
call audit_table('struck_addresses', 'company_id, address');
-- What it says is its letter's and its archive's; what the audit tells is who let it leave, and who stopped it.
call audit_table('messages', ignored => '{content,message_id,search,addresses,leave_at,attempts,worker_id,handed_at,
  state_at,state_by,sent_at,answer,review,raw_bytes,run_id,account_id,is_alone}');

-- As before (migration 0010), with the addresses of a customer and the e-mails that were never sent.
create or replace function erase_personal_data(company bigint, customer bigint, what text, why text) returns jsonb
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  contacts integer;
  exchanges integer;
  reasons integer;
  payers integer;
  erased bigint[];
  act bigint;
  details jsonb;
begin
  if company <> all (visible_companies()) then
    raise exception 'company % is not in scope', company using errcode = 'insufficient_privilege';
  end if;
  delete from customer_contacts where company_id = company and customer_id = customer;
  get diagnostics contacts = row_count;
  delete from struck_addresses where company_id = company and address in (
    select lower(a.address) from customer_addresses a where a.company_id = company and a.customer_id = customer);
  delete from customer_addresses where company_id = company and customer_id = customer;
  delete from customer_events where company_id = company and customer_id = customer;
  get diagnostics exchanges = row_count;
  delete from payer_names where company_id = company and customer_id = customer;
  get diagnostics payers = row_count;
  update dunning_blocks set reason = '', lift_reason = nullif(lift_reason, lift_reason)
  where company_id = company and customer_id = customer and (reason <> '' or lift_reason is not null);
  get diagnostics reasons = row_count;
  -- What imports found before they changed it, and letters that were never sent.
  update import_changes set before = before || '{"email": null, "phone": null}'
  where company_id = company and kind = 'customers' and row_id = customer;
  update letters set search = '', way = 'paper', paper_reason = null, email = null,
    content = content || '{"recipientLines": [], "body": {"type": "doc", "content": []}}'
  where company_id = company and customer_id = customer and status in ('discarded', 'to-review');
  update customers set email = null, phone = null where company_id = company and id = customer;
  if what = 'whole' then
    update customers set code = 'X' || id, account = null, name = '–', address_lines = '{}', postcode = null,
      town = null, country = null, siren = null, vat_number = null, other_codes = '{}'
    where company_id = company and id = customer;
    update import_changes set before = before || '{"account": null, "name": "–", "address_lines": [],
      "postcode": null, "town": null, "country": null, "siren": null, "vat_number": null, "other_codes": []}'
    where company_id = company and kind = 'customers' and row_id = customer;
    -- The label of an entry is often the name of the client; one without a number keeps something to be known by.
    update invoices set label = case when number is null then id::text end
    where company_id = company and customer_id = customer and label is not null;
    update credits set label = case when number is null then id::text end
    where company_id = company and customer_id = customer and label is not null;
  end if;

  select coalesce(array_agg(id order by id), '{}') into erased from audit_rows
  where company_id = company and customer_id = customer and erased_by is null and operation <> 'note'
    and (table_name in ('customers', 'customer_contacts', 'customer_addresses', 'customer_events', 'dunning_blocks',
      'payer_names')
      or (what = 'whole' and table_name in ('invoices', 'credits')));
  details := jsonb_build_object('scope', what, 'reason', why, 'contacts', contacts, 'exchanges', exchanges,
    'reasons', reasons, 'payer_names', payers);
  act := record_note(company, 'personal-data-erasure', customer, details || jsonb_build_object(
    'rows', cardinality(erased),
    'rows_sha256', encode(sha256(convert_to(array_to_string(erased, ','), 'UTF8')), 'hex')));
  update audit_rows set before = null, after = null, salt = null, erased_by = act
  where company_id = company and customer_id = customer and id = any (erased);
  return details;
end $$;
