import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Company } from '#features/companies/contract.ts'
import type { CustomerDetail, CustomerListPage } from '#features/customers/contract.ts'
import type { Deposit, ImportState } from '#features/imports/deposit-contract.ts'
import type { LetterTextState } from '#features/letter-texts/contract.ts'
import { follow, openBrowserDesk } from '../browser.ts'

// Someone gives themselves, their company, their clients and their files names that are scripts, then opens every
// screen: nothing runs, and the browser's security policy has nothing to refuse, since nothing was ever markup.

const TODAY = '2026-03-31'
const SCRIPT = '"\'><img src=x onerror=hacked=1><script>hacked=1</script>'
const SHORT = '<svg onload=hacked=1>'
const LINK = 'javascript:hacked=1'

const desk = await openBrowserDesk(TODAY)

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const isBytes = typeof body === 'string'
  const answer = await fetch(`${desk.address}${path}`, {
    method,
    headers: { ...desk.headers, 'content-type': isBytes ? 'application/octet-stream' : 'application/json' },
    ...(body === undefined ? {} : { body: isBytes ? body : JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}

/** A list of invoices whose names, addresses and numbers are scripts, in a file whose name is one. */
async function importList(): Promise<void> {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  const header =
    'Code client;Nom client;Adresse;Code postal;Ville;Numéro facture;Date facture;Échéance;Montant TTC'
  const lines = [1, 2].map((n) =>
    [SHORT + n, SCRIPT, SCRIPT, SHORT, SCRIPT, SHORT + n, '10/01/2026', '10/02/2026', `${n}00,00`]
      .map(quoted)
      .join(';'),
  )
  const fileName = encodeURIComponent(`${SCRIPT}.csv`)
  const { id } = await ask<Deposit>(
    'POST',
    `/api/imports?fileName=${fileName}`,
    [header, ...lines, ''].join('\n'),
  )
  await ask('POST', `/api/imports/${id}/preview`, { company: 'XSS' })
  await settled(id, 'previewed')
  const { digest } = await ask<ImportState>('GET', `/api/imports/${id}`)
  await ask('POST', `/api/imports/${id}/confirmation`, { digest })
  await settled(id, 'done')
}

async function settled(id: string, step: ImportState['step']): Promise<void> {
  const state = () => ask<ImportState>('GET', `/api/imports/${id}`)
  await expect.poll(state, { timeout: 60_000 }).toMatchObject({ step, problem: null })
}

/** Fills what can be filled, and gives the addresses of the screens and images it fills. */
async function fillEverything(): Promise<{ images: string[]; screens: string[] }> {
  await ask<Company>('POST', '/api/companies', {
    code: 'XSS',
    legalName: SCRIPT,
    addressLines: [SCRIPT],
    town: SCRIPT,
    phone: SCRIPT,
    email: SCRIPT,
    website: LINK,
    legalForm: SCRIPT,
    registration: SCRIPT,
    bankLabel: SCRIPT,
    signatoryName: SCRIPT,
    signatoryTitle: SCRIPT,
    legalFooter: SCRIPT,
  })
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="hacked=1"><script>hacked=1</script><rect width="9" height="9"/></svg>`
  const { sha256 } = await ask<{ sha256: string }>('POST', '/api/companies/XSS/images', drawing)
  await importList()
  const { rows } = await ask<CustomerListPage>('GET', '/api/customers?companies=XSS')
  const customerId = rows[0]?.customerId ?? 0
  const customer = await ask<CustomerDetail>('GET', `/api/customers/${customerId}`)
  await ask('PATCH', `/api/customers/${customerId}`, {
    ...customer,
    phone: LINK,
    country: SCRIPT,
    contacts: [{ name: SCRIPT, role: SCRIPT, email: null, phone: LINK, isForReminders: false }],
  })
  const event = { kind: 'note', text: SCRIPT, happenedOn: TODAY, nextAction: SCRIPT, nextActionOn: TODAY }
  await ask('POST', '/api/customer-events', { customerId, ...event })
  const { id: credit } = await ask<{ id: number }>('POST', '/api/credits', {
    customerId,
    kind: 'payment',
    number: SHORT,
    receivedOn: TODAY,
    currency: 'EUR',
    amountCents: 1_000,
    label: SCRIPT,
    correctsInvoiceId: null,
  })
  const { id: invoice } = await ask<{ id: number }>('POST', '/api/invoices', {
    customerId,
    number: `${SHORT}9`,
    issuedOn: TODAY,
    currency: 'EUR',
    label: SCRIPT,
    instalments: [{ dueOn: TODAY, amountCents: 1_000 }],
  })
  const path = '/api/companies/XSS/letter-texts/1/fr/business'
  const seen = await ask<LetterTextState>('GET', path)
  const body = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: SCRIPT }] }] }
  await ask('PUT', path, {
    baseVersion: seen.version,
    baseSettings: seen.settings,
    settings: seen.settings,
    text: { ...seen.text, title: SCRIPT, closing: SCRIPT, signatoryName: SCRIPT, body, emailBody: body },
  })
  const { run } = await ask<{ run: number }>('POST', '/api/runs', {
    filters: { on: '2026-03-30' },
    selection: { base: 'all', customers: {}, invoices: {} },
    letterOn: TODAY,
  })
  await ask('POST', '/api/dunning-blocks', { customerId, kind: 'dispute', reason: SCRIPT })
  await ask('POST', '/api/users', {
    name: SCRIPT,
    email: 'x@xss.example',
    roleEverywhere: 'reader',
    roles: [],
  })
  await ask('POST', '/api/keys', { name: SCRIPT, capabilities: ['read'], companies: null })
  return {
    images: [`/api/companies/XSS/images/${sha256}`],
    screens: [
      `/relances/lettres/${run}`,
      `/clients/${customerId}`,
      `/factures/${invoice}`,
      `/reglements/${credit}`,
      '/affectation',
    ],
  }
}

/** Each shows at least one of the scripts, as the text it is. */
const SCREENS = [
  '/relances?au=2026-03-30&onglet=ecartes',
  '/historique?onglet=passes',
  '/clients',
  '/travaux',
  '/factures',
  '/reglements',
  '/parametres/entreprises',
  '/parametres/entreprises/XSS',
  '/parametres/relances/XSS',
  '/parametres/utilisateurs',
]

/** Nothing of what was typed is on these, or not before something is done. */
const SILENT = [
  '/relances?au=2026-03-30',
  '/historique',
  '/relation',
  '/importer',
  '/rapprochement',
  '/avoirs',
  '/avoirs/nouveau',
  '/parametres/procedure/XSS',
  '/parametres/taux/XSS',
  '/parametres/journal',
  '/compte',
]

/** The same scripts in what an address holds, as in a link somebody was sent. */
const REFLECTED = [
  `/relances?q=${encodeURIComponent(SCRIPT)}&au=${encodeURIComponent(SCRIPT)}&entreprises=${encodeURIComponent(SHORT)}`,
  `/factures?q=${encodeURIComponent(SCRIPT)}`,
  `/clients?texte=${encodeURIComponent(SCRIPT)}`,
  `/historique?client=${encodeURIComponent(SCRIPT)}&par=${encodeURIComponent(SCRIPT)}`,
  `/parametres/entreprises/${encodeURIComponent(SHORT)}`,
  `/parametres/journal?q=${encodeURIComponent(SCRIPT)}`,
  `/lien/${encodeURIComponent(SCRIPT)}`,
  `/connexion?retour=${encodeURIComponent(LINK)}`,
  `/${encodeURIComponent(SCRIPT)}`,
]

/** What the server writes itself, each with a load of its own. */
const LOADED = ['/api/docs', `/api/${encodeURIComponent(SCRIPT)}`, `/${encodeURIComponent(SCRIPT)}`]

interface Watched {
  hacked?: number
  refusals?: string[]
}

async function watch(page: Page): Promise<string[]> {
  const dialogs: string[] = []
  page.on('dialog', async (dialog) => {
    dialogs.push(dialog.message())
    await dialog.dismiss()
  })
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      const watched = window as Watched
      watched.refusals = [...(watched.refusals ?? []), `${violatedDirective} ${blockedURI}`]
    })
  })
  return dialogs
}

async function seenOn(page: Page): Promise<{ hacked: boolean; refusals: string[] }> {
  return await page.evaluate(() => {
    const { hacked, refusals } = window as Watched
    return { hacked: hacked !== undefined, refusals: refusals ?? [] }
  })
}

test('scripts for names: no screen runs one, and the policy has nothing to refuse', async () => {
  const { images, screens } = await fillEverything()
  const page = await desk.openApart('/compte')
  const dialogs = await watch(page)
  await page.reload()
  await page.getByRole('heading', { level: 1 }).waitFor()
  for (const path of [...SCREENS, ...screens, ...SILENT, ...REFLECTED]) {
    await follow(page, path)
    expect(await seenOn(page), path).toEqual({ hacked: false, refusals: [] })
    if (SCREENS.includes(path) || screens.includes(path)) {
      await page
        .getByText('hacked=1')
        .or(page.locator('[value*="hacked=1"]'))
        .first()
        .waitFor({ state: 'attached' })
    }
  }
  for (const path of [...LOADED, ...images]) {
    await page.goto(`${desk.address}${path}`)
    expect(await seenOn(page), path).toEqual({ hacked: false, refusals: [] })
  }
  expect(dialogs).toEqual([])
  // What an address names and does not exist is a 404 in the console; a refusal of the policy is not.
  expect(desk.takeComplaints().filter((line) => !/status of 40[04]/.test(line))).toEqual([])
})

test('the policy lets in the styles of our own by their nonce, refuses those and scripts that are planted, and tells', async () => {
  const page = await desk.openApart('/compte')
  await watch(page)
  await page.reload()
  await page.getByRole('heading').first().waitFor()
  const color = await page.evaluate(() =>
    getComputedStyle(document.body).getPropertyValue('--mantine-color-text'),
  )
  expect(color).not.toBe('')
  const planted = await page.evaluate((markup) => {
    const style = document.createElement('style')
    style.textContent = ':root { --planted: yes }'
    document.head.append(style)
    document.body.insertAdjacentHTML('beforeend', markup)
    return getComputedStyle(document.documentElement).getPropertyValue('--planted')
  }, SCRIPT)
  expect(planted).toBe('')
  await page.waitForFunction(() => ((window as Watched).refusals?.length ?? 0) > 1)
  expect(await seenOn(page)).toEqual({
    hacked: false,
    refusals: [expect.stringContaining('style-src-elem'), expect.stringContaining('script-src-attr')],
  })
  expect(desk.takeComplaints()).not.toEqual([])
})
