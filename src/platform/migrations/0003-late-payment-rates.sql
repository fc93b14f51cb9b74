-- Legal late-payment rates, dated, with their sources; what a company adds to them, and what it agreed.

-- The law is the same for all: these rows come with the product, every company reads them and none writes
-- them, which is why they alone carry no company. Figures in hundredths of a percent: 1240 is 12.40 %.
create table legal_rates (
  starts_on date primary key check (extract(month from starts_on) in (1, 7) and extract(day from starts_on) = 1),
  -- Main refinancing rate of the European Central Bank on that day.
  ecb_basis_points integer not null check (ecb_basis_points between 0 and 10000),
  -- Rate of interest set by law, « autres cas »: the creditor is a business.
  legal_basis_points integer not null check (legal_basis_points between 0 and 10000),
  -- The same where the creditor is a private person: shown for information, never used.
  individual_basis_points integer not null check (individual_basis_points between 0 and 10000),
  -- How well each figure is known: read in its source, read in a source that cites it, or neither.
  ecb_status text not null check (ecb_status in ('verified', 'secondary', 'unverified')),
  legal_status text not null check (legal_status in ('verified', 'secondary', 'unverified')),
  individual_status text not null check (individual_status in ('verified', 'secondary', 'unverified')),
  source text not null
);

insert into legal_rates values
  ('2014-07-01', 15, 4, 4, 'verified', 'verified', 'verified',
    'BCE : banque-france.fr/en/policy-rates, enterprise.gov.ie (retards de paiement) ; taux légal : moneyvox.fr 52984 (taux annuel unique de 2014 : deux catégories depuis 2015 seulement)'),
  ('2015-01-01', 5, 93, 406, 'verified', 'verified', 'verified',
    'BCE : banque-france.fr/en/policy-rates, enterprise.gov.ie (retards de paiement) ; taux légal : laclef.eu, moneyvox.fr 52984'),
  ('2015-07-01', 5, 99, 429, 'verified', 'verified', 'verified',
    'BCE : banque-france.fr/en/policy-rates, enterprise.gov.ie (retards de paiement) ; taux légal : laclef.eu, moneyvox.fr 52984, affairesjuridiques.aphp.fr'),
  ('2016-01-01', 5, 101, 454, 'verified', 'verified', 'verified',
    'BCE : banque-france.fr/en/policy-rates, enterprise.gov.ie (retards de paiement) ; taux légal : laclef.eu, onb-france.com'),
  ('2016-07-01', 0, 93, 435, 'verified', 'verified', 'verified',
    'BCE : banque-france.fr/en/policy-rates, enterprise.gov.ie (retards de paiement) ; taux légal : laclef.eu, archives.phytoma-ldv.com'),
  ('2017-01-01', 0, 90, 416, 'verified', 'verified', 'verified',
    'BCE : banque-france.fr/en/policy-rates, enterprise.gov.ie (retards de paiement) ; taux légal : laclef.eu, efl.fr R-082130ea'),
  ('2017-07-01', 0, 90, 394, 'verified', 'verified', 'verified',
    'BCE : banque-france.fr/en/policy-rates, enterprise.gov.ie (retards de paiement) ; taux légal : laclef.eu, efl.fr R-082130ea'),
  ('2018-01-01', 0, 89, 373, 'verified', 'verified', 'verified',
    'BCE : banque-france.fr/en/policy-rates, enterprise.gov.ie (retards de paiement) ; taux légal : laclef.eu, ficime.com'),
  ('2018-07-01', 0, 88, 360, 'verified', 'verified', 'verified',
    'BCE : banque-france.fr/en/policy-rates, enterprise.gov.ie (retards de paiement) ; taux légal : laclef.eu, veegee.fr 81217'),
  ('2019-01-01', 0, 86, 340, 'verified', 'verified', 'verified',
    'BCE : banque-france.fr/en/policy-rates, enterprise.gov.ie (retards de paiement) ; taux légal : laclef.eu (une seule source)'),
  ('2019-07-01', 0, 87, 326, 'verified', 'verified', 'verified',
    'BCE : banque-france.fr/en/policy-rates, enterprise.gov.ie (retards de paiement) ; taux légal : laclef.eu (une seule source)'),
  ('2020-01-01', 0, 87, 315, 'verified', 'verified', 'verified',
    'BCE : banque-france.fr/en/policy-rates, enterprise.gov.ie (retards de paiement) ; taux légal : laclef.eu, cabinet-cec.fr'),
  ('2020-07-01', 0, 84, 311, 'verified', 'verified', 'verified',
    'BCE : banque-france.fr/en/policy-rates, enterprise.gov.ie (retards de paiement) ; taux légal : laclef.eu, cabinet-cec.fr'),
  ('2021-01-01', 0, 79, 314, 'verified', 'verified', 'verified',
    'BCE : banque-france.fr/en/policy-rates, enterprise.gov.ie (retards de paiement) ; taux légal : laclef.eu, dandrel-avocats.fr'),
  ('2021-07-01', 0, 76, 312, 'verified', 'verified', 'verified',
    'BCE : banque-france.fr/en/policy-rates, enterprise.gov.ie (retards de paiement) ; taux légal : laclef.eu, dandrel-avocats.fr'),
  ('2022-01-01', 0, 76, 313, 'verified', 'verified', 'verified',
    'BCE : banque-france.fr/en/policy-rates, enterprise.gov.ie (retards de paiement) ; taux légal : laclef.eu, droit-pratique.fr'),
  ('2022-07-01', 0, 77, 315, 'verified', 'verified', 'verified',
    'BCE : banque-france.fr/en/policy-rates, enterprise.gov.ie (retards de paiement) ; taux légal : laclef.eu, notaires2normandie.com'),
  ('2023-01-01', 250, 206, 447, 'verified', 'verified', 'verified',
    'BCE : banque-france.fr/en/policy-rates, enterprise.gov.ie (retards de paiement) ; taux légal : laclef.eu, notaires2normandie.com'),
  ('2023-07-01', 400, 422, 682, 'verified', 'verified', 'verified',
    'BCE : banque-france.fr/en/policy-rates, enterprise.gov.ie (retards de paiement) ; taux légal : laclef.eu, notaires2normandie.com'),
  ('2024-01-01', 450, 507, 801, 'verified', 'verified', 'verified',
    'BCE : banque-france.fr/en/policy-rates, enterprise.gov.ie (retards de paiement) ; taux légal : laclef.eu, exeoffice.eu (autres cas seulement)'),
  ('2024-07-01', 425, 492, 816, 'verified', 'verified', 'verified',
    'BCE : banque-france.fr/en/policy-rates, enterprise.gov.ie (retards de paiement) ; taux légal : laclef.eu, bpifrance-creation.fr (autres cas seulement)'),
  ('2025-01-01', 315, 371, 721, 'verified', 'verified', 'verified',
    'BCE : table des taux directeurs (3,15 % le 18/12/2024), Basiszins 2025-01 in ameax/bgb-interest ; taux légal : laclef.eu, ksca.fr'),
  ('2025-07-01', 215, 276, 665, 'verified', 'verified', 'verified',
    'BCE : table des taux directeurs (2,15 % le 11/06/2025), Basiszins 2025-07 in ameax/bgb-interest ; taux légal : laclef.eu, infos.votrexpert.com'),
  ('2026-01-01', 215, 262, 667, 'verified', 'verified', 'verified',
    'BCE : ntplusdiritto.ilsole24ore.com (GU 20/01/2026 n.15), state-of.biz (Bundesbank) ; taux légal : juriblio.fr (arrêté du 15/12/2025, JO du 26/12/2025)'),
  ('2026-07-01', 240, 275, 684, 'secondary', 'secondary', 'unverified',
    'Sources secondaires citant la page des taux directeurs de la BCE (03/10/2026) et l’arrêté du 26/06/2026 (JO du 30/06/2026) ; 6,84 % non vérifié');


-- What a company adds: a new half-year, or a correction. A row is never changed: a later one stands in its place.
create table company_rates (
  company_id bigint not null references companies,
  id bigint generated always as identity,
  starts_on date not null check (extract(month from starts_on) in (1, 7) and extract(day from starts_on) = 1),
  ecb_basis_points integer not null check (ecb_basis_points between 0 and 10000),
  -- Null until its order is published: only contract rates need it.
  legal_basis_points integer check (legal_basis_points between 0 and 10000),
  source text not null check (source <> ''),
  created_at timestamptz not null default now(),
  created_by text not null,
  primary key (company_id, id)
);
create index company_rates_newest on company_rates (company_id, starts_on, id desc);

-- What the company agreed with its customers: nothing (the law's own rate), the least a contract may set
-- (three times the legal rate), or a rate of its own; and how many days a year has in the reckoning.
alter table companies
  add column agreed_rate text not null default 'default' check (agreed_rate in ('default', 'minimum', 'fixed')),
  add column agreed_basis_points integer check (agreed_basis_points between 1 and 10000),
  add column year_days text not null default '365' check (year_days in ('365', 'civil')),
  add check ((agreed_rate = 'fixed') = (agreed_basis_points is not null));

-- The level asks for penalties, and the rates to reckon them with were missing.
alter table letters add column lacks_rates boolean not null default false;

alter table legal_rates enable row level security;
alter table legal_rates force row level security;
create policy everyone_reads on legal_rates for select to relances_app using (true);
create policy owner_rows on legal_rates to current_user using (true);
grant select on legal_rates to relances_app;

alter table company_rates enable row level security;
alter table company_rates force row level security;
create policy company_rows on company_rates to relances_app
  using (company_id = any ((select visible_companies())::bigint[]));
create policy owner_rows on company_rates to current_user using (true);
-- Neither update nor delete: what was once computed with must stay readable.
grant select, insert on company_rates to relances_app;
