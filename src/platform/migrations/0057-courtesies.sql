-- Messages outside the four levels: before a due date, and thanks for a payment. They have no letter and move no level.

alter table messages
  alter column run_id drop not null,
  alter column letter_id drop not null,
  alter column level drop not null,
  add column purpose text not null default 'reminder' check (purpose in ('reminder', 'before-due', 'thanks')),
  add constraint messages_of_letters check (case when purpose = 'reminder'
    then run_id is not null and letter_id is not null and level is not null
    else run_id is null and letter_id is null and level is null end);

-- What such a message speaks of: its key is what keeps an instalment from being spoken of twice.
create table courtesy_items (
  company_id bigint not null,
  instalment_id bigint not null,
  purpose text not null check (purpose in ('before-due', 'thanks')),
  message_id bigint not null,
  -- As the message says it: open before the due date, or paid.
  cents bigint not null check (cents > 0),
  due_on date,
  primary key (company_id, instalment_id, purpose),
  foreign key (company_id, instalment_id) references instalments (company_id, id) on delete cascade,
  foreign key (company_id, message_id) references messages (company_id, id)
);
create index courtesy_items_of_message on courtesy_items (company_id, message_id);

create table courtesy_settings (
  company_id bigint primary key references companies,
  -- So many days before the due date; null: no such message.
  before_due_days smallint check (before_due_days between 1 and 30),
  thanks boolean not null,
  -- Allocations up to this one were looked at: a payment of long ago is not thanked for when thanks are switched on.
  thanked_until bigint not null default 0,
  -- Texts that the company has changed, by message and language: {"thanks-fr": {"subject": …, "body": …}}.
  texts jsonb not null default '{}',
  updated_at timestamptz not null default now(),
  updated_by text not null
);

do $$
declare name text;
begin
  foreach name in array array['courtesy_items', 'courtesy_settings']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy company_rows on %I to relances_app
      using (company_id = any ((select visible_companies())::bigint[]))', name);
    execute format('create policy owner_rows on %I to current_user using (true)', name);
    execute format('grant select, insert, update on %I to relances_app', name);
  end loop;
end $$;
grant delete on courtesy_items to relances_app;

call audit_table('courtesy_settings', 'company_id', ignored => '{thanked_until}');
