-- What a list says a payment was, where it says that less is left of it: the bank tells the whole. Null where
-- `amount_cents` is the whole.
alter table credits add column whole_cents bigint;
alter table credits add constraint whole_is_more check (whole_cents is null or whole_cents > amount_cents);
create index credits_whole on credits (company_id, whole_cents) where whole_cents is not null;
-- An import that says otherwise gives it back when it is cancelled.
drop trigger credits_import_change on credits;
create trigger credits_import_change
  after update of source, source_key, customer_id, kind, number, received_on, entered_on, amount_cents,
    withdrawn_by_import, is_provisional, label, noted_cents, whole_cents on credits
  for each row when (current_import() is not null and old.import_id is distinct from current_import())
  execute function note_import_change();

-- What has no due date is set aside: « Écartés » finds those clients here, and reads nothing of the others.
create index instalments_undated on instalments (company_id, customer_id) where open_cents > 0 and due_on is null;
