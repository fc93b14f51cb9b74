-- What this database knows of its surroundings, which are not in it: the mark of the store where its documents are
-- (« store »), and the digest of the secret that a restore has brought (« secret »). Never part of a backup.
create table installation_marks (
  name text primary key,
  value text not null
);
grant select, insert, update, delete on installation_marks to relances_app;
