// Over 300 lines because the one company that has something of everything is made here, and walked through here.
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { CAPABILITIES, type Capability, isOfTheInstallation } from '#domain/people/capabilities.ts'
import type { Deposit, ImportState } from '#features/imports/deposit-contract.ts'
import type { Visitor } from '#platform/access.ts'
import { type ApiDocument, listOperations } from '#platform/api-document.ts'
import { importInto, movement, statement } from '../database/bank-world.ts'
import { importFiles, invoiceXml } from '../database/e-invoice-world.ts'
import { createTestDatabase } from '../database.ts'
import { sampleBody } from '../security/hostile-texts.ts'
import { ADDRESS, openServerApp, type Visit } from '../server-app.ts'
import { found } from '../stories/desk.ts'
import { createVisitor } from '../visitor.ts'
import { buildCompany } from '../world.ts'

// Fanny administers FNAC. She asks every route for what is ISAGRI's, by every number it has: first with row-level
// security taken off every table, so that only the application can refuse; then believed by the application to
// administer everything, so that only PostgreSQL can.

const TODAY = '2026-03-31'
/** In every name and text of ISAGRI, and nowhere else. */
const MARK = 'Zorglub'
/** The numbers of all that is ISAGRI's begin here, in every table; nothing of FNAC's has such a number. */
const FIRST_ID = 9_001
const DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
/** The name of ISAGRI's picture: that of its content. */
let image = ''
/** An import of ISAGRI's under way, and its file. */
let deposit = { id: '', file: '' }

const database = await createTestDatabase()
const visitors = new Map<string, Visitor>()
const server = await openServerApp(
  database,
  { today: TODAY },
  {
    known: async ({ headers }) => visitors.get(headers.get('x-visitor') ?? '') ?? null,
  },
)
await buildCompany(database, {
  code: 'FNAC',
  legalName: 'Fnac',
  customers: [
    {
      code: 'F1',
      name: 'Client de Fnac',
      invoices: [{ number: 'F-1', issuedOn: '2026-01-10', dueOn: '2026-02-10', cents: 12_000 }],
      credits: [{ number: 'AV-1', cents: 500 }],
    },
  ],
})
visitors.set('everywhere', await createVisitor(database, { name: 'Partout' }))
await numberFrom(FIRST_ID)
const isagri = await buildCompany(database, {
  code: 'ISAGRI',
  legalName: MARK,
  customers: [
    {
      code: 'I1',
      name: `${MARK} père`,
      town: MARK,
      invoices: [
        { number: `${MARK}-1`, issuedOn: '2026-01-10', dueOn: '2026-02-10', cents: 34_000 },
        { number: `${MARK}-2`, issuedOn: '2026-01-11', dueOn: '2026-02-11', cents: 56_000, status: 'draft' },
      ],
      credits: [{ number: `${MARK}-AV`, cents: 700 }],
    },
    {
      code: 'I2',
      name: `${MARK} fils`,
      invoices: [{ number: `${MARK}-3`, issuedOn: '2026-01-10', dueOn: '2026-02-10', cents: 78_000 }],
      credits: [{ number: `${MARK}-VIR`, cents: 900, kind: 'payment' }],
    },
    { code: 'I4', name: `${MARK} tante`, invoices: [] },
    { code: 'I5', name: `${MARK} tante`, invoices: [] },
  ],
})
beforeAll(fill)
const fanny = await createVisitor(database, { name: 'Fanny', byCompany: { FNAC: 'administrator' } })
visitors.set('fanny', fanny)
// The application's lock taken off: it believes her everywhere, and only her account in the database says otherwise.
visitors.set('believed', {
  ...fanny,
  rights: { roles: { everywhere: 'administrator', byCompany: {} }, scopes: null },
})

/** Numbers of every table from here on. */
async function numberFrom(first: number): Promise<void> {
  const { rows } = await database.owner.query<{ name: string }>(
    `select sequencename as name from pg_sequences where schemaname = 'public'`,
  )
  for (const { name } of rows) await database.owner.query(`alter sequence ${name} restart ${first}`)
}

/** Something of everything in ISAGRI, made by whom administers everywhere. */
async function fill(): Promise<void> {
  const visit = server.visit()
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await visit.ask<T>(method, path, body, { 'x-visitor': 'everywhere' })
    expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBe(200)
    return answer.body
  }
  const [first, second] = ['I1', 'I2'].map((code) => found(isagri.customers.get(code)))
  const note = { kind: 'note', text: MARK, happenedOn: TODAY, nextAction: MARK, nextActionOn: TODAY }
  await ask('POST', '/api/customer-events', { customerId: first, ...note })
  // Its reminder goes by e-mail as well, or would: the company is on trial.
  await database.owner.query(
    `insert into sending_accounts (company_id, label, kind, from_name, from_address, host, port, security, is_default,
       created_by, updated_by) values ($1, $2, 'smtp', $2, 'compta@isagri.example', '127.0.0.1', 1, 'none', true, $3, $3)`,
    [isagri.id, MARK, 'test'],
  )
  await database.owner.query(
    `update customers set email = 'pere@isagri.example', channel = 'both' where company_id = $1 and id = $2`,
    [isagri.id, first],
  )
  const { run } = await ask<{ run: number }>('POST', '/api/runs', {
    filters: { on: '2026-03-30', companies: ['ISAGRI'] },
    selection: { base: 'all', customers: {}, invoices: {} },
    letterOn: TODAY,
  })
  await ask('POST', `/api/runs/${run}/confirmation`)
  await ask('POST', '/api/dunning-blocks', { customerId: second, kind: 'dispute', reason: MARK })
  const { rows: credits } = await database.owner.query(`select id from credits where number = '${MARK}-VIR'`)
  await ask('POST', `/api/credits/${credits[0].id}/allocations`, {
    shares: [{ instalmentId: found(isagri.instalments.get(`${MARK}-3`)), amountCents: 400 }],
  })
  // Pushed by programs of ISAGRI, of the same names as those who ask.
  await database.owner.query(
    `insert into external_ids (company_id, program, kind, external_id, customer_id, invoice_id, credit_id, created_by)
     select $1, p.name, x.kind, 'pushed-1', x.customer_id, x.invoice_id, x.credit_id, 'test'
     from unnest(array['Fanny', 'Partout']) as p (name), lateral (
       select 'customer' as kind, $2::bigint as customer_id, null::bigint as invoice_id, null::bigint as credit_id
       union all select 'invoice', null, $3, null union all select 'credit', null, null, (select id from credits where number = $4 || '-AV')
       union all select 'payment', null, null, (select id from credits where number = $4 || '-VIR')) x`,
    [isagri.id, first, found(isagri.invoices.get(`${MARK}-3`)), MARK],
  )
  // Told to another program, and what a platform said of an invoice.
  await database.owner.query(
    `insert into webhook_endpoints (company_id, label, url, events, is_active, created_by, updated_by)
     values ($1, $2, 'https://' || $2 || '.example', array['payment.recorded'], false, 'test', 'test')`,
    [isagri.id, MARK],
  )
  await database.owner.query(
    `insert into webhook_events (company_id, type, data)
     values ($1, 'payment.recorded', jsonb_build_object('number', $2::text))`,
    [isagri.id, MARK],
  )
  await database.owner.query(
    `insert into sources (company_id, label, kind, settings, rhythm, hour, is_whole, created_by, updated_by)
     values ($1, $2, 'url', jsonb_build_object('kind', 'url', 'url', 'https://' || $2 || '.example'), 'day', 6, false, 'test', 'test')`,
    [isagri.id, MARK],
  )
  await database.owner.query(
    `insert into webhook_deliveries (company_id, endpoint_id, event_id, state)
     select w.company_id, w.id, e.id, 'failed' from webhook_endpoints w join webhook_events e on e.company_id = w.company_id
     where w.company_id = $1`,
    [isagri.id],
  )
  await database.owner.query(
    `insert into dashboard_mailings (company_id, address, language, done_month, created_by)
     values ($1, lower($2) || '@isagri.example', 'fr', '2026-11-01', $2)`,
    [isagri.id, MARK],
  )
  const [kept, merged] = ['I4', 'I5'].map((code) => found(isagri.customers.get(code)))
  await ask('POST', '/api/merges', { kind: 'customers', keptId: kept, mergedId: merged })
  await ask('POST', '/api/companies/ISAGRI/rates', {
    startsOn: '2026-01-01',
    ecbBasisPoints: 215,
    legalBasisPoints: null,
    source: MARK,
  })
  await database.owner.query(
    `insert into customer_contacts (company_id, customer_id, name, created_by) values ($1, $2, $3, 'test')`,
    [isagri.id, first, MARK],
  )
  image = (await send<{ sha256: string }>('/api/companies/ISAGRI/images', DRAWING)).sha256
  await importInto(database, isagri, statement([movement('2026-03-30', 5_000, MARK, MARK)]))
  const importInvoice = () =>
    importFiles(
      database,
      { [`${MARK}.xml`]: invoiceXml({ number: `${MARK}-E`, buyerName: MARK }) },
      { company: 'ISAGRI', archive: server.services.archive },
    )
  // Refused as another seller's, which is kept; then taken.
  await importInvoice()
  await database.owner.query(`update companies set siret = '73282932000074' where id = $1`, [isagri.id])
  await importInvoice()
  await database.owner.query(
    `with file as (
       insert into e_invoice_status_files (company_id, sha256, file_name, content, import_id, created_by)
       select $1, $2, $2, convert_to($2, 'UTF8'), max(id), 'test' from imports where company_id = $1 returning id, import_id
     )
     insert into e_invoice_statuses (company_id, identity_key, file_id, import_id, number, bare_number, status, happened_at,
       happened_on, reasons, amounts, invoice_id, created_by)
     select $1, $2, id, import_id, $2, $2, '200', '2026-03-01T10:00:00', '2026-03-01', '[]', '[]', $3, 'test' from file`,
    [isagri.id, MARK, found(isagri.invoices.get(`${MARK}-3`))],
  )
  await importLists(ask)
}

/** Sends a file, as whom administers everywhere. */
async function send<T>(path: string, content: string): Promise<T> {
  const answer = await server.app.request(`${ADDRESS}${path}`, {
    method: 'POST',
    headers: {
      host: 'localhost:4800',
      'x-visitor': 'everywhere',
      'content-type': 'application/octet-stream',
    },
    body: content,
  })
  return (await answer.json()) as T
}

/** Two lists of invoices: one imported, the other shown and not confirmed yet. */
async function importLists(
  ask: <T>(method: string, path: string, body?: unknown) => Promise<T>,
): Promise<void> {
  const listOf = (number: string) =>
    [
      'Code client;Nom client;Ville;Numéro facture;Date facture;Échéance;Montant TTC',
      `I3;${MARK} oncle;${MARK};${MARK}-${number};10/01/2026;10/02/2026;100,00`,
      '',
    ].join('\n')
  const settled = async (id: string, step: ImportState['step']): Promise<ImportState> => {
    const read = () => ask<ImportState>('GET', `/api/imports/${id}`)
    await vi.waitUntil(async () => (await read()).step === step, { timeout: 20_000, interval: 20 })
    return await read()
  }
  const previewed = async (number: string) => {
    const { id } = await send<Deposit>(`/api/imports?fileName=${MARK}.csv`, listOf(number))
    await ask('POST', `/api/imports/${id}/preview`, { company: 'ISAGRI' })
    return await settled(id, 'previewed')
  }
  const { id, digest } = await previewed('9')
  await ask('POST', `/api/imports/${id}/confirmation`, { digest })
  await settled(id, 'done')
  const { id: waiting, files } = await previewed('10')
  deposit = { id: waiting, file: files[0]?.id ?? '' }
}

const { body: described } = await server
  .visit()
  .ask<ApiDocument>('GET', '/api/openapi.json', undefined, { 'x-visitor': 'everywhere' })
const operations = listOperations(described).filter(({ path, operation }) => {
  // The keys are hers, and no company's.
  if (path.startsWith('/api/keys')) return false
  const access = (operation as { 'x-capability'?: string })['x-capability'] ?? ''
  return access in CAPABILITIES && !isOfTheInstallation(access as Capability)
})

interface Asked {
  readonly method: string
  readonly path: string
  readonly body?: unknown
}

/** Every route, about ISAGRI by its code, and by the first numbers of whatever the route is about. */
function requestsAbout(code: string, firstId: number): Asked[] {
  return operations.flatMap(({ path, method, operation }) => {
    const body = operation.requestBody
    const schema = body && 'content' in body ? body.content['application/json']?.schema : undefined
    const query = (operation.parameters ?? []).flatMap((parameter) =>
      'in' in parameter && parameter.in === 'query' && /^(customer|customerId)$/.test(parameter.name)
        ? [`?${parameter.name}=${firstId}`]
        : [],
    )
    const byNumber = parametersOf(path).some((parameter) => NUMBERED.includes(parameter))
    return (byNumber ? [0, 1, 2, 3] : [0]).flatMap((step) =>
      ['', ...query].map((tail) => ({
        method: method.toUpperCase(),
        path: `${filled(path, code, firstId + step)}${tail}`,
        ...(schema
          ? {
              body: sampleBody(schema as Parameters<typeof sampleBody>[0], { code, id: firstId + step }).body,
            }
          : {}),
      })),
    )
  })
}

/** What numbers count, by what stands before them in a path. */
const NUMBERED = [
  ...[
    'agenda-marks/{id}',
    'allocations/{id}',
    'bank-movements/{id}',
    'credits/{id}',
    'customers/{id}',
    'customers/{customerId}',
  ],
  ...['dunning-blocks/{id}', 'import-doubts/{id}', 'invoices/{id}', 'letters/{id}', 'merges/{id}'],
  ...['messages/{id}', 'returned-mails/{id}', 'noted-payments/{id}', 'accounts/{id}'],
  ...['past-imports/{id}', 'refused-imports/{id}', 'runs/{id}', 'versions/{version}'],
  'sources/{id}',
  ...['webhooks/{id}', 'dashboard-mailings/{id}', 'webhook-deliveries/{id}', 'e-invoice-statuses/{id}'],
]
/** And what else names a thing, or is a choice of a short list. */
const NAMED: Readonly<Record<string, (code: string) => string>> = {
  'companies/{code}': (code) => code,
  'skips/{nominalOn}': () => '2026-11-30',
  'images/{sha256}': () => image,
  'imports/{id}': () => deposit.id,
  'files/{file}': () => deposit.file,
  'lists/{name}': () => 'aged-balance',
  'letter-texts/{level}': () => '1',
  '{level}/{language}': () => 'fr',
  '{language}/{audience}': () => 'business',
  'customers/{externalId}': () => 'pushed-1',
  'invoices/{externalId}': () => 'pushed-1',
  'credits/{externalId}': () => 'pushed-1',
  'payments/{externalId}': () => 'pushed-1',
  // People and their keys are no company's: test/people/administration.test.ts and keys.test.ts.
  'users/{id}': (code) => code,
}

/** The parameters of a path, each with what stands before it: "runs/{id}". */
function parametersOf(path: string): string[] {
  const steps = path.split('/')
  return steps.flatMap((step, at) => (step.startsWith('{') ? [`${steps[at - 1]}/${step}`] : []))
}

function filled(path: string, code: string, id: number): string {
  const steps = path.split('/')
  return steps
    .map((step, at) =>
      step.startsWith('{') ? (NAMED[`${steps[at - 1]}/${step}`]?.(code) ?? String(id)) : step,
    )
    .join('/')
}

const NO_ROWS = JSON.stringify({ rows: [], next: null })

/** What an answer gives away: the mark, or any success about a number of ISAGRI's. */
async function leaks(visitor: string, requests: readonly Asked[]): Promise<string[]> {
  const visit: Visit = server.visit()
  const given: string[] = []
  for (const { method, path, body } of requests) {
    const answer = await visit.ask(method, path, body, { 'x-visitor': visitor })
    const told = JSON.stringify(answer.body)
    const isNumbered = /\/\d{4}/.test(path) || path.endsWith(image) || path.includes(deposit.id)
    const isDone = isNumbered && answer.status === 200 && told !== NO_ROWS
    const isNamed = method === 'GET' && answer.status === 200 && told.includes('ISAGRI')
    if (told.includes(MARK) || isNamed || isDone || answer.status >= 500) {
      given.push(`${method} ${path} ${answer.status} ${told.slice(0, 160)}`)
    }
  }
  return given
}

/** All that is ISAGRI's, table by table, as one digest. */
async function stateOfIsagri(): Promise<Record<string, string>> {
  const { rows: tables } = await database.owner.query<{ name: string }>(
    `select table_name as name from information_schema.columns
     where table_schema = 'public' and column_name = 'company_id' order by 1`,
  )
  const digests: Record<string, string> = {}
  for (const { name } of tables) {
    const { rows } = await database.owner.query(
      `select count(*)::int as rows, md5(coalesce(string_agg(t::text, '' order by t::text), '')) as digest
       from ${name} t where company_id = $1`,
      [isagri.id],
    )
    digests[name] = `${rows[0].rows} ${rows[0].digest}`
  }
  return digests
}

async function withoutRowSecurity<T>(work: () => Promise<T>): Promise<T> {
  const { rows } = await database.owner.query<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind = 'r' and relrowsecurity`,
  )
  const set = async (state: 'enable' | 'disable') => {
    for (const { name } of rows) await database.owner.query(`alter table ${name} ${state} row level security`)
  }
  await set('disable')
  try {
    return await work()
  } finally {
    await set('enable')
  }
}

test('every parameter of a path names something of ISAGRI’s here: a new one is told, or fails', () => {
  const known = [...NUMBERED, ...Object.keys(NAMED)]
  const met = [...new Set(operations.flatMap(({ path }) => parametersOf(path)))]
  expect(met.filter((parameter) => !known.includes(parameter))).toEqual([])
  expect(known.filter((parameter) => !met.includes(parameter))).toEqual([])
})

test('the numbers are those of things that exist: who may see ISAGRI is shown it by most routes', async () => {
  const reads = requestsAbout('ISAGRI', FIRST_ID).filter(({ method }) => method === 'GET')
  const shown = await leaks('everywhere', reads)
  const routesOf = (list: readonly string[]) =>
    new Set(list.map((line) => line.split(/[ ?]/)[1]?.replaceAll(/\/\d{4}/g, '/{id}')))
  expect(routesOf(shown).size).toBeGreaterThan(40)
  const full = Object.values(await stateOfIsagri()).filter((digest) => !digest.startsWith('0 '))
  expect(full.length).toBeGreaterThan(20)
})

describe('what is ISAGRI’s is neither shown nor changed', () => {
  test('by the application alone, without row-level security on any table', async () => {
    const before = await stateOfIsagri()
    expect(await withoutRowSecurity(() => leaks('fanny', requestsAbout('ISAGRI', FIRST_ID)))).toEqual([])
    expect(await stateOfIsagri()).toEqual(before)
  })

  test('by the database alone, when the application takes Fanny for an administrator of everything', async () => {
    const before = await stateOfIsagri()
    expect(await leaks('believed', requestsAbout('ISAGRI', FIRST_ID))).toEqual([])
    expect(await stateOfIsagri()).toEqual(before)
  })
})
