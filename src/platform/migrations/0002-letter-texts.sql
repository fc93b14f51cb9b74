-- Texts of letters: what each level says and shows, version by version.

-- What the letters of a level show, whatever their language and whom they are written to.
alter table dunning_levels
  add column shows_penalties boolean not null default false,
  add column lists_for_information boolean not null default false,
  add column prints_qr boolean not null default true;
-- A formal notice states what the law adds to the principal (law.md §3).
update dunning_levels set shows_penalties = true where level = 4;
-- The company's one option for all levels becomes one of each level.
update dunning_levels set lists_for_information = companies.lists_for_information
  from companies where companies.id = dunning_levels.company_id;
alter table companies drop column lists_for_information;

alter table letter_texts
  -- One line printed after the body, with {variables}; empty: the body ends the letter.
  add column closing text not null default '',
  -- Who signs instead of the signatory of the letterhead.
  add column signatory_name text,
  add column signatory_title text,
  -- Null: our own default of the level.
  add column email_body jsonb,
  add column origin text not null default 'edit' check (origin in ('default', 'edit', 'restore', 'copy')),
  -- Version restored, or copied from another text.
  add column origin_version integer;
update letter_texts set origin = 'default' where version = 1;
