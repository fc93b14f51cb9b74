-- Links by which people choose a password, apart from what better-auth keeps for a sign-in under way: asking for
-- one must not break the other. Those given before are not taken over: nobody knows who made them.
create table links (
  -- Of the token: a copy of the table opens nothing.
  token_sha256 text primary key,
  user_id text not null references users on delete cascade,
  -- Who gave it, checked again when it is used; null: asked for on the page of a forgotten password.
  made_by text references users on delete cascade,
  -- By which key, when a program gave it.
  made_by_key bigint references api_keys,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index links_of_user on links (user_id);
grant select, insert, delete on links to relances_app;

-- When the person of a session last proved who they are. Signing in is a proof.
alter table sessions add column proved_at timestamptz;
update sessions set proved_at = created_at;
alter table sessions alter column proved_at set default now(), alter column proved_at set not null;
