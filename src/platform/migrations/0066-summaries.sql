-- When the summary of the evening before leaves, in the time of the company, and in which language.
alter table run_schedules
  add column summary_at time not null default '18:00',
  add column summary_language text not null default 'fr' check (summary_language in ('fr', 'en'));
