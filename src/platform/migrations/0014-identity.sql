-- One document, one row: what tells two documents apart is compared as domain/document-identity.ts does.

-- ---- Numbers ----------------------------------------------------------------------------------------

-- The rule of `bareNumber` (domain/document-number.ts), to the letter: accents are folded, and nothing but A to Z and
-- digits counts. Only what is written in other letters changes, and the indexes of numbers are made again for it.
drop index invoices_bare_number;
drop index credits_bare_number;
create or replace function bare_number(number text) returns text
  language sql immutable strict parallel safe
  return regexp_replace(
    upper(regexp_replace(case when number ~ '^[ -~]*$' then number else normalize(number, NFD) end,
      '[^A-Za-z0-9]', '', 'g') collate "C"),
    '(^|[A-Z])0+(?=[0-9])', '\1', 'g');
create index invoices_bare_number on invoices (company_id, bare_number(number)) where number is not null;
create index credits_bare_number on credits (company_id, bare_number(number)) where kind = 'credit-note';

-- The last digits of a number, without their zeros: 77 of FA-2024-0077. Of two programs, one may write no more.
create function last_digits(number text) returns text
  language sql immutable strict parallel safe
  return ltrim(substring(number from '([0-9]+)[^0-9]*$'), '0');

-- The rule of `identifyingNumber` (domain/document-identity.ts): null for what a spreadsheet has mangled, or signs alone.
create function identifying_number(number text) returns text
  language sql immutable strict parallel safe
  return case when number !~* '^([-+]?[0-9]([.,][0-9]+)?E[-+][0-9]+|#.*)$' then nullif(bare_number(number), '') end;
