-- Webhooks: other programs are told of what happens, by rows written in the transaction that does it.

create table webhook_endpoints (
  company_id bigint not null references companies,
  id bigint generated always as identity,
  label text not null,
  url text not null,
  events text[] not null,
  is_active boolean not null default true,
  -- Sealed by a key that is in no backup (platform/sealing.ts); the one before signs too for a while.
  secret bytea,
  secret_set_at timestamptz not null default now(),
  old_secret bytea,
  old_secret_until timestamptz,
  -- Since when it fails, how often in a row, and until when it is left alone.
  failing_since timestamptz,
  failures integer not null default 0,
  rest_until timestamptz,
  created_at timestamptz not null default now(),
  created_by text not null,
  updated_at timestamptz not null default now(),
  updated_by text not null,
  removed_at timestamptz,
  removed_by text,
  primary key (company_id, id),
  check ((removed_at is null) = (removed_by is null))
);

create table webhook_events (
  company_id bigint not null references companies,
  -- What the receiver knows it by, however often it comes.
  id uuid not null default gen_random_uuid(),
  -- In the order they were written.
  rank bigint generated always as identity,
  type text not null,
  data jsonb not null,
  -- For one receiver alone: a test.
  only_for bigint,
  occurred_at timestamptz not null default clock_timestamp(),
  primary key (company_id, id)
);
create index webhook_events_in_order on webhook_events (company_id, rank);

create table webhook_deliveries (
  company_id bigint not null,
  id bigint generated always as identity,
  endpoint_id bigint not null,
  event_id uuid not null,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
  tries integer not null default 0,
  -- Since when it waits: three days later it is given up.
  queued_at timestamptz not null default now(),
  next_at timestamptz not null default now(),
  -- A process has it in hand; past that hour it is dead.
  claimed_until timestamptz,
  tried_at timestamptz,
  -- What the receiver answered, or why it could not be reached: a key of the catalogue.
  answer_status integer,
  answer text,
  problem text,
  delivered_at timestamptz,
  resent_by text,
  primary key (company_id, id),
  unique (company_id, endpoint_id, event_id),
  foreign key (company_id, endpoint_id) references webhook_endpoints (company_id, id),
  foreign key (company_id, event_id) references webhook_events (company_id, id)
);
create index webhook_deliveries_waiting on webhook_deliveries (company_id, endpoint_id, next_at)
  where state = 'waiting';
create index webhook_deliveries_of_event on webhook_deliveries (company_id, event_id);

do $$
declare name text;
begin
  foreach name in array array['webhook_endpoints', 'webhook_events', 'webhook_deliveries']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy company_rows on %I to relances_app
      using (company_id = any ((select visible_companies())::bigint[]))', name);
    execute format('create policy owner_rows on %I to current_user using (true)', name);
    execute format('grant select, insert, update on %I to relances_app', name);
  end loop;
end $$;
grant delete on webhook_events, webhook_deliveries to relances_app;
call audit_table('webhook_endpoints',
  ignored => '{secret,old_secret,old_secret_until,failing_since,failures,rest_until}');

-- True when some company in view has asked for events of this type. Most have none: what follows costs them this look.
create function is_told(event text) returns boolean language sql stable as $$
  select exists (select from webhook_endpoints w
    where w.removed_at is null and w.is_active and event = any (w.events))
$$;

create function queue_webhooks() returns trigger language plpgsql as $$
begin
  insert into webhook_deliveries (company_id, endpoint_id, event_id)
  select n.company_id, w.id, n.id
  from new_rows n join webhook_endpoints w on w.company_id = n.company_id
  where w.removed_at is null and w.is_active
    and case when n.only_for is null then n.type = any (w.events) else w.id = n.only_for end
  order by n.rank;
  return null;
end $$;
create trigger webhook_events_queue after insert on webhook_events referencing new table as new_rows
  for each statement execute function queue_webhooks();

-- Who it is about, by the identifiers that the API gives. No name, no free text: a receiver asks for what it may read.
create function customer_facts(company bigint, customer bigint) returns jsonb language sql stable as $$
  select jsonb_build_object('id', c.id, 'code', c.code) from customers c
  where c.company_id = company and c.id = customer
$$;
create function invoice_facts(company bigint, invoice bigint) returns jsonb language sql stable as $$
  select jsonb_build_object('id', v.id, 'number', v.number) from invoices v
  where v.company_id = company and v.id = invoice
$$;

create function tell_levels() returns trigger language plpgsql as $$
begin
  if not is_told('level.changed') then return null; end if;
  insert into webhook_events (company_id, type, data)
  select n.company_id, 'level.changed', jsonb_build_object(
    'customer', customer_facts(i.company_id, i.customer_id), 'invoice', invoice_facts(i.company_id, i.invoice_id),
    'instalmentId', i.id, 'dueOn', i.due_on, 'levelBefore', n.level_before, 'levelAfter', n.level_after,
    'reason', n.kind, 'letterId', n.letter_id)
  from new_rows n join instalments i on i.company_id = n.company_id and i.id = n.instalment_id
  where n.level_before <> n.level_after order by n.id;
  return null;
end $$;
create trigger reminder_events_told after insert on reminder_events referencing new table as new_rows
  for each statement execute function tell_levels();

create function tell_letters() returns trigger language plpgsql as $$
begin
  if not (is_told('letter.confirmed') or is_told('letter.cancelled')) then return null; end if;
  insert into webhook_events (company_id, type, data)
  select n.company_id, 'letter.' || n.status, jsonb_build_object(
    'customer', customer_facts(n.company_id, n.customer_id), 'letterId', n.id, 'runId', n.run_id, 'level', n.level,
    'letterOn', r.letter_on, 'currency', n.currency, 'netCents', n.net_cents, 'way', n.way)
  from new_rows n
    join old_rows o on o.company_id = n.company_id and o.id = n.id
    join runs r on r.company_id = n.company_id and r.id = n.run_id
  where n.status in ('confirmed', 'cancelled') and o.status <> n.status order by n.id;
  return null;
end $$;
create trigger letters_told after update on letters referencing old table as old_rows new table as new_rows
  for each statement execute function tell_letters();

create function block_facts(b dunning_blocks) returns jsonb language sql stable as $$
  select jsonb_build_object('customer', customer_facts(b.company_id, b.customer_id),
    'invoice', invoice_facts(b.company_id, b.invoice_id), 'instalmentId', b.instalment_id, 'blockId', b.id,
    'promisedOn', b.promised_on, 'amountCents', b.amount_cents, 'currency', b.currency)
$$;
create function tell_blocks() returns trigger language plpgsql as $$
begin
  if not (is_told('promise.made') or is_told('dispute.opened')) then return null; end if;
  insert into webhook_events (company_id, type, data)
  select b.company_id, case b.kind when 'promise' then 'promise.made' else 'dispute.opened' end, block_facts(b)
  from new_rows n join dunning_blocks b on b.company_id = n.company_id and b.id = n.id
  where n.kind in ('promise', 'dispute') and n.lifted_at is null order by n.id;
  return null;
end $$;
create trigger dunning_blocks_told after insert on dunning_blocks referencing new table as new_rows
  for each statement execute function tell_blocks();
create function tell_lifted_blocks() returns trigger language plpgsql as $$
begin
  if not (is_told('promise.lifted') or is_told('dispute.lifted')) then return null; end if;
  insert into webhook_events (company_id, type, data)
  select b.company_id, case b.kind when 'promise' then 'promise.lifted' else 'dispute.lifted' end, block_facts(b)
  from new_rows n
    join old_rows o on o.company_id = n.company_id and o.id = n.id
    join dunning_blocks b on b.company_id = n.company_id and b.id = n.id
  where n.kind in ('promise', 'dispute') and o.lifted_at is null and n.lifted_at is not null order by n.id;
  return null;
end $$;
create trigger dunning_blocks_lifted_told after update on dunning_blocks
  referencing old table as old_rows new table as new_rows
  for each statement execute function tell_lifted_blocks();

create function payment_facts(k credits) returns jsonb language sql stable as $$
  select jsonb_build_object('customer', customer_facts(k.company_id, k.customer_id), 'paymentId', k.id,
    'number', k.number, 'receivedOn', k.received_on, 'currency', k.currency, 'amountCents', k.amount_cents,
    'source', k.source)
$$;
create function tell_payments() returns trigger language plpgsql as $$
begin
  if not is_told('payment.received') then return null; end if;
  insert into webhook_events (company_id, type, data)
  select k.company_id, 'payment.received', payment_facts(k)
  from new_rows n join credits k on k.company_id = n.company_id and k.id = n.id
  where n.kind = 'payment' and n.amount_cents > 0 order by n.id;
  return null;
end $$;
create trigger credits_told after insert on credits referencing new table as new_rows
  for each statement execute function tell_payments();
create function tell_cancelled_payments() returns trigger language plpgsql as $$
begin
  if not is_told('payment.cancelled') then return null; end if;
  insert into webhook_events (company_id, type, data)
  select k.company_id, 'payment.cancelled', payment_facts(k)
  from new_rows n
    join old_rows o on o.company_id = n.company_id and o.id = n.id
    join credits k on k.company_id = n.company_id and k.id = n.id
  where n.kind = 'payment' and o.cancelled_at is null and o.withdrawn_by_import is null
    and (n.cancelled_at is not null or n.withdrawn_by_import is not null) order by n.id;
  return null;
end $$;
create trigger credits_cancelled_told after update on credits referencing old table as old_rows new table as new_rows
  for each statement execute function tell_cancelled_payments();
create function tell_returns() returns trigger language plpgsql as $$
begin
  if not is_told('payment.returned') then return null; end if;
  insert into webhook_events (company_id, type, data)
  select k.company_id, 'payment.returned', payment_facts(k) || jsonb_build_object('returnedOn', n.returned_on)
  from new_rows n join credits k on k.company_id = n.company_id and k.id = n.credit_id order by n.id;
  return null;
end $$;
create trigger credit_returns_told after insert on credit_returns referencing new table as new_rows
  for each statement execute function tell_returns();

-- The figures of an import are known at its end only: told at the commit.
create function tell_import() returns trigger language plpgsql as $$
declare event text := case tg_op when 'INSERT' then 'import.completed' else 'import.cancelled' end;
begin
  if not is_told(event) then return null; end if;
  insert into webhook_events (company_id, type, data)
  select m.company_id, event, jsonb_build_object('importId', m.id, 'kind', m.kind, 'fileName', m.file_name,
    'counts', m.counts)
  from imports m where m.company_id = new.company_id and m.id = new.id;
  return null;
end $$;
create constraint trigger imports_told after insert on imports deferrable initially deferred
  for each row execute function tell_import();
create constraint trigger imports_cancelled_told after update of cancelled_at on imports deferrable initially deferred
  for each row when (old.cancelled_at is null and new.cancelled_at is not null) execute function tell_import();
