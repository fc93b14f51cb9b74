-- What a client may owe at most, due or not, in euros; null: no limit.
alter table customers add column credit_limit_cents bigint check (credit_limit_cents > 0);
