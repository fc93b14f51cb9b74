-- What a company is in law, how its letters look, and the days it sends none.

alter table companies
  add column legal_form text,
  add column share_capital_cents bigint check (share_capital_cents > 0),
  -- "RCS Beauvais 732 829 320": as it stands on the paper of the company.
  add column registration text,
  -- iban and bic are those of the account letters ask to pay into.
  add column bank_label text,
  add column accent_color text check (accent_color ~ '^#[0-9a-f]{6}$'),
  add column logo_sha256 text,
  add column signature_sha256 text,
  -- An instalment of less is not worth a letter by itself.
  add column minimum_item_cents bigint not null default 0 check (minimum_item_cents >= 0),
  -- Age of the known payments from which the list warns; null: never.
  add column stale_after_days integer default 7 check (stale_after_days between 1 and 365),
  add column skips_weekends boolean not null default true,
  add column holidays text not null default 'france' check (holidays in ('none', 'france', 'alsace-moselle')),
  -- An archived company is hidden where one chooses; nothing of it is lost.
  add column archived_at timestamptz,
  add column archived_by text,
  add check ((archived_at is null) = (archived_by is null));

-- Accounts beside the one of the letters: a bank statement tells by them whose it is.
create table other_bank_accounts (
  company_id bigint not null references companies,
  position smallint not null check (position between 1 and 20),
  label text,
  iban text not null check (iban <> ''),
  bic text,
  primary key (company_id, position)
);

-- Logos and signatures, named by their content and never removed once a letterhead named them: that of a run names
-- those it was frozen with. In the database, so that a backup of it is a backup of what letters are printed with.
create table company_images (
  company_id bigint not null references companies,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  media_type text not null check (media_type in ('image/png', 'image/jpeg', 'image/svg+xml')),
  bytes bytea not null check (octet_length(bytes) <= 1048576),
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  created_at timestamptz not null default now(),
  created_by text not null,
  primary key (company_id, sha256)
);
alter table companies
  add foreign key (id, logo_sha256) references company_images (company_id, sha256),
  add foreign key (id, signature_sha256) references company_images (company_id, sha256);

-- Days the company is closed, beside week-ends and public holidays.
create table company_closures (
  company_id bigint not null references companies,
  first_on date not null,
  last_on date not null,
  label text not null default '',
  primary key (company_id, first_on, last_on),
  check (first_on <= last_on)
);

do $$
declare name text;
begin
  foreach name in array array['other_bank_accounts', 'company_images', 'company_closures']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy company_rows on %I to relances_app
      using (company_id = any ((select visible_companies())::bigint[]))', name);
    execute format('create policy owner_rows on %I to current_user using (true)', name);
    execute format('grant select, insert on %I to relances_app', name);
  end loop;
end $$;
grant delete on other_bank_accounts, company_closures, company_images to relances_app;
