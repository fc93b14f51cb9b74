-- Whom the dashboard of a company goes to by e-mail, once a month.

create table dashboard_mailings (
  company_id bigint not null references companies,
  id bigint generated always as identity,
  address text not null check (address = lower(address)),
  language text not null check (language in ('fr', 'en')),
  -- First day of the last month that is done with: sent, in doubt or given up. The month somebody asks in is: the first
  -- page comes with the next one.
  done_month date not null,
  -- Of that month.
  attempts integer not null default 0,
  tried_at timestamptz,
  sent_at timestamptz,
  -- Nobody knows whether it has left.
  is_doubtful boolean not null default false,
  answer text,
  created_at timestamptz not null default now(),
  created_by text not null,
  primary key (company_id, id),
  unique (company_id, address)
);

alter table dashboard_mailings enable row level security;
alter table dashboard_mailings force row level security;
create policy company_rows on dashboard_mailings to relances_app
  using (company_id = any ((select visible_companies())::bigint[]));
create policy owner_rows on dashboard_mailings to current_user using (true);
grant select, insert, update, delete on dashboard_mailings to relances_app;

call audit_table('dashboard_mailings', 'company_id, id', ignored => '{done_month,attempts,tried_at,answer}');
