-- Lists that cost what they show, however far down.

-- Where the next page starts is compared with the sort value. Under row-level security an index may only be asked
-- with what cannot leak a row it hides: PostgreSQL trusts `case` for that, and does not trust `coalesce`.
drop index invoices_newest;
create index invoices_newest on invoices
  (company_id, (case when issued_on is null then date '0001-01-01' else issued_on end), id);
drop index credits_newest;
create index credits_newest on credits
  (company_id, (case when received_on is null then date '0001-01-01' else received_on end), id);

-- The page of a client and its statement read all it ever gave.
create index credits_of_customer on credits (company_id, customer_id);
