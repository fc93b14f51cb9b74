-- Over 300 lines because the tables, the chain and what writes it only make sense together.
-- Audit: who did what, when and from where, chained so that nothing can be removed or altered unseen.
--
-- Triggers write it, as the owner: the application cannot forget a change, and may only read what was written.
-- One link per transaction and company is closed at commit: it holds the digest of its rows and the hash of the
-- link before it. Company 0 is the installation: people, sign-in methods, keys.

create table audit_links (
  company_id bigint not null,
  id bigint generated always as identity,
  -- Place in the company's chain; null until the transaction commits.
  number bigint,
  transaction_id xid8 not null default pg_current_xact_id(),
  recorded_at timestamptz not null default clock_timestamp(),
  actor text not null,
  actor_kind text not null,
  -- The person behind the actor, whatever the name is by now.
  user_id text,
  address text,
  row_count integer,
  rows_sha256 bytea,
  previous_sha256 bytea,
  sha256 bytea,
  primary key (company_id, id),
  unique (company_id, number)
);
create index audit_links_open on audit_links (transaction_id, company_id) where number is null;
create index audit_links_by_time on audit_links (company_id, recorded_at, id);
-- A person, with the keys they made, or what is nobody: the command line, our own jobs.
create index audit_links_by_whom on audit_links (company_id, (coalesce(user_id, actor_kind)), id);

create table audit_rows (
  company_id bigint not null,
  -- No foreign key: it would double the cost of a row, and `relances verify` finds a row without its link.
  link_id bigint not null,
  id bigint not null,
  table_name text not null,
  operation text not null check (operation in ('insert', 'update', 'delete', 'note')),
  row_key jsonb not null,
  -- What changed, before and after; without secrets.
  before jsonb,
  after jsonb,
  customer_id bigint,
  invoice_id bigint,
  -- Without it, the digest of a telephone number would be enough to guess the number. Erased with the content.
  salt uuid,
  -- Of what changed; what the row is chained by, so that its content can be erased and the chain stays whole.
  content_sha256 bytea not null,
  -- The row of the act that erased the content (migration 0010).
  erased_by bigint,
  sha256 bytea not null,
  primary key (company_id, link_id, id)
);
create sequence audit_rows_id_seq owned by audit_rows.id;
create index audit_rows_of_table on audit_rows (company_id, table_name, link_id, id);
create index audit_rows_of_customer on audit_rows (company_id, customer_id, link_id, id)
  where customer_id is not null;
create index audit_rows_of_invoice on audit_rows (company_id, invoice_id, link_id, id)
  where invoice_id is not null;
create index audit_rows_erased on audit_rows (company_id, erased_by) where erased_by is not null;

-- Where each chain ends. Its row lock makes concurrent transactions of a company close one after the other.
create table audit_heads (
  company_id bigint primary key,
  number bigint not null default 0,
  sha256 bytea not null default ''
);

create function audit_content_digest(r audit_rows) returns bytea
  language sql immutable parallel safe
  return sha256(convert_to(jsonb_build_array(r.salt, r.before, r.after)::text, 'UTF8'));

create function audit_row_digest(r audit_rows) returns bytea
  language sql immutable parallel safe
  return sha256(convert_to(jsonb_build_array(r.company_id, r.link_id, r.id, r.table_name, r.operation, r.row_key,
    r.customer_id, r.invoice_id, encode(r.content_sha256, 'hex'))::text, 'UTF8'));

create function seal_audit_row() returns trigger
  language plpgsql set search_path = public, pg_temp
as $$
begin
  new.salt := gen_random_uuid();
  new.content_sha256 := audit_content_digest(new);
  new.sha256 := audit_row_digest(new);
  return new;
end $$;
create trigger audit_rows_seal before insert on audit_rows for each row execute function seal_audit_row();

create function audit_link_digest(l audit_links) returns bytea
  language sql immutable parallel safe
  return sha256(convert_to(jsonb_build_array(l.company_id, l.id, l.number, extract(epoch from l.recorded_at)::text,
    l.actor, l.actor_kind, l.user_id, l.address, l.row_count, encode(l.rows_sha256, 'hex'),
    encode(l.previous_sha256, 'hex'))::text, 'UTF8'));

-- The digest of no row at all is that of nothing.
create function audit_rows_digest(company bigint, link bigint) returns bytea
  language sql stable set search_path = public, pg_temp
  return (select sha256(coalesce(string_agg(r.sha256, ''::bytea order by r.id), ''::bytea))
    from audit_rows r where r.company_id = company and r.link_id = link);

-- The link of this transaction in a company, opened by its first row. A setting remembers it: rolled back to a
-- savepoint, both are gone.
create function audit_link(company bigint) returns bigint
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  setting text := 'relances.audit_' || company;
  link bigint := nullif(current_setting(setting, true), '')::bigint;
begin
  if link is null then
    insert into audit_links (company_id, actor, actor_kind, user_id, address)
    values (company,
      coalesce(nullif(current_setting('relances.actor', true), ''), 'relances'),
      coalesce(nullif(current_setting('relances.actor_kind', true), ''), 'system'),
      nullif(current_setting('relances.person', true), ''),
      nullif(current_setting('relances.address', true), ''))
    returning id into link;
    perform set_config(setting, link::text, true);
  end if;
  return link;
end $$;
revoke all on function audit_link(bigint) from public;

create function close_audit_link() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  head audit_heads;
  closed audit_links;
begin
  -- What comes after, if the constraints are checked before the commit, opens another link.
  perform set_config('relances.audit_' || new.company_id, '', true);
  -- All companies of the transaction, always in the same order: two transactions never wait for each other.
  insert into audit_heads (company_id)
  select company_id from audit_links where transaction_id = pg_current_xact_id() and number is null
  order by company_id
  on conflict do nothing;
  perform from audit_heads
  where company_id in
    (select company_id from audit_links where transaction_id = pg_current_xact_id() and number is null)
  order by company_id for update;
  select * into strict head from audit_heads where company_id = new.company_id;

  closed := new;
  closed.number := head.number + 1;
  closed.previous_sha256 := head.sha256;
  closed.row_count :=
    (select count(*) from audit_rows where company_id = new.company_id and link_id = new.id);
  closed.rows_sha256 := audit_rows_digest(new.company_id, new.id);
  closed.sha256 := audit_link_digest(closed);
  update audit_links set number = closed.number, previous_sha256 = closed.previous_sha256,
    row_count = closed.row_count, rows_sha256 = closed.rows_sha256, sha256 = closed.sha256
  where company_id = new.company_id and id = new.id;
  update audit_heads set number = closed.number, sha256 = closed.sha256 where company_id = new.company_id;
  return null;
end $$;
create constraint trigger audit_links_close after insert on audit_links
  deferrable initially deferred for each row execute function close_audit_link();

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger audit_rows_append_only before delete or truncate on audit_rows
  for each statement execute function refuse_audit_change();
-- The one change a row allows: its content gone, once, and the act that erased it named.
create trigger audit_rows_closed before update on audit_rows for each row
  when (old.erased_by is not null or new.erased_by is null or num_nonnulls(new.before, new.after, new.salt) > 0
    or (new.company_id, new.link_id, new.id, new.table_name, new.operation, new.row_key, new.customer_id,
        new.invoice_id, new.content_sha256, new.sha256)
      is distinct from (old.company_id, old.link_id, old.id, old.table_name, old.operation, old.row_key,
        old.customer_id, old.invoice_id, old.content_sha256, old.sha256))
  execute function refuse_audit_change();
create trigger audit_links_closed before update on audit_links
  for each row when (old.number is not null) execute function refuse_audit_change();
create trigger audit_links_append_only before delete or truncate on audit_links
  for each statement execute function refuse_audit_change();
create trigger audit_heads_stay before delete or truncate on audit_heads
  for each statement execute function refuse_audit_change();

-- A file imported, or an import taken back, is one row: that of `imports`, with the hash of the file and the
-- counts. Its thousands of rows are in the file, and import_changes has those it found.
create function is_within_import() returns boolean
  language sql stable parallel safe
  return current_import() is not null or coalesce(current_setting('relances.cancelled_import', true), '') <> '';

-- Arguments: key columns; columns that say nothing of their own; columns kept secret; which rows; and
-- whether an import speaks for them. The statement is built, for its tables differ only by these.
create function record_change() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  company text := case when tg_table_name = 'companies' then 'id'
    when tg_argv[0] ~ '\mcompany_id\M' then 'company_id' else null end;
  condition text := case when tg_argv[3] = '' then '' else ' where ' || tg_argv[3] end;
  columns text;
  changes text;
begin
  if tg_argv[4]::boolean and is_within_import() then return null; end if;
  -- Read at each statement: a column added later is audited without a thought.
  select string_agg('%1$s.' || quote_ident(attname), ', ') into columns from pg_attribute
  where attrelid = tg_relid and attnum > 0 and not attisdropped and attname <> all (tg_argv[1]::text[]);
  changes := case tg_op
    when 'INSERT' then format('select to_jsonb(r) as full_row, null::jsonb as before, jsonb_strip_nulls(to_jsonb(r)) as after
      from (select %s from new_rows n%s) r', format(columns, 'n'), condition)
    when 'DELETE' then format('select to_jsonb(r) as full_row, jsonb_strip_nulls(to_jsonb(r)) as before, null::jsonb as after
      from (select %s from old_rows n%s) r', format(columns, 'n'), condition)
    -- Compared as they are before they are written out: most updates touch nothing but ignored columns.
    else format('select d.n as full_row,
        (select jsonb_object_agg(key, value) from jsonb_each(d.o) where value is distinct from d.n -> key) as before,
        (select jsonb_object_agg(key, value) from jsonb_each(d.n) where value is distinct from d.o -> key) as after
      from (
        select to_jsonb((select r from (select %1$s) r)) as o, to_jsonb((select r from (select %2$s) r)) as n
        from old_rows o join new_rows n using (%3$s)
        where (%1$s) is distinct from (%2$s)%4$s
        offset 0
      ) d', format(columns, 'o'), format(columns, 'n'), tg_argv[0], replace(condition, ' where ', ' and '))
    end;
  execute format($sql$
    with changes as materialized (
      select coalesce((full_row ->> %L)::bigint, 0) as company_id, full_row, before, after
      from (%s) c where before is not null or after is not null
    ),
    links as materialized (
      select company_id, audit_link(company_id) as link_id from (select distinct company_id from changes) d
    ),
    named as (
      select c.company_id, l.link_id, nextval('audit_rows_id_seq') as id, $1 as table_name, $2 as operation,
        jsonb_build_object(%s) as row_key, %s,
        case when $1 = 'customers' then (c.full_row ->> 'id')::bigint
          else coalesce((c.full_row ->> 'customer_id')::bigint, i.customer_id, k.customer_id) end as customer_id,
        case when $1 = 'invoices' then (c.full_row ->> 'id')::bigint
          else coalesce((c.full_row ->> 'invoice_id')::bigint, i.invoice_id) end as invoice_id
      from changes c
      join links l on l.company_id = c.company_id
      left join instalments i on i.company_id = c.company_id and i.id = (c.full_row ->> 'instalment_id')::bigint
      left join credits k on k.company_id = c.company_id and k.id = (c.full_row ->> 'credit_id')::bigint
    )
    insert into audit_rows (company_id, link_id, id, table_name, operation, row_key, before, after, customer_id,
      invoice_id)
    select * from named$sql$,
    company, changes,
    (select string_agg(format('%1$L, c.full_row -> %1$L', key), ', ') from regexp_split_to_table(tg_argv[0], ', ') key),
    case tg_argv[2] when '{}' then 'c.before, c.after'
      else 'hide(c.before, $3) as before, hide(c.after, $3) as after' end)
  using tg_table_name::text, lower(tg_op), tg_argv[2]::text[];
  return null;
end $$;

create function hide(changed jsonb, secret text[]) returns jsonb
  language sql immutable parallel safe
  return changed || coalesce(
    (select jsonb_object_agg(name, '•') from unnest(secret) name where jsonb_typeof(changed -> name) <> 'null'), '{}');

-- What is not a change of a row: a sign-in, personal data taken out. Company 0 is the installation's, where
-- everybody who tries to sign in leaves a note.
create function record_note(company bigint, what text, customer bigint, details jsonb) returns bigint
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare noted bigint := nextval('audit_rows_id_seq');
begin
  if company <> 0 and company <> all (visible_companies()) then
    raise exception 'company % is not in scope', company using errcode = 'insufficient_privilege';
  end if;
  insert into audit_rows (company_id, link_id, id, table_name, operation, row_key, after, customer_id)
  values (company, audit_link(company), noted, what, 'note', '{}', details, customer);
  return noted;
end $$;
revoke all on function record_note(bigint, text, bigint, jsonb) from public;
grant execute on function record_note(bigint, text, bigint, jsonb) to relances_app;

-- For this migration and those to come: a table with money, levels, texts or people is given to it once.
create procedure audit_table(
  name text, keys text default 'company_id, id', ignored text[] default '{}', secret text[] default '{}',
  rows_where text default '', on_import boolean default false, events text[] default '{insert,update,delete}')
language plpgsql as $$
declare event text;
begin
  foreach event in array events loop
    execute format(
      'create trigger audit_%s after %1$s on %I referencing %s for each statement
        execute function record_change(%L, %L, %L, %L, %L)',
      event, name,
      case event when 'insert' then 'new table as new_rows' when 'delete' then 'old table as old_rows'
        else 'old table as old_rows new table as new_rows' end,
      keys, ignored || '{updated_at,updated_by,search}', secret, rows_where, on_import);
  end loop;
end $$;

call audit_table('companies', 'id');
call audit_table('dunning_levels', 'company_id, level');
call audit_table('letter_texts');
call audit_table('company_rates');
call audit_table('other_bank_accounts', 'company_id, position');
call audit_table('company_images', 'company_id, sha256', '{bytes}');
call audit_table('company_closures', 'company_id, first_on, last_on');
-- What was odd in a file is in the file, whose hash is kept, and may name people.
call audit_table('imports', ignored => '{issues,issue_count}');
call audit_table('customers', on_import => true);
call audit_table('invoices', on_import => true);
-- Settled sums and levels are caches of allocations and reminder_events, which are audited themselves.
call audit_table('instalments', on_import => true,
  ignored => '{settled_cents,open_cents,level,last_reminded_on,last_event_id}');
call audit_table('credits', on_import => true, ignored => '{allocated_cents,open_cents}');
call audit_table('credit_returns', on_import => true);
call audit_table('allocations', on_import => true);
call audit_table('dunning_blocks', on_import => true);
call audit_table('reminder_events', on_import => true, events => '{insert}');
call audit_table('e_invoices', on_import => true);
call audit_table('bank_accounts', on_import => true);
call audit_table('bank_statements', on_import => true);
call audit_table('bank_movements', on_import => true, ignored => '{candidate_ids,has_clear_first}');
call audit_table('movement_matches', on_import => true);
call audit_table('payer_names');
call audit_table('customer_contacts');
call audit_table('customer_events');
call audit_table('agenda_marks');
-- A draft is nobody's business until it leaves: from then on, the letter and its archive are.
call audit_table('runs', events => '{update}', ignored => '{letterhead}');
call audit_table('letters', events => '{update}', rows_where => $$n.status not in ('draft', 'discarded')$$,
  ignored => '{content,archive_attempts,archive_error,archive_retry_at}');
call audit_table('company_roles', 'company_id, user_id');
call audit_table('users', 'id');
call audit_table('api_keys', 'id', '{last_used_at}', '{sha256}');
call audit_table('sign_in_methods', 'id', '{access_token,refresh_token,id_token}', '{password}');
call audit_table('second_factors', 'id', '{failed_verification_count,locked_until}', '{secret,backup_codes}');
call audit_table('passkeys', 'id', '{counter}', '{credential_id,public_key}');

do $$
declare name text;
begin
  foreach name in array array['audit_links', 'audit_rows', 'audit_heads']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    -- The installation's own chain is for who is everywhere, and for the command line.
    execute format('create policy company_rows on %I for select to relances_app
      using (company_id = any ((select visible_companies())::bigint[])
        or (company_id = 0 and (select companies_of_person()) is null))', name);
    execute format('create policy owner_rows on %I to current_user using (true)', name);
    execute format('grant select on %I to relances_app', name);
  end loop;
end $$;
grant execute on function audit_content_digest(audit_rows), audit_row_digest(audit_rows),
  audit_link_digest(audit_links), audit_rows_digest(bigint, bigint) to relances_app;

-- Letters archived before there was an audit enter the chain as they are.
insert into audit_rows (company_id, link_id, id, table_name, operation, row_key, after, customer_id)
select l.company_id, k.link_id, nextval('audit_rows_id_seq'), 'letters', 'update',
  jsonb_build_object('company_id', l.company_id, 'id', l.id),
  jsonb_build_object('archive_sha256', l.archive_sha256), l.customer_id
from letters l
join (select company_id, audit_link(company_id) as link_id
      from (select distinct company_id from letters where archived_at is not null) c) k
  on k.company_id = l.company_id
where l.archived_at is not null;
