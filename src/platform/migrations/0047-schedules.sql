-- Reminders by themselves: when, and what became of each time.

create table run_schedules (
  company_id bigint primary key references companies,
  -- « off »; a draft that waits for somebody; or e-mails that leave, with a draft of the rest.
  mode text not null check (mode in ('off', 'prepare', 'send')),
  rhythm text not null check (rhythm in ('week', 'month')),
  -- 1 for a Monday to 7; or days of the month, the last one where the month is shorter.
  days smallint[] not null,
  -- In the time of the company.
  run_at time not null,
  -- Whose e-mails leave by themselves: never the formal notice.
  sent_levels smallint[] not null check (sent_levels <@ '{1,2,3}'::smallint[]),
  -- Payments known to an older day keep everything back; null: whatever their age.
  most_bank_days integer check (most_bank_days between 0 and 365),
  -- At most one contact with a client in so many days, whatever the channel; 0: no such rule.
  contact_gap_days integer not null check (contact_gap_days between 0 and 90),
  -- Who is told the evening before; null: nobody.
  summary_to text,
  -- Days of the rhythm before it are none of this schedule.
  starts_on date not null,
  updated_at timestamptz not null default now(),
  updated_by text not null,
  check (mode = 'off' or cardinality(days) > 0)
);

-- A row for each day of the rhythm that is done with: its key is what keeps two servers, or two clocks, from running twice.
create table scheduled_runs (
  company_id bigint not null references companies,
  nominal_on date not null,
  -- Later than the day of the rhythm where that one was closed or missed; null: skipped before it came.
  ran_on date,
  outcome text not null check (outcome in ('done', 'nothing', 'bank-too-old', 'draft-open', 'skipped')),
  -- The draft that waits for somebody, and the run whose e-mails leave by themselves.
  draft_run bigint,
  sent_run bigint,
  -- From when on everything it lets leave is confirmed; null: to be gone on with.
  finished_at timestamptz,
  -- How many letters and e-mails, what they ask, who is left out and why.
  report jsonb,
  created_at timestamptz not null default now(),
  created_by text not null,
  primary key (company_id, nominal_on)
);
create index scheduled_runs_under_way on scheduled_runs (company_id) where finished_at is null;

-- What was told the evening before. A message is never sent twice, but what could not leave is tried again.
create table schedule_summaries (
  company_id bigint not null references companies,
  nominal_on date not null,
  address text not null,
  attempts integer not null default 0,
  tried_at timestamptz not null default now(),
  sent_at timestamptz,
  -- Nobody knows whether it has left.
  is_doubtful boolean not null default false,
  answer text,
  created_at timestamptz not null default now(),
  created_by text not null,
  primary key (company_id, nominal_on)
);

do $$
declare name text;
begin
  foreach name in array array['run_schedules', 'scheduled_runs', 'schedule_summaries']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy company_rows on %I to relances_app
      using (company_id = any ((select visible_companies())::bigint[]))', name);
    execute format('create policy owner_rows on %I to current_user using (true)', name);
    execute format('grant select, insert, update on %I to relances_app', name);
  end loop;
end $$;
-- A day that was skipped before it came may be taken back.
grant delete on scheduled_runs to relances_app;

call audit_table('run_schedules', 'company_id');
call audit_table('scheduled_runs', 'company_id, nominal_on', ignored => '{report,finished_at}');
call audit_table('schedule_summaries', 'company_id, nominal_on', ignored => '{attempts,tried_at,answer}');

-- Who was written to of late, company by company.
create index runs_by_letter_day on runs (company_id, letter_on) where status = 'confirmed';
create index customer_events_by_day on customer_events (company_id, happened_on) where kind <> 'note';
