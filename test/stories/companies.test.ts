import { afterAll, describe, expect, test, vi } from 'vitest'
import type { Company, SentImage } from '#features/companies/contract.ts'
import { letterheadRoutes } from '#features/companies/server/letterhead-routes.ts'
import { companiesRoutes } from '#features/companies/server/routes.ts'
import { sessionRoutes } from '#features/people/server/session-routes.ts'
import { createDraft } from '#features/runs/server/create-draft.ts'
import { letterPdf } from '#features/runs/server/letter-pdf.ts'
import { createLetterPool } from '#letters/pool.ts'
import { requireActive } from '#platform/company-scope.ts'
import { withScope } from '#platform/scoped.ts'
import { routerOf } from '#platform/serve.ts'
import { jpegFixture, pngOf } from '#readers/image-fixture.ts'
import { createTestApp } from '../app.ts'
import { memoryArchive } from '../archive.ts'
import { createTestDatabase } from '../database.ts'
import { textOfPdf } from '../pdf-text.ts'
import { companyOpener, invoice } from './company-desk.ts'
import { found } from './desk.ts'

// What is done in « Paramètres › Entreprises », through its routes, and what letters show of it.

const database = await createTestDatabase()
const openCompany = companyOpener(database)
const pool = createLetterPool({ size: 1 })
afterAll(() => pool.close())
const app = createTestApp({
  database,
  today: '2026-03-31',
  api: routerOf(database, [
    ...companiesRoutes,
    ...letterheadRoutes({ pool }),
    ...sessionRoutes({ database, version: 'test' }),
  ]),
})

async function ask(method: string, path: string, body?: object | Uint8Array<ArrayBuffer>) {
  const isBytes = body instanceof Uint8Array
  return await app.request(`http://localhost/api${path}`, {
    method,
    headers: { host: 'localhost', 'content-type': isBytes ? 'application/octet-stream' : 'application/json' },
    ...(body === undefined ? {} : { body: isBytes ? body : JSON.stringify(body) }),
  })
}

async function call<T>(method: string, path: string, body?: object | Uint8Array<ArrayBuffer>) {
  const response = await ask(method, path, body)
  return { status: response.status, body: (await response.json()) as T & { key?: string; message?: string } }
}

const change = (company: Company, fields: object) =>
  call<Company>('PUT', `/companies/${company.code}`, { ...company, ...fields })

const codesOfSession = async () =>
  (await call<{ companies: { code: string }[] }>('GET', '/session')).body.companies.map(({ code }) => code)

const LOGO = new Uint8Array(pngOf(280, 70, [27, 94, 32]))

describe('a letterhead', () => {
  test('is created, filled with two accounts and a form, and read back', async () => {
    const created = await call<Company>('POST', '/companies', { code: 'GAEC', legalName: 'GAEC du Lac' })
    expect(created.body).toMatchObject({ code: 'GAEC', archivedAt: null, otherAccounts: [] })
    expect((await call('POST', '/companies', { code: 'GAEC', legalName: 'Autre' })).status).toBe(409)
    const saved = await change(created.body, {
      legalForm: 'GAEC',
      shareCapitalCents: 1_000_000,
      siret: '732 829 320 00047',
      iban: 'fr14 2004 1010 0505 0001 3m02 606',
      otherAccounts: [{ label: 'Paie', iban: 'FR76 3000 6000 0112 3456 7890 189', bic: null }],
      accentColor: '#1B5E20',
    })
    expect(saved.status).toBe(200)
    expect((await call<Company>('GET', '/companies/GAEC')).body).toMatchObject({
      iban: 'FR1420041010050500013M02606',
      otherAccounts: [{ label: 'Paie', iban: 'FR7630006000011234567890189' }],
      accentColor: '#1b5e20',
      warnings: ['siret'],
    })
  })

  test('is refused only where a letter would be wrong, in words', async () => {
    const { body: company } = await call<Company>('GET', '/companies/GAEC')
    const wrong = await change(company, { iban: 'FR1520041010050500013M02606' })
    expect([wrong.status, wrong.body.key]).toEqual([400, 'identity.iban-wrong'])
    expect((await change(company, { accentColor: '#ffd400' })).body.key).toBe('identity.colour-pale')
    expect((await change(company, { logo: 'a'.repeat(64) })).body.key).toBe('identity.no-image')
    expect((await change(company, { vatNumber: 'FR00', bic: 'X' })).status).toBe(200)
  })

  test('of two people the second is told who was quicker, and overwrites nothing', async () => {
    const { body: company } = await call<Company>('GET', '/companies/GAEC')
    expect((await change(company, { town: 'Lens' })).status).toBe(200)
    const second = await change(company, { town: 'Arras' })
    expect([second.status, second.body.key]).toEqual([409, 'identity.company-changed'])
    expect(second.body.message).toContain('Camille Martin')
    expect((await call<Company>('GET', '/companies/GAEC')).body.town).toBe('Lens')
  })
})

describe('an image', () => {
  test('is kept once under the name of its content, and served as what it is', async () => {
    const [first, second] = [
      await call<SentImage>('POST', '/companies/GAEC/images', LOGO),
      await call<SentImage>('POST', '/companies/GAEC/images', LOGO),
    ]
    expect(first.body).toMatchObject({ mediaType: 'image/png', width: 280, height: 70, removed: [] })
    expect(second.body.sha256).toBe(first.body.sha256)
    const served = await ask('GET', `/companies/GAEC/images/${first.body.sha256}`)
    expect(served.headers.get('content-type')).toBe('image/png')
    expect(served.headers.get('x-content-type-options')).toBe('nosniff')
    expect(new Uint8Array(await served.arrayBuffer())).toEqual(LOGO)
  })

  test('hostile is cleaned and says what it lost; opened by itself it could still do nothing', async () => {
    const drawing = '<svg viewBox="0 0 9 3"><script>alert(1)</script><path d="M0 0h9v3z"/></svg>'
    const sent = await call<SentImage>('POST', '/companies/GAEC/images', new TextEncoder().encode(drawing))
    expect(sent.body).toMatchObject({ mediaType: 'image/svg+xml', removed: ['script'] })
    const served = await ask('GET', `/companies/GAEC/images/${sent.body.sha256}`)
    expect(await served.text()).not.toContain('script')
    expect(served.headers.get('content-security-policy')).toContain("default-src 'self'")
  })

  test('sent and never saved goes with the next one, a day later; what letters name stays', async () => {
    const send = async (shade: number) =>
      (await call<SentImage>('POST', '/companies/GAEC/images', new Uint8Array(pngOf(9, 9, [shade, 0, 0]))))
        .body.sha256
    const isKept = async (sha256: string) =>
      (await ask('GET', `/companies/GAEC/images/${sha256}`)).status === 200
    const [unsaved, shown] = [await send(1), await send(2)]
    const { body: company } = await call<Company>('GET', '/companies/GAEC')
    await change(company, { logo: shown })
    await send(3)
    expect(await isKept(unsaved)).toBe(true)
    await database.owner.query("update company_images set created_at = now() - interval '2 days'")
    const last = await send(4)
    expect([await isKept(unsaved), await isKept(shown), await isKept(last)]).toEqual([false, true, true])
    const { body: dressed } = await call<Company>('GET', '/companies/GAEC')
    await change(dressed, { logo: null })
  })

  test('that is none is refused in words, and one that no letter could carry too', async () => {
    const refused = async (bytes: Uint8Array<ArrayBuffer>) =>
      (await call('POST', '/companies/GAEC/images', bytes)).body.key
    expect(await refused(new TextEncoder().encode('<html/>'))).toBe('readers.image-unknown-type')
    expect(await refused(new Uint8Array(600_000).fill(32))).toBe('readers.image-too-heavy')
    // Every chunk is whole, but the pixels are not compressed data.
    const broken = pngOf(8, 8, [1, 2, 3], [['IDAT', 'nothing']])
    expect(await refused(new Uint8Array(broken))).toBe('readers.image-not-printable')
  })

  test('of another company is not one’s own', async () => {
    await call('POST', '/companies', { code: 'VOISIN', legalName: 'Voisin' })
    const { body } = await call<SentImage>('POST', '/companies/GAEC/images', LOGO)
    expect((await ask('GET', `/companies/VOISIN/images/${body.sha256}`)).status).toBe(404)
    const { body: neighbour } = await call<Company>('GET', '/companies/VOISIN')
    expect((await change(neighbour, { logo: body.sha256 })).body.key).toBe('identity.no-image')
  })
})

test('paper is archive: the logo and the signature of a draft are those of the day it was made', async () => {
  const { company, context, desk } = await openCompany([
    { code: 'A', name: 'Atelier', invoices: [invoice('1', '2026-03-01')] },
  ])
  const path = `/companies/${company.code}`
  const logo = (await call<SentImage>('POST', `${path}/images`, LOGO)).body.sha256
  const signature = (await call<SentImage>('POST', `${path}/images`, new Uint8Array(jpegFixture()))).body
    .sha256
  const { body: read } = await call<Company>('GET', path)
  const { body: dressed } = await change(read, { logo, signature, signatoryName: 'Jeanne Lefèvre' })
  const run = await desk.draft('2026-03-30', '2026-03-31')
  const letter = found((await desk.letters(run))[0])
  const parts = { database, pool, archive: memoryArchive() }
  const before = Buffer.from((await letterPdf(parts, context, letter.id)).pdf)
  await change(dressed, { logo: null, signature: null, legalName: 'Autre nom' })
  expect(before.equals(Buffer.from((await letterPdf(parts, context, letter.id)).pdf))).toBe(true)
  const frozen = await database.owner.query('select letterhead from runs where id = $1', [run])
  expect(frozen.rows[0].letterhead).toMatchObject({
    logo: { sha256: logo },
    signature: { sha256: signature },
  })
  expect(JSON.stringify(frozen.rows[0].letterhead)).not.toContain('bytes')
  await database.owner.query("update company_images set created_at = now() - interval '2 days'")
  await call('POST', `${path}/images`, new Uint8Array(pngOf(9, 9, [5, 0, 0])))
  expect(before.equals(Buffer.from((await letterPdf(parts, context, letter.id)).pdf))).toBe(true)
  await expect(
    database.owner.query('delete from company_images where sha256 = $1', [logo]),
  ).resolves.toBeDefined()
  await expect(letterPdf(parts, context, letter.id)).rejects.toThrow('identity.image-lost')
})

test('a preview shows what is being typed, in either language, and writes nothing', async () => {
  const { body: company } = await call<Company>('GET', '/companies/VOISIN')
  const preview = async (language: 'fr' | 'en') => {
    const fields = { ...company, legalName: 'Voisin & Fils', registration: 'RCS Lens 1', language }
    const response = await ask('POST', '/companies/VOISIN/letterhead-preview', fields)
    expect(response.headers.get('content-type')).toBe('application/pdf')
    return await textOfPdf(new Uint8Array(await response.arrayBuffer()))
  }
  const french = await preview('fr')
  for (const words of ['Voisin & Fils', 'RCS Lens 1', 'Exemple & Fils SARL', 'RELANCE'])
    expect(french).toContain(words)
  expect(await preview('en')).toContain('Sample & Sons Ltd')
  expect((await call<Company>('GET', '/companies/VOISIN')).body).toEqual(company)
})

test('the sheet for envelopes has its address in the window, its folds and its ruler', async () => {
  const response = await ask('GET', '/companies/VOISIN/envelope-sheet')
  const text = await textOfPdf(new Uint8Array(await response.arrayBuffer()))
  for (const words of ['enveloppe à fenêtre', 'Exemple & Fils SARL', '75001 PARIS', 'pli', '100 mm'])
    expect(text).toContain(words)
})

describe('an archived company', () => {
  test('is refused while a draft waits, then hidden from choices and lists, and brought back whole', async () => {
    const { company, context, desk } = await openCompany([
      { code: 'A', name: 'Atelier', invoices: [invoice('1', '2026-03-01')] },
    ])
    const path = `/companies/${company.code}`
    const run = await desk.draft('2026-03-30', '2026-03-31')
    const refused = await call('POST', `${path}/archiving`)
    expect([refused.status, refused.body.key]).toEqual([409, 'identity.company-has-draft'])
    expect(refused.body.message).toContain(String(run))
    await desk.confirm(run)
    expect((await call<Company>('POST', `${path}/archiving`)).body).toMatchObject({
      archivedBy: 'Camille Martin',
    })
    expect(await codesOfSession()).not.toContain(company.code)
    expect(await desk.list('2026-03-30')).toEqual([])
    expect(await desk.setAside('2026-03-30')).toEqual([])
    await expect(desk.draft('2026-03-30', '2026-03-31')).rejects.toThrow('nothing-to-remind')
    await expect(withScope(database, context, (tx) => requireActive(tx, company.id))).rejects.toThrow(
      'identity.company-archived',
    )
    expect(await desk.letters(run)).toHaveLength(1)
    expect((await call<Company>('DELETE', `${path}/archiving`)).body.archivedAt).toBeNull()
    expect(await codesOfSession()).toContain(company.code)
    expect(await desk.list('2026-03-30')).toHaveLength(1)
  })

  test('has no draft, whichever of archiving and drafting comes first', async () => {
    const { company, context } = await openCompany([
      { code: 'A', name: 'Atelier', invoices: [invoice('1', '2026-03-01')] },
    ])
    const order = {
      filter: { on: '2026-03-30', today: '2026-03-31', companyIds: [company.id] },
      selection: { base: 'all', customers: {}, invoices: {} },
      letterOn: '2026-03-31',
    } as const
    const options = { isolation: 'repeatable read' } as const
    // The picture the draft is made from is taken, then the company is archived, then the draft goes on.
    let pictures = 0
    const draft = withScope(
      database,
      context,
      async (tx) => {
        pictures += 1
        await tx.selectFrom('companies').select('id').execute()
        if (pictures === 1) await call('POST', `/companies/${company.code}/archiving`)
        return await createDraft(tx, order, 'Camille')
      },
      options,
    )
    await expect(draft).rejects.toThrow('nothing-to-remind')
    expect(pictures).toBe(2)
    await call('DELETE', `/companies/${company.code}/archiving`)
    // The draft is made and not yet committed: archiving waits for it, and is refused.
    let archiving: ReturnType<typeof call> | undefined
    const isSomebodyWaiting = async () => {
      const { rows } = await database.owner.query(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
      return rows.length > 0
    }
    await withScope(
      database,
      context,
      async (tx) => {
        await createDraft(tx, order, 'Camille')
        archiving = call('POST', `/companies/${company.code}/archiving`)
        await vi.waitUntil(isSomebodyWaiting, { timeout: 20_000 })
      },
      options,
    )
    expect((await found(archiving)).body.key).toBe('identity.company-has-draft')
  })
})
