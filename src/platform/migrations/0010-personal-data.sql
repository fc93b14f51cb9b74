-- What is known of a person is erased by one function, as the owner: the application can delete none of it
-- otherwise. What it takes out of the tables it takes out of the audit too, whose chain goes through the digests
-- of contents and not through the contents (migration 0009).

-- `what` is "contacts" (all that the accounts do not need) or "whole" (the name too). Gives what went, by kind.
-- Whether it may be done is decided before (domain/personal-data.ts).
create function erase_personal_data(company bigint, customer bigint, what text, why text) returns jsonb
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
  update letters set search = '',
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
    and (table_name in ('customers', 'customer_contacts', 'customer_events', 'dunning_blocks', 'payer_names')
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
revoke all on function erase_personal_data(bigint, bigint, text, text) from public;
grant execute on function erase_personal_data(bigint, bigint, text, text) to relances_app;
