import { join } from 'node:path'
import { openArchive } from '#platform/archive.ts'
import { CHECKOUT } from '#platform/config.ts'
import type { Database } from '#platform/database.ts'
import { openFolderStore } from '#platform/folder-store.ts'
import { migrate } from '#platform/migrate.ts'
import { MIGRATIONS } from '#platform/migrations.ts'
import { restoreBackup } from '#platform/restore-backup.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** Atelier Dupont's books as 0.1.0 left them, and brought to today. */
export interface DoubledBooks {
  readonly companyId: number
  /** Clients by code: « 411DUP », « C00042 » (Dupont et fils, twice), « c1 » and « C 1 » (one of them of no name). */
  readonly customers: Readonly<Record<string, number>>
  /** Invoices by client's code and number: « 411DUP F1 ». */
  readonly invoices: Readonly<Record<string, number>>
}

/**
 * A database made by 0.1.0, in which a list was imported under 411DUP on 12 January 2026 and, its codes having changed,
 * under C00042 on 12 February: F1 (100 €) and F2 (250 €) are there twice, the old rows reminded (F1 at level 3 on
 * 2 February by hand), 60 € of F2 paid under the old code. Then taken to today.
 */
export async function openDoubledBooks(database: Database): Promise<DoubledBooks> {
  const parts = { database, archive: openArchive(openFolderStore(temporaryFolder())), secretFile: null }
  const actor = { kind: 'cli', name: 'ligne de commande' } as const
  const released = join(CHECKOUT, 'test/fixtures/released/0.1.0.tar.gz')
  await restoreBackup({ ...parts, actor }, released, { replaces: true, migrations: MIGRATIONS.slice(0, 1) })
  await database.owner.query(BOOKS)
  await migrate(database.owner, { canLogin: true })
  const { rows: companies } = await database.owner.query<{ id: number }>(
    "select id from companies where code = 'ATELIER'",
  )
  const companyId = Number(companies[0]?.id)
  const ids = async (query: string) => {
    const { rows } = await database.owner.query<{ name: string; id: number }>(query, [companyId])
    return Object.fromEntries(rows.map(({ name, id }) => [name, Number(id)]))
  }
  const customers = await ids('select code as name, id from customers where company_id = $1')
  const invoices = await ids(
    `select c.code || ' ' || i.number as name, i.id from invoices i join customers c on c.id = i.customer_id
     where i.company_id = $1`,
  )
  return { companyId, customers, invoices }
}

const BOOKS = `
do $$
declare
  company bigint; client bigint; invoice bigint; instalment bigint; payment bigint; event bigint; import bigint;
  spec record;
begin
  insert into companies (code, legal_name, created_by, updated_by)
  values ('ATELIER', 'Atelier du Lin', 'comptable', 'comptable') returning id into company;
  insert into dunning_levels (company_id, level, delay_days, gap_days) values
    (company, 1, 8, 0), (company, 2, 15, 10), (company, 3, 30, 10), (company, 4, 45, 10);
  insert into letter_texts (company_id, level, language, audience, version, title, body, email_subject, created_by)
  select distinct on (level, language, audience) company, level, language, audience, 1, title, body, email_subject,
    'comptable'
  from letter_texts where company_id <> company;
  for spec in select * from (values
    ('411DUP', 'Dupont et fils', '2026-01-12'::timestamptz), ('C00042', 'DUPONT ET FILS', '2026-02-12'),
    ('c1', 'Martin', '2026-01-12'), ('C 1', 'C 1', '2026-02-12')) s (code, name, at)
  loop
    insert into imports (company_id, file_name, sha256, kind, counts, created_at, created_by)
    values (company, spec.code || '.csv', md5(spec.code), 'list', '{}', spec.at, 'comptable') returning id into import;
    insert into customers (company_id, code, name, created_by, updated_by)
    values (company, spec.code, spec.name, 'comptable', 'comptable') returning id into client;
    continue when lower(left(spec.code, 1)) = 'c' and spec.code <> 'C00042';
    insert into invoices (company_id, customer_id, number, kind, issued_on, currency, total_cents, source, source_key,
      import_id, created_by)
    select company, client, n.number, 'invoice', n.issued_on, 'EUR', n.cents, 'list', 'list:' || spec.code || n.number,
      import, 'comptable'
    from (values ('F1', '2026-01-10'::date, 10000), ('F2', '2026-01-12', 25000)) n (number, issued_on, cents);
    insert into instalments (company_id, invoice_id, customer_id, currency, source_key, due_on, amount_cents)
    select company_id, id, customer_id, currency, source_key, issued_on + 30, total_cents from invoices
    where company_id = company and customer_id = client;
  end loop;
  select j.id into instalment from instalments j where j.source_key = 'list:411DUPF1';
  insert into reminder_events (company_id, instalment_id, kind, level_before, level_after, reminded_on_before,
    reminded_on_after, actor)
  values (company, instalment, 'import', 1, 3, null, '2026-02-02', 'comptable') returning id into event;
  update instalments set level = 3, last_reminded_on = '2026-02-02', last_event_id = event where id = instalment;
  select j.id, j.customer_id into instalment, client from instalments j where j.source_key = 'list:411DUPF2';
  insert into credits (company_id, customer_id, kind, number, received_on, currency, amount_cents, allocated_cents,
    source, source_key, created_by)
  values (company, client, 'payment', null, '2026-01-30', 'EUR', 6000, 6000, 'manual', 'manual:dupont', 'comptable')
  returning id into payment;
  insert into allocations (company_id, instalment_id, credit_id, amount_cents, origin, created_by)
  values (company, instalment, payment, 6000, 'manual', 'comptable');
  update instalments set settled_cents = 6000 where id = instalment;
end $$`
