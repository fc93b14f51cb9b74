import { test } from 'vitest'
import { addBlock } from '#ledger/blocks.ts'
import { withScope } from '#platform/scoped.ts'
import { expectAccessible, expectFit } from '../accessible.ts'
import { CAMILLE, openBrowserDesk, visit } from '../browser.ts'
import { found, openDesk } from '../stories/desk.ts'
import { buildCompany, contextFor } from '../world.ts'

// Camille finds in the journal what was done, proves it whole, then forgets a client who asked for it.

const TODAY = '2026-11-24'
const desk = await openBrowserDesk(TODAY)
const lin = await buildCompany(desk.database, {
  code: 'LIN',
  legalName: 'Lin SARL',
  customers: [
    {
      code: 'DURAND',
      name: 'Durand & fils',
      invoices: [
        { number: '2300000001', issuedOn: '2026-09-01', dueOn: '2026-10-01', cents: 120_000, level: 2 },
      ],
    },
    { code: 'PETIT', name: 'Mme Petit', kind: 'consumer' },
  ],
})
const { rows } = await desk.database.owner.query('select id from users where email = $1', [CAMILLE.email])
const actor = { kind: 'user', name: CAMILLE.name, userId: rows[0].id, address: '203.0.113.7' } as const
const context = { ...contextFor([lin.id], TODAY), actor }
const petit = found(lin.customers.get('PETIT'))
const block = { customerId: petit, kind: 'dispute', reason: 'Colis cassé', endsOn: '2026-12-24' } as const
await withScope(desk.database, context, (tx) => addBlock(tx, block, CAMILLE.name))
await withScope(desk.database, context, (tx) =>
  tx.updateTable('customers').set({ phone: '0612345678', town: 'Riom' }).where('id', '=', petit).execute(),
)
await openDesk(desk.database, context).remind(TODAY, TODAY, [found(lin.customers.get('DURAND'))])

test('the journal is searched, unfolded, verified; a client is forgotten, and it stays whole', async () => {
  const page = await desk.open('/relances', { width: 1440, height: 900 })
  await page.getByRole('button', { name: 'Paramètres' }).click()
  await page.getByRole('menuitem', { name: 'Journal' }).click()
  await page.getByText('Facture 2300000001 : niveau 2 → 3').waitFor()
  await page.getByLabel('Client ou facture').fill('petit')
  await page.getByText('Facture 2300000001 : niveau 2 → 3').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Détail : Client Mme Petit modifié' }).click()
  await page.getByRole('cell', { name: 'Riom' }).waitFor()
  await page.getByRole('cell', { name: 'Beauvais' }).waitFor()
  await page.getByRole('button', { name: 'Vérifier maintenant' }).click()
  await page.getByText('par Camille Martin : intact.').waitFor()
  await expectFit(page)

  await visit(page, `/clients/${petit}`, /Petit/)
  await page.getByRole('button', { name: 'Données personnelles' }).click()
  await page.getByRole('menuitem', { name: 'Effacer ou anonymiser…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('son téléphone').waitFor()
  await dialog.getByText('1 motif de mise de côté').waitFor()
  await expectAccessible(page)
  await dialog.getByLabel('Motif').fill('Demande du 20 novembre')
  await dialog.getByRole('button', { name: 'Effacer', exact: true }).click()
  await page.getByText('Les données de Mme Petit sont effacées.').waitFor()
  await visit(page, '/parametres/journal?sujet=personal-data', /Journal/)
  await page.getByText(': données personnelles effacées').waitFor()
  await page.getByRole('button', { name: 'Vérifier maintenant' }).click()
  await page.getByText('par Camille Martin : intact.').waitFor()
})
