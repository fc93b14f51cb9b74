-- What comes back from reminders by e-mail: delivery reports, and answers.

-- The mailbox that an account of sending reads them in. A row: it is read. Off: it is gone.
create table return_mailboxes (
  company_id bigint not null,
  account_id bigint not null,
  -- IMAP; null for Microsoft Graph.
  host text,
  port integer check (port between 1 and 65535),
  security text check (security in ('tls', 'starttls', 'none')),
  -- Both null: one signs in as for sending.
  user_name text,
  secret bytea,
  -- When somebody gave it.
  secret_set_at timestamptz,
  -- How far it is read: what its server counts by. Null: not yet.
  cursor json,
  -- When it last was; then why it last was not: as for the account.
  read_at timestamptz,
  problem json,
  -- Not before.
  read_after timestamptz not null default now(),
  created_at timestamptz not null default now(),
  created_by text not null,
  updated_at timestamptz not null default now(),
  updated_by text not null,
  primary key (company_id, account_id),
  foreign key (company_id, account_id) references sending_accounts (company_id, id),
  check (num_nonnulls(host, port, security) in (0, 3)),
  check ((user_name is null) = (secret is null))
);

-- One row for each mail that is about a message of ours: what it says, and nothing of any other.
create table returned_mails (
  company_id bigint not null,
  id bigint generated always as identity,
  message_id bigint not null,
  customer_id bigint not null,
  account_id bigint not null,
  kind text not null check (kind in ('report', 'delay', 'automatic', 'reply')),
  -- Of what it says: read again, in this mailbox or another, it is not written twice.
  digest text not null,
  from_address text not null,
  received_at timestamptz not null,
  -- Of an answer: the words of its writer, without what is quoted.
  text text not null default '',
  -- Of a report: whom it did not reach, with what was said of each.
  recipients jsonb not null default '[]',
  -- The day of payment that a reply seems to promise, the words it was read in, and what a person made of it.
  promised_on date,
  promise_words text,
  promise_state text check (promise_state in ('proposed', 'accepted', 'dismissed')),
  promise_by text,
  -- What holds the reminders of the client until somebody has read it.
  block_id bigint,
  -- Of a reply: who has read it.
  read_at timestamptz,
  read_by text,
  created_at timestamptz not null default now(),
  created_by text not null,
  primary key (company_id, id),
  unique (company_id, message_id, digest),
  foreign key (company_id, message_id) references messages (company_id, id),
  foreign key (company_id, customer_id) references customers (company_id, id),
  foreign key (company_id, account_id) references sending_accounts (company_id, id),
  foreign key (company_id, block_id) references dunning_blocks (company_id, id),
  check ((read_at is null) = (read_by is null)),
  check ((promise_state is null) = (promised_on is null))
);
create index returned_mails_of_customer on returned_mails (company_id, customer_id, id);
create index returned_mails_unread on returned_mails (company_id, received_at, id)
  where kind = 'reply' and read_at is null;
create index returned_mails_of_block on returned_mails (company_id, block_id) where block_id is not null;

-- « Réponse à lire »: given by a reply, lifted by who has read it.
alter table dunning_blocks drop constraint dunning_blocks_kind_check;
alter table dunning_blocks add constraint dunning_blocks_kind_check check (kind in
  ('dispute', 'promise', 'do-not-remind', 'direct-debit', 'payment-under-way', 'insolvency', 'to-confirm',
   'reply-to-read'));

alter table agenda_marks drop constraint agenda_marks_kind_check;
alter table agenda_marks add constraint agenda_marks_kind_check check (kind in
  ('call-back', 'broken-promise', 'dispute', 'letter', 'no-address', 'undelivered'));

do $$
declare name text;
begin
  foreach name in array array['return_mailboxes', 'returned_mails']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy company_rows on %I to relances_app
      using (company_id = any ((select visible_companies())::bigint[]))', name);
    execute format('create policy owner_rows on %I to current_user using (true)', name);
    execute format('grant select, insert, update on %I to relances_app', name);
  end loop;
end $$;
grant delete on return_mailboxes to relances_app;

call audit_table('return_mailboxes', 'company_id, account_id', ignored => '{secret,cursor,read_at,problem,read_after}');
-- The words of people are in no audit: what is told is that a mail came, and who read it or took its promise.
call audit_table('returned_mails', ignored => '{digest,text,promise_words,recipients,account_id,block_id,message_id,
  promise_by,read_by}');

-- As before (migration 0042), with the mails that came back.
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
  -- That a mail came back stays, with the message it is about; what it said goes.
  update returned_mails set from_address = '', text = '', recipients = '[]', promise_words = null
  where company_id = company and customer_id = customer;
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
    and (table_name in ('customers', 'customer_contacts', 'customer_addresses', 'customer_events', 'dunning_blocks', 'returned_mails',
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
