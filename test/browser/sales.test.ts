import type { Page } from 'playwright-core'
import { expect, test, vi } from 'vitest'
import { allocateCredit } from '#ledger/allocate.ts'
import { addBlock } from '#ledger/blocks.ts'
import { withScope } from '#platform/scoped.ts'
import { expectAccessible, expectToHold } from '../accessible.ts'
import { NARROW, openBrowserDesk, visit } from '../browser.ts'
import { buildManualWorld } from '../manual-world.ts'
import { textOfPdf } from '../pdf-text.ts'
import { buildCompany, contextFor } from '../world.ts'

// « Ventes » in a browser. Menuiserie Lambert invoices Dupont & Fils in three instalments, corrects part of it
// by a credit note and takes the allocation back; the clients of the manual are called, promise, and keep or
// break their word. Each screen is read once by axe at the width where most of it shows.

const TODAY = '2024-01-29'
const desk = await openBrowserDesk(TODAY)
const manual = await buildManualWorld(desk.database)
const lambert = await buildCompany(desk.database, {
  code: 'LAMBERT',
  legalName: 'Menuiserie Lambert',
  customers: [
    {
      code: 'DUPONT',
      name: 'Dupont & Fils',
      invoices: [{ number: 'F1', issuedOn: '2023-11-10', dueOn: '2023-12-10', cents: 45_000, level: 2 }],
    },
    { code: 'LEROY', name: 'Leroy SARL', credits: [{ number: 'CHQ 7', cents: 12_000, kind: 'payment' }] },
  ],
})

test('an invoice in three instalments is made final; a credit note corrects it, and is taken back with a reason', async () => {
  const page = await desk.open('/relances?entreprises=LAMBERT')
  await openFromMenu(page, 'Factures')
  await page.getByRole('row', { name: /F1.*Dupont.*450,00/ }).waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Nouvelle facture' }).click()
  await writeInvoice(page)
  await page.getByRole('button', { name: 'Enregistrer le brouillon' }).click()
  await page.getByRole('heading', { level: 1, name: /Brouillon n°\sF2/ }).waitFor()
  await page.getByRole('button', { name: 'Rendre définitive' }).click()
  await page.getByText('seul un avoir la corrigera').waitFor()
  await expectAccessible(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Rendre définitive' }).click()
  await page.getByRole('heading', { level: 1, name: /Facture n°\sF2/ }).waitFor()
  await page.getByRole('row', { name: /28\/04\/2024.*333,34/ }).waitFor()
  await page.getByRole('link', { name: 'Corriger par un avoir' }).click()
  expect(await page.getByLabel('Montant').inputValue()).toBe('1000,00')
  await page.getByLabel('Montant').fill('400')
  await page.getByRole('button', { name: 'Enregistrer et affecter' }).click()
  await spread(page)
  await page.getByRole('link', { name: 'Voir la fiche' }).click()
  await page.getByRole('button', { name: /Annuler l’affectation de 333,33/ }).click()
  await page.getByLabel('Motif').fill('mauvaise échéance')
  await page.getByRole('dialog').getByRole('button', { name: 'Annuler l’affectation' }).click()
  await page.getByText(/annulée par .* mauvaise échéance/).waitFor()
  await expectAccessible(page)
  // From what corrected it to its client, who is told both, and from a document to the others of the client.
  await page.getByRole('link', { name: /Dupont & Fils/ }).click()
  await page.getByRole('link', { name: 'Affectation à la facture F2 annulée' }).waitFor()
  await page.getByText('mauvaise échéance').waitFor()
  await page.getByRole('link', { name: 'Affectation à la facture F2', exact: true }).first().click()
  await page.getByRole('heading', { level: 1, name: /Facture n°\sF2/ }).waitFor()
  await page.getByRole('link', { name: 'Ses autres factures' }).click()
  await page.getByRole('row', { name: /F1.*Dupont.*450,00/ }).waitFor()
  expect(await page.getByRole('row', { name: /Dupont/ }).count()).toBe(2)
})

test('a call is logged and its call back comes up on its day; of two promises one is kept, the other is not', async () => {
  const page = await desk.open('/relances?au=2024-01-25')
  await page.getByRole('button', { name: 'Actions sur TRU' }).click()
  await page.getByRole('menuitem', { name: 'Noter un échange' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Ce qui s’est dit' }).fill('La comptable rappelle lundi')
  await dialog.getByRole('textbox', { name: 'Prochaine action' }).fill('Rappeler Mme Petit')
  await dialog.getByRole('textbox', { name: 'À faire le' }).fill('29/01/2024')
  await page.keyboard.press('Tab')
  await dialog.getByRole('button', { name: 'Noter' }).click()
  await page.getByText('C’est noté.').waitFor()
  await openFromMenu(page, 'Relation client')
  await page.getByRole('heading', { name: 'À rappeler 1' }).waitFor()
  await page.getByText('Rappeler Mme Petit').waitFor()
  await page.getByRole('button', { name: 'Marquer comme fait : TRU' }).click()
  await page.getByRole('heading', { name: 'Fait aujourd’hui' }).waitFor()
  await page.getByRole('button', { name: 'Remettre à faire : TRU' }).click()
  await page.getByRole('heading', { name: 'À rappeler 1' }).waitFor()
  await visit(page, '/clients?entreprises=ISAGRI', /Clients/)
  await page.getByText('3 clients · solde 1 253,20 €').waitFor()
  await expectAccessible(page)
  await promise(page, 'Professionnel France')
  // As time would: both were made long ago, and one client has paid since.
  await withScope(desk.database, contextFor([manual.id], TODAY), (tx) =>
    addBlock(tx, promiseOf('TRU'), 'Camille'),
  )
  await promisedLongAgo('TRU')
  await promisedLongAgo('PROFR')
  await pay('TRU', '2024-01-12', [
    ['2300000001', 24_000],
    ['2300000002', 51_500],
  ])
  await page.goto(`${desk.address}/relation`)
  await page.getByRole('heading', { name: 'Promesses non tenues 1' }).waitFor()
  await page.getByText('promis 493,20 € pour le 10/01/2024').waitFor()
  await page.getByRole('link', { name: 'Professionnel France' }).click()
  await page.getByText('non tenue', { exact: true }).waitFor()
  await expectAccessible(page)
  await visit(page, `/clients/${manual.customers.get('TRU')}`, /TRU/)
  await page.getByText('tenue', { exact: true }).waitFor()
  const pdf = await page.request.get(
    `${desk.address}/api/customers/${manual.customers.get('PROFR')}/statement`,
  )
  const text = await textOfPdf(Buffer.from(await pdf.body()))
  expect(text).toContain('RELEVÉ DE COMPTE AU 29/01/2024')
  expect(text.replaceAll(/\s/g, ' ')).toContain('493,20 €')
})

test('a payment comes back unpaid, and every page holds at 390 px', async () => {
  const page = await desk.open('/affectation', NARROW)
  await page.getByRole('button', { name: /Leroy SARL.*120,00/ }).click()
  await page.getByText('n’a pas d’échéance ouverte').waitFor()
  await page.getByRole('link', { name: 'Voir la fiche' }).click()
  await page.getByRole('button', { name: 'Noter impayé' }).click()
  await page.getByLabel('Motif').fill('sans provision')
  await page.getByRole('dialog').getByRole('button', { name: 'Noter impayé' }).click()
  await page.getByText('Revenu impayé le 29/01/2024 : sans provision').waitFor()
  await expectToHold(page)
  const pages = [
    ['/factures', /^Factures/],
    ['/factures/nouvelle', /^Nouvelle facture/],
    [`/factures/${lambert.invoices.get('F1')}`, /^Facture n°/],
    ['/avoirs', /^Avoirs$/],
    ['/avoirs/nouveau', /^Nouvel avoir/],
    ['/reglements', /^Règlements/],
    ['/affectation', /Affectation$/],
    ['/clients', /^Clients/],
    [`/clients/${manual.customers.get('TRU')}`, /TRU/],
    ['/relation', /Relation client/],
    ['/travaux', /Liste/],
    ['/travaux?onglet=imports', /Liste/],
  ] as const
  for (const [path, heading] of pages) {
    await visit(page, path, heading)
    await expectToHold(page)
  }
  await visit(page, '/factures', /^Factures/)
  const numbers = page.getByRole('link', { name: /^(F1|F2|23\d+)$/ })
  await page.getByLabel('Trier par').selectOption({ label: 'Montant TTC, croissant' })
  await page.waitForURL(/tri=/)
  await page.getByRole('link', { name: '2300000003', exact: true }).waitFor()
  const ascending = await numbers.allInnerTexts()
  await page.getByLabel('Trier par').selectOption({ label: 'Montant TTC, décroissant' })
  await expect.poll(() => numbers.allInnerTexts()).toEqual(ascending.toReversed())
})

test('a head pressed once puts names and numbers from A to Z, and figures from the greatest', async () => {
  const page = await desk.open('/factures')
  await visit(page, '/factures', /^Factures/)
  const numbers = page.getByRole('link', { name: /^(F1|F2|23\d+)$/ })
  await sortBy(page, 'Numéro', 'ascending')
  await page.waitForURL(/tri=number&sens=asc/)
  const listed = await numbers.allInnerTexts()
  expect(listed).toContain('2300000003')
  expect(listed).toEqual(listed.toSorted())
  await sortBy(page, 'Numéro', 'descending')
  await expect.poll(() => numbers.allInnerTexts()).toEqual(listed.toReversed())
  await sortBy(page, 'Montant TTC', 'descending')
  await visit(page, '/reglements', /^Règlements/)
  await sortBy(page, 'Client', 'ascending')
  await sortBy(page, 'Reste à affecter', 'descending')
  await visit(page, '/clients', /^Clients/)
  await sortBy(page, /Retard moyen/, 'descending')
  await sortBy(page, 'Client', 'ascending')
  await visit(page, '/relances', /^Relances/)
  await sortBy(page, 'Niveau', 'descending')
  await sortBy(page, 'Client', 'ascending')
})

async function sortBy(
  page: Page,
  column: string | RegExp,
  expected: 'ascending' | 'descending',
): Promise<void> {
  const head = page.getByRole('columnheader', { name: column, exact: true })
  await head.getByRole('button').click()
  await expect.poll(() => head.getAttribute('aria-sort')).toBe(expected)
}

async function openFromMenu(page: Page, entry: string): Promise<void> {
  await page.getByRole('button', { name: 'Ventes' }).click()
  await page.getByRole('menuitem', { name: entry, exact: true }).click()
}

async function writeInvoice(page: Page): Promise<void> {
  await page.getByPlaceholder(/Code, nom, ville ou n°/).fill('dup')
  await page.getByRole('option', { name: /Dupont & Fils/ }).click()
  await page.getByLabel('Numéro', { exact: true }).fill('f-01')
  await page.getByText('Ce numéro est déjà pris : Dupont & Fils').waitFor()
  await page.getByLabel('Numéro', { exact: true }).fill('F2')
  await page.getByLabel('Montant TTC').fill('1000')
  await page.getByLabel('Payable en').selectOption('3')
  await page.getByText('Première échéance : 28/02/2024').waitFor()
  expect(await page.getByLabel('Montant 3').inputValue()).toBe('333,34')
  expect(await page.getByLabel('Échéance 3', { exact: true }).inputValue()).toBe('28/04/2024')
  await page.getByLabel('Montant 1').fill('300')
  await page.getByText(/écart de 33,33/).waitFor()
  expect(await page.getByRole('button', { name: 'Rendre définitive' }).isDisabled()).toBe(true)
  await page.getByLabel('Payable en').selectOption('3')
}

/** The suggestion fills the oldest instalments of the corrected invoice, not the older F1; it can be changed. */
async function spread(page: Page): Promise<void> {
  await page.getByText('Il restera 0,00').waitFor()
  const share = (day: string) => page.getByLabel(`À affecter à F2, échéance du ${day}`)
  expect(await share('28/02/2024').inputValue()).toBe('333,33')
  expect(await share('28/03/2024').inputValue()).toBe('66,67')
  await share('28/03/2024').fill('0')
  await page.getByText(/Il restera 66,67/).waitFor()
  await share('28/02/2024').fill('400')
  await page.getByText(/Un montant entre 0 et 333,33/).waitFor()
  expect(await page.getByRole('button', { name: /^Affecter [\d,]+/ }).isDisabled()).toBe(true)
  await expectAccessible(page)
  await share('28/02/2024').fill('333,33')
  await page.getByRole('button', { name: /^Affecter 333,33/ }).click()
  await page.getByText(/333,33\s€ affectés. Il reste 66,67/).waitFor()
}

async function promise(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name, exact: true }).click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
  await page.getByRole('button', { name: 'Mettre de côté' }).click()
  await page.getByRole('menuitem', { name: 'Promesse de règlement' }).click()
  const day = page.getByLabel('Règlement promis pour le', { exact: false }).first()
  const confirm = page.getByRole('dialog').getByRole('button', { name: 'Mettre de côté' })
  // As people type, a key after another; the last figure is enough.
  await day.pressSequentially('30/01/2024')
  await vi.waitUntil(() => confirm.isEnabled())
  await confirm.click()
  await page.getByText('promis pour le 30/01/2024').first().waitFor()
  await page.getByRole('button', { name: 'Revenir aux clients' }).click()
}

function promiseOf(code: string) {
  const customerId = manual.customers.get(code) ?? 0
  return { customerId, kind: 'promise', reason: 'au téléphone', endsOn: '2024-01-30' } as const
}

async function promisedLongAgo(code: string): Promise<void> {
  await desk.database.owner.query(
    `update dunning_blocks
     set promised_on = '2024-01-10', ends_on = '2024-01-13', created_at = timestamptz '2024-01-02'
     where kind = 'promise' and customer_id = $1`,
    [manual.customers.get(code)],
  )
}

async function pay(
  code: string,
  receivedOn: string,
  shares: readonly (readonly [string, number])[],
): Promise<void> {
  const cents = shares.reduce((sum, [, share]) => sum + share, 0)
  const { rows } = await desk.database.owner.query<{ id: number }>(
    `insert into credits (company_id, customer_id, kind, number, received_on, currency, amount_cents, source,
       source_key, created_by)
     values ($1, $2, 'payment', 'VIR', $3, 'EUR', $4, 'manual', 'test:VIR', 'test') returning id`,
    [manual.id, manual.customers.get(code), receivedOn, cents],
  )
  await withScope(desk.database, contextFor([manual.id], TODAY), (tx) =>
    allocateCredit(tx, {
      creditId: rows[0]?.id ?? 0,
      shares: shares.map(([number, amountCents]) => ({
        instalmentId: manual.instalments.get(number) ?? 0,
        amountCents,
      })),
      origin: 'manual',
      actor: 'Camille',
    }),
  )
}
