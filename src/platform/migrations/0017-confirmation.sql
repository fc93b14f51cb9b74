-- Confirming compares all that a letter says; what was decided of a letter to review is kept; a request sent twice is
-- answered once.

-- ---- Letters to review ------------------------------------------------------------------------------

alter table letters
  -- What the letter lists « pour mémoire », in its order: compared as its own rows are.
  add column information_ids bigint[] not null default '{}',
  -- What has changed since the draft, before and after (domain/letter-review.ts Review).
  add column review jsonb,
  add column decision text check (decision in ('redone', 'dropped', 'posted')),
  add column decided_at timestamptz,
  add column decided_by text,
  -- The run that holds the letter made again.
  add column redone_run bigint,
  add column cancel_reason text,
  add constraint decided_by_someone check ((decision is null) = (decided_by is null));

-- ---- A formal notice is advised once ----------------------------------------------------------------

alter table instalments add column had_formal_notice boolean not null default false;
-- A cache of reminder_events, as the level is: it says nothing of its own to the audit.
drop trigger audit_insert on instalments;
drop trigger audit_update on instalments;
drop trigger audit_delete on instalments;
call audit_table('instalments', on_import => true,
  ignored => '{settled_cents,open_cents,level,last_reminded_on,last_event_id,had_formal_notice}');
update instalments i set had_formal_notice = true
where i.level = 4 and exists (
  select from reminder_events e
  where e.company_id = i.company_id and e.instalment_id = i.id and e.kind = 'letter' and e.level_before = 4
    and not exists (select from reminder_events u
      where u.company_id = e.company_id and u.kind = 'undo' and u.undoes_event_id = e.id));
drop index instalments_open;
create index instalments_open on instalments (company_id, customer_id, currency, due_on)
  include (open_cents, level, last_reminded_on, invoice_id, id, is_final, is_provisional, had_formal_notice)
  where open_cents > 0;

-- ---- Requests sent twice ----------------------------------------------------------------------------

-- What was answered to a request that bore a key, for a day: the same request again gets the same answer. Keys are
-- hashed with whoever sent them, and the answer is encrypted with the key: this table tells nothing of anybody.
create table idempotency_keys (
  subject text primary key,
  -- Null, as all that follows, while the first request is at work.
  request_sha256 text,
  status smallint,
  answer text,
  created_at timestamptz not null default now()
);
create index idempotency_keys_oldest on idempotency_keys (created_at);
grant select, insert, update, delete on idempotency_keys to relances_app;
