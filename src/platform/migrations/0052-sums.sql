-- Over 300 lines because the sums, what notes a change and what counts it only make sense together.
-- What clients owe, kept summed: a list sorted by a figure, and totals, then cost what they show (decision 0068).
--
-- Triggers keep the sums, as the owner: the ledger cannot forget one, and the application may only read them. A
-- statement notes whom it concerns; once, as its transaction commits, these clients are counted again from their rows.

-- One client in one currency. A client that owes nothing any more keeps its row, at nothing.
create table customer_sums (
  company_id bigint not null,
  customer_id bigint not null,
  currency text not null,
  -- Open of its final instalments, and of its credits.
  open_cents bigint not null,
  credit_cents bigint not null,
  balance_cents bigint not null generated always as (open_cents - credit_cents) stored,
  first_due_on date,
  least_cents bigint,
  has_provisional boolean not null,
  -- First day that a letter is advised for any of it, by the delays of the company.
  advised_on date,
  -- What was due before `counted_on`: the same for any day between the due days around it, `late_from` to `late_until`.
  -- So it is never wrong because a night passed; a day outside is counted from the rows.
  counted_on date not null,
  late_from date not null,
  late_until date not null,
  late_cents bigint not null,
  late_items bigint not null,
  late_invoices bigint not null,
  primary key (company_id, customer_id, currency)
) with (fillfactor = 80);
create index customer_sums_balance on customer_sums (company_id, balance_cents) where balance_cents <> 0;
create index customer_sums_late on customer_sums (company_id, late_cents) where late_cents > 0;
create index customer_sums_oldest on customer_sums (company_id, first_due_on) where first_due_on is not null;
create index customer_sums_until on customer_sums (company_id, late_until) where open_cents > 0;
create index customer_sums_from on customer_sums (company_id, late_from) where open_cents > 0;

-- A company in one currency, by due day; infinity: without a due date.
create table due_sums (
  company_id bigint not null,
  currency text not null,
  due_on date not null,
  open_cents bigint not null,
  items bigint not null,
  primary key (company_id, currency, due_on)
) with (fillfactor = 50);

-- What transactions under way have changed: a client, or the sum of a due day. Each takes its own rows away as it
-- commits, so that nobody ever sees those of another; what a crash empties was never committed.
create table sum_changes (
  transaction_id xid8 not null default pg_current_xact_id(),
  -- 0: the row that has everything counted at the commit.
  company_id bigint not null,
  customer_id bigint,
  currency text,
  due_on date,
  open_cents bigint,
  items bigint
);
alter table sum_changes set unlogged;
create index sum_changes_of on sum_changes (transaction_id);

do $$
declare name text;
begin
  foreach name in array array['customer_sums', 'due_sums', 'sum_changes']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy owner_rows on %I to current_user using (true)', name);
  end loop;
  foreach name in array array['customer_sums', 'due_sums']
  loop
    execute format('create policy company_rows on %I for select to relances_app
      using (company_id = any ((select visible_companies())::bigint[]))', name);
    execute format('grant select on %I to relances_app', name);
  end loop;
end $$;

-- The sums of one client as its rows say on `day`, in each currency that it has or had something in: what is written,
-- and what `relances verify` compares it with.
create function customer_figures(company bigint, customer bigint, day date)
  returns table (currency text, open_cents bigint, credit_cents bigint, first_due_on date, least_cents bigint,
    has_provisional boolean, advised_on date, counted_on date, late_from date, late_until date, late_cents bigint,
    late_items bigint, late_invoices bigint)
  language sql stable
as $$
  select x.currency, sum(x.open_cents)::bigint, sum(x.credit_cents)::bigint, min(x.due_on),
    min(x.open_cents) filter (where x.open_cents > 0), coalesce(bool_or(x.is_provisional), false), min(x.advised_on),
    day,
    coalesce(max(x.due_on) filter (where x.due_on < day) + 1, '-infinity'),
    coalesce(min(x.due_on) filter (where x.due_on >= day), 'infinity'),
    coalesce(sum(x.open_cents) filter (where x.due_on < day), 0)::bigint,
    count(*) filter (where x.due_on < day), count(distinct x.invoice_id) filter (where x.due_on < day)
  from (
    select i.currency, i.open_cents, 0::bigint as credit_cents, i.due_on, i.invoice_id, i.is_provisional,
      case when i.due_on is null or i.level = 4 and i.had_formal_notice then null
        else greatest(i.due_on + l.delay_days, i.last_reminded_on + l.gap_days) end as advised_on
    from instalments i left join dunning_levels l on l.company_id = i.company_id and l.level = i.level
    where i.company_id = company and i.customer_id = customer and i.open_cents > 0 and i.is_final
    union all
    select k.currency, 0, k.open_cents, null, null, null, null
    from credits k where k.company_id = company and k.customer_id = customer and k.open_cents > 0
    union all
    select s.currency, 0, 0, null, null, null, null
    from customer_sums s where s.company_id = company and s.customer_id = customer
  ) x group by x.currency
$$;

-- ---- Noting what a statement changes ----------------------------------------------------------------

-- Rows before and after are joined by hashing: a plan is kept from one statement to the next, and the first may have
-- been of one row.

create function count_at_commit() returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if coalesce(current_setting('relances.sums_noted', true), '') = '' then
    insert into sum_changes (company_id) values (0);
    -- Rolled back to a savepoint, both are gone.
    perform set_config('relances.sums_noted', 'yes', true);
  end if;
end $$;
revoke all on function count_at_commit() from public;

create function note_new_instalments() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  insert into sum_changes (company_id, customer_id, currency, due_on, open_cents, items)
  with counted as (select * from new_rows where open_cents > 0 and is_final)
  select company_id, customer_id, null::text, null::date, 0, 0 from counted group by company_id, customer_id
  union all
  select company_id, null, currency, coalesce(due_on, 'infinity'), sum(open_cents), count(*) from counted
  group by company_id, currency, due_on;
  if found then perform count_at_commit(); end if;
  return null;
end $$;

create function note_changed_instalments() returns trigger
  language plpgsql security definer set search_path = public, pg_temp set enable_nestloop = off
as $$
begin
  insert into sum_changes (company_id, customer_id, currency, due_on, open_cents, items)
  with changed as (
    select o.company_id, o.customer_id as old_customer, o.currency as old_currency, o.due_on as old_due,
      case when o.is_final then o.open_cents else 0 end as old_cents,
      n.customer_id as new_customer, n.currency as new_currency, n.due_on as new_due,
      case when n.is_final then n.open_cents else 0 end as new_cents
    from old_rows o join new_rows n on n.company_id = o.company_id and n.id = o.id
    where (o.customer_id, o.currency, o.due_on, o.open_cents, o.is_final, o.invoice_id, o.is_provisional, o.level,
        o.last_reminded_on, o.had_formal_notice)
      is distinct from (n.customer_id, n.currency, n.due_on, n.open_cents, n.is_final, n.invoice_id, n.is_provisional,
        n.level, n.last_reminded_on, n.had_formal_notice)
  ), sides as (
    select company_id, old_customer as customer_id, old_currency as currency, old_due as due_on, -old_cents as cents,
      -1 as items
    from changed where old_cents > 0
    union all
    select company_id, new_customer, new_currency, new_due, new_cents, 1 from changed where new_cents > 0
  )
  select company_id, customer_id, null::text, null::date, 0, 0 from sides group by company_id, customer_id
  union all
  select company_id, null, currency, coalesce(due_on, 'infinity'), sum(cents), sum(items) from sides
  group by company_id, currency, due_on having sum(cents) <> 0 or sum(items) <> 0;
  if found then perform count_at_commit(); end if;
  return null;
end $$;

create function note_gone_instalments() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  insert into sum_changes (company_id, customer_id, currency, due_on, open_cents, items)
  with counted as (select * from old_rows where open_cents > 0 and is_final)
  select company_id, customer_id, null::text, null::date, 0, 0 from counted group by company_id, customer_id
  union all
  select company_id, null, currency, coalesce(due_on, 'infinity'), -sum(open_cents), -count(*) from counted
  group by company_id, currency, due_on;
  if found then perform count_at_commit(); end if;
  return null;
end $$;

create function note_new_credits() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  insert into sum_changes (company_id, customer_id)
  select distinct company_id, customer_id from new_rows where open_cents > 0;
  if found then perform count_at_commit(); end if;
  return null;
end $$;

create function note_changed_credits() returns trigger
  language plpgsql security definer set search_path = public, pg_temp set enable_nestloop = off
as $$
begin
  insert into sum_changes (company_id, customer_id)
  with changed as (
    select o.company_id, o.customer_id as old_customer, n.customer_id as new_customer
    from old_rows o join new_rows n on n.company_id = o.company_id and n.id = o.id
    where (o.customer_id, o.currency, o.open_cents) is distinct from (n.customer_id, n.currency, n.open_cents)
  )
  select company_id, old_customer from changed union select company_id, new_customer from changed;
  if found then perform count_at_commit(); end if;
  return null;
end $$;

create function note_gone_credits() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  insert into sum_changes (company_id, customer_id)
  select distinct company_id, customer_id from old_rows where open_cents > 0;
  if found then perform count_at_commit(); end if;
  return null;
end $$;

-- Other delays, other days from which letters are advised.
create function note_changed_delays() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  insert into sum_changes (company_id, customer_id)
  select distinct s.company_id, s.customer_id
  from old_rows o join new_rows n on n.company_id = o.company_id and n.level = o.level
    join customer_sums s on s.company_id = n.company_id and s.open_cents > 0
  where (o.delay_days, o.gap_days) is distinct from (n.delay_days, n.gap_days);
  if found then perform count_at_commit(); end if;
  return null;
end $$;

create trigger sums_insert after insert on instalments referencing new table as new_rows
  for each statement execute function note_new_instalments();
create trigger sums_update after update on instalments referencing old table as old_rows new table as new_rows
  for each statement execute function note_changed_instalments();
create trigger sums_delete after delete on instalments referencing old table as old_rows
  for each statement execute function note_gone_instalments();
create trigger sums_insert after insert on credits referencing new table as new_rows
  for each statement execute function note_new_credits();
create trigger sums_update after update on credits referencing old table as old_rows new table as new_rows
  for each statement execute function note_changed_credits();
create trigger sums_delete after delete on credits referencing old table as old_rows
  for each statement execute function note_gone_credits();
create trigger sums_update after update on dunning_levels referencing old table as old_rows new table as new_rows
  for each statement execute function note_changed_delays();

-- ---- Counting ---------------------------------------------------------------------------------------

-- One transaction of a company counts at a time. The lock is that of the audit, which closes its links at the commit as
-- well: all that this transaction will close is taken at once, in the same order.
create function lock_sums(companies bigint[]) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  perform from audit_heads
  where company_id = any (companies) or company_id in
    (select company_id from audit_links where transaction_id = pg_current_xact_id() and number is null)
  order by company_id for update;
end $$;
revoke all on function lock_sums(bigint[]) from public;

-- Client by client, each through its indexes: a plan kept from when the tables were small must not read them whole.
create function count_customers(companies bigint[], customers bigint[], day date) returns void
  language plpgsql security definer set search_path = public, pg_temp
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
begin
  insert into customer_sums as s (company_id, customer_id, currency, open_cents, credit_cents, first_due_on,
    least_cents, has_provisional, advised_on, counted_on, late_from, late_until, late_cents, late_items, late_invoices)
  select c.company_id, c.customer_id, f.*
  from unnest(companies, customers) c (company_id, customer_id)
    cross join lateral customer_figures(c.company_id, c.customer_id, day) f
  on conflict (company_id, customer_id, currency) do update
    set (open_cents, credit_cents, first_due_on, least_cents, has_provisional, advised_on, counted_on, late_from,
        late_until, late_cents, late_items, late_invoices)
      = (excluded.open_cents, excluded.credit_cents, excluded.first_due_on, excluded.least_cents,
        excluded.has_provisional, excluded.advised_on, excluded.counted_on, excluded.late_from, excluded.late_until,
        excluded.late_cents, excluded.late_items, excluded.late_invoices);
end $$;
revoke all on function count_customers(bigint[], bigint[], date) from public;

create function count_sums() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  set enable_seqscan = off
as $$
declare
  mine constant xid8 := pg_current_xact_id();
  companies bigint[];
  customers bigint[];
begin
  -- What comes after, if the constraints are checked before the commit, is counted once more.
  perform set_config('relances.sums_noted', '', true);
  perform lock_sums(array(select distinct company_id from sum_changes where transaction_id = mine and company_id > 0));
  -- Read committed: what others have committed before the lock was had is seen from here on.
  insert into due_sums as s (company_id, currency, due_on, open_cents, items)
  select company_id, currency, due_on, sum(open_cents), sum(items) from sum_changes
  where transaction_id = mine and currency is not null
  group by company_id, currency, due_on having sum(open_cents) <> 0 or sum(items) <> 0
  on conflict (company_id, currency, due_on) do update
    set open_cents = s.open_cents + excluded.open_cents, items = s.items + excluded.items;
  select array_agg(c.company_id), array_agg(c.customer_id) into companies, customers
  from (select distinct company_id, customer_id from sum_changes
    where transaction_id = mine and customer_id is not null order by company_id, customer_id) c;
  perform count_customers(companies, customers, current_date);
  delete from sum_changes where transaction_id = mine;
  return null;
end $$;
create constraint trigger sum_changes_count after insert on sum_changes
  deferrable initially deferred for each row when (new.company_id = 0) execute function count_sums();

-- All the sums of companies, from their rows alone.
create function rebuild_sums_of(companies bigint[], day date) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  owners bigint[];
  customers bigint[];
begin
  perform lock_sums(companies);
  delete from due_sums where company_id = any (companies);
  delete from customer_sums where company_id = any (companies);
  insert into due_sums (company_id, currency, due_on, open_cents, items)
  select company_id, currency, coalesce(due_on, 'infinity'), sum(open_cents), count(*) from instalments
  where company_id = any (companies) and open_cents > 0 and is_final
  group by company_id, currency, due_on;
  select array_agg(c.company_id), array_agg(c.customer_id) into owners, customers
  from (
    select company_id, customer_id from instalments
    where company_id = any (companies) and open_cents > 0 and is_final
    union
    select company_id, customer_id from credits where company_id = any (companies) and open_cents > 0
    order by company_id, customer_id) c;
  perform count_customers(owners, customers, day);
end $$;
revoke all on function rebuild_sums_of(bigint[], date) from public;
create function rebuild_sums(day date) returns void
  language sql security definer set search_path = public, pg_temp
as $$ select rebuild_sums_of(visible_companies(), day) $$;
revoke all on function rebuild_sums(date) from public;
grant execute on function rebuild_sums(date) to relances_app;

-- Counts late sums again for `day`, of the clients that passed a due day since they were: `most` of them at a time.
create function renew_sums(day date, most integer) returns bigint
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  companies bigint[];
  customers bigint[];
begin
  perform lock_sums(visible_companies());
  select array_agg(c.company_id), array_agg(c.customer_id) into companies, customers
  from (select distinct company_id, customer_id from customer_sums
    where company_id = any (visible_companies()) and open_cents > 0 and (late_until < day or late_from > day)
    limit most) c;
  perform count_customers(companies, customers, day);
  return coalesce(array_length(customers, 1), 0);
end $$;
revoke all on function renew_sums(date, integer) from public;
grant execute on function renew_sums(date, integer) to relances_app;

select rebuild_sums_of(array(select id from companies order by id), current_date);
