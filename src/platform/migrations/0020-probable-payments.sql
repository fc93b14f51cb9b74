-- Payments that have probably settled an invoice, and payments noted before the books have them.

-- The page asks which clients have a payment that nothing has received.
create index credits_paying on credits (company_id, customer_id)
  where open_cents > 0 and kind = 'payment';

-- A row names what a client has unallocated: payments, credit notes, adjustments.
drop index credits_open;
create index credits_open on credits (company_id, customer_id, currency) include (open_cents, kind)
  where open_cents > 0;

-- « Règlement reçu le … », noted on an invoice's row: what was noted, until the books bring the payment itself.
alter table credits add column noted_cents bigint;
alter table credits add constraint noted_is_a_payment check (noted_cents is null or (noted_cents > 0 and kind = 'payment'));
create index credits_noted on credits (company_id, customer_id) where noted_cents is not null;
-- An import that brings the payment takes the note off, and gives it back when it is cancelled.
drop trigger credits_import_change on credits;
create trigger credits_import_change
  after update of source, source_key, customer_id, kind, number, received_on, entered_on, amount_cents,
    withdrawn_by_import, is_provisional, label, noted_cents on credits
  for each row when (current_import() is not null and old.import_id is distinct from current_import())
  execute function note_import_change();
