-- What one process does for all of them: a backup, a sweep, the watch of a folder. Whoever holds a row is at it until
-- `held_until`, and says so again every few seconds; past that it is dead, and another one takes its task over. Never
-- part of a backup.
create table job_leases (
  name text primary key,
  -- Null: nobody is at it.
  holder uuid,
  held_until timestamptz,
  -- What it does and since when, for whoever shows it or takes it over.
  task json,
  -- When it was last done to its end.
  done_at timestamptz,
  -- When and why it failed the last time: a key of the catalogue and its values. Null once it is done.
  problem json
);
grant select, insert, update, delete on job_leases to relances_app;
