-- What a client pays of late interest and recovery fees is allocated to the penalties of an invoice, and to no
-- instalment: it is printed and never booked, so that nothing of the invoice itself is settled by it.
alter table allocations
  alter column instalment_id drop not null,
  add column penalty_invoice_id bigint,
  add constraint allocated_to_one_thing check ((instalment_id is null) <> (penalty_invoice_id is null)),
  add constraint penalties_paid_by_hand
    check (penalty_invoice_id is null or (credit_id is not null and origin = 'manual')),
  add constraint allocations_penalty_invoice
    foreign key (company_id, penalty_invoice_id) references invoices (company_id, id);
create index allocations_of_penalties on allocations (company_id, penalty_invoice_id)
  where penalty_invoice_id is not null;

-- Where a company's days begin and end, and the times it reads: an IANA name, as "Indian/Reunion".
alter table companies add column time_zone text not null default 'Europe/Paris'
  check (time_zone ~ '^[A-Za-z0-9_+/-]{1,64}$');
