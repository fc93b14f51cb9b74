-- What letters say: a payment reference of their own, and the consumer mediator.

-- Creditor reference (ISO 11649) of a letter of too many invoices to name them one by one: a transfer that carries it
-- pays what the letter asked for.
alter table letters add column payment_reference text check (payment_reference ~ '^RF[0-9]{2}[0-9A-Z]{1,21}$');
-- Its address is longer than what post machines read.
alter table letters add column address_is_long boolean not null default false;
create unique index letters_payment_reference on letters (company_id, payment_reference)
  where payment_reference is not null;

-- The mediator a company comes under, named to consumers with all three (C. conso. L616-1 and R616-1).
alter table companies
  add column mediator_name text,
  add column mediator_address text,
  add column mediator_website text;
-- Whether a company has any: who has none is not asked for a mediator.
create index customers_consumers on customers (company_id) where kind = 'consumer';
