-- What a client has paid is set against all it owes: payments of a day to come, and what a payment reduces first.

-- The list counts what was received by today, and reads it from the index alone.
drop index credits_open;
create index credits_open on credits (company_id, customer_id, currency) include (open_cents, received_on)
  where open_cents > 0;
-- Payments under way are few, and asked about at each reading of the list.
create index credits_by_day on credits (company_id, received_on) where open_cents > 0;

-- A partial payment reduces the principal first, or the interest it finds (C. civ. 1343-1).
alter table companies add column payments_reduce text not null default 'principal'
  check (payments_reduce in ('principal', 'interest'));
