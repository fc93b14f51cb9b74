-- An import under way is seen by its owner alone (migration 0033). Two acts cross that line, and no more than that.

-- Its owner gives it to somebody else. The caller says who may have it; the row's owner is the one who asks.
create function hand_deposit(deposit uuid, heir text) returns boolean
  language sql security definer set search_path = public, pg_temp as $$
  with handed as (
    update deposits set owner_id = heir, touched_at = now()
    where id = deposit and owner_id = current_setting('relances.person', true)
      and company_id = any (visible_companies())
    returning id
  )
  select exists (select from handed);
$$;

-- An erasure of personal data has to know what waits for the books of a company: what was previewed for them, and what
-- somebody of that company has sent without saying for whom.
create function waiting_deposits(company bigint)
  returns table (id uuid, company_id bigint, words text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select d.id, d.company_id,
    concat_ws(' ', d.described::text, (select string_agg(f.name, ' ') from deposit_files f where f.deposit_id = d.id))
  from deposits d
  where company = any (visible_companies())
    and (d.company_id = company
      or (d.company_id is null and exists (
        select from users u where u.id = d.owner_id and (u.role_everywhere is not null
          or exists (select from company_roles r where r.user_id = u.id and r.company_id = company)))));
$$;

-- Takes them away whoever owns them, and gives their files, whose bytes are in the store.
create function drop_deposits(company bigint, ids uuid[]) returns setof uuid
  language sql security definer set search_path = public, pg_temp as $$
  with gone as (
    delete from deposits d using waiting_deposits(company) w
    where d.id = w.id and d.id = any (ids)
    returning d.id
  )
  select f.id from deposit_files f join gone g on g.id = f.deposit_id;
$$;

revoke all on function hand_deposit(uuid, text), waiting_deposits(bigint), drop_deposits(bigint, uuid[]) from public;
grant execute on function hand_deposit(uuid, text), waiting_deposits(bigint), drop_deposits(bigint, uuid[])
  to relances_app;
