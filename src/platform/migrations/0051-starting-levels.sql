-- Where a debt found at a first import begins, as someone has chosen it: a part of the history like any other.
alter table reminder_events drop constraint reminder_events_kind_check;
alter table reminder_events add constraint reminder_events_kind_check
  check (kind in ('letter', 'manual', 'undo', 'import', 'merge', 'start'));
