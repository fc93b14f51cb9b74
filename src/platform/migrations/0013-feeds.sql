-- What feeds the books: searches that cost what they find, and files that were refused.

-- ---- Searches ---------------------------------------------------------------------------------------

create index bank_movements_search on bank_movements using gin (search gin_trgm_ops)
  with (gin_pending_list_limit = 32768);
create index invoices_bare_number on invoices (company_id, bare_number(number)) where number is not null;
create index credits_bare_number on credits (company_id, bare_number(number)) where kind = 'credit-note';

-- As `invoices_written` (migration 0006): neither `like` nor `bare_number` is leakproof, and under row-level security
-- the application could not use these indexes.
create function movements_written(needle text)
  returns table (movement_id bigint)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select m.id from bank_movements m
  where m.company_id = any ((select visible_companies())::bigint[])
    and m.search like '%' || replace(replace(replace(fold(needle), '\', '\\'), '%', '\%'), '_', '\_') || '%'
$$;
-- Documents that bear one of these bare numbers.
create function invoices_bearing(company bigint, numbers text[])
  returns table (invoice_id bigint)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select i.id from invoices i
  where i.company_id = company and i.company_id = any ((select visible_companies())::bigint[])
    and i.number is not null and bare_number(i.number) = any (numbers)
$$;
create function credit_notes_bearing(company bigint, numbers text[])
  returns table (credit_id bigint)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select k.id from credits k
  where k.company_id = company and k.company_id = any ((select visible_companies())::bigint[])
    and k.kind = 'credit-note' and bare_number(k.number) = any (numbers)
$$;
revoke all on function movements_written(text), invoices_bearing(bigint, text[]),
  credit_notes_bearing(bigint, text[]) from public;
grant execute on function movements_written(text), invoices_bearing(bigint, text[]),
  credit_notes_bearing(bigint, text[]) to relances_app;

-- ---- Files refused ----------------------------------------------------------------------------------

-- Why a file was refused, line by line, for whoever corrects it the day after. Nothing of it is in the books, so that
-- the audit has no part in it; the same file refused again stands in its own place, and old ones are forgotten.
create table refused_imports (
  company_id bigint not null references companies,
  id bigint generated always as identity,
  file_name text not null,
  sha256 text not null,
  kind text not null,
  issues jsonb not null,
  created_at timestamptz not null default now(),
  created_by text not null,
  primary key (company_id, id),
  unique (company_id, sha256)
);
create index refused_imports_newest on refused_imports (company_id, created_at desc);
alter table refused_imports enable row level security;
alter table refused_imports force row level security;
create policy company_rows on refused_imports to relances_app
  using (company_id = any ((select visible_companies())::bigint[]));
create policy owner_rows on refused_imports to current_user using (true);
grant select, insert, update, delete on refused_imports to relances_app;
