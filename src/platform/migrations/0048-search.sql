-- « Ctrl K »: clients, invoices and amounts from every screen, at the cost of what is shown.

-- An amount as it is typed: the whole of an invoice, what is left of an instalment, a payment or a credit note.
create index invoices_total on invoices (company_id, total_cents);
create index instalments_left on instalments (company_id, open_cents) where open_cents > 0;
create index credits_amount on credits (company_id, amount_cents);

-- As `customers_named` and `invoices_written`, but no more of them than are looked at. The list is made apart: a limit
-- on the search itself would make PostgreSQL read the table until it has met that many, rather than the trigram index.
create function first_customers_named(needle text, most integer)
  returns table (company_id bigint, customer_id bigint)
  language sql stable security definer set search_path = public, pg_temp
as $$
  with found as materialized (
    select c.company_id, c.id from customers c
    where c.company_id = any ((select visible_companies())::bigint[])
      and c.search like '%' || replace(replace(replace(fold(needle), '\', '\\'), '%', '\%'), '_', '\_') || '%'
  )
  select f.company_id, f.id from found f limit most
$$;
create function first_invoices_written(needle text, most integer)
  returns table (company_id bigint, invoice_id bigint)
  language sql stable security definer set search_path = public, pg_temp
as $$
  with found as materialized (
    select i.company_id, i.id from invoices i
    where i.company_id = any ((select visible_companies())::bigint[])
      and i.number ilike '%' || replace(replace(replace(needle, '\', '\\'), '%', '\%'), '_', '\_') || '%'
  )
  select f.company_id, f.id from found f limit most
$$;
revoke all on function first_customers_named(text, integer), first_invoices_written(text, integer) from public;
grant execute on function first_customers_named(text, integer), first_invoices_written(text, integer) to relances_app;
