import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectFit } from '../accessible.ts'
import { openBrowserDesk, visit } from '../browser.ts'
import { refusal, startMailServer } from '../mail-server.ts'
import { invoice } from '../stories/company-desk.ts'
import { buildCompany } from '../world.ts'

// The menuiserie Chêne on 31/03/2026: Dupont has an e-mail address, that of Perdu is nobody's, Durand wants paper.

const desk = await openBrowserDesk('2026-03-31')
const { server, received } = await startMailServer(
  {
    authOptional: true,
    onRcptTo: ({ address }, _session, done) =>
      done(address.startsWith('parti@') ? refusal(550, '5.1.1 User unknown') : null),
  },
  'none',
)
const chene = await buildCompany(desk.database, {
  code: 'CHENE',
  legalName: 'Menuiserie du Chêne',
  customers: [
    { code: 'DUPONT', name: 'Dupont SARL', invoices: [invoice('FA-1', '2026-03-01', 49_320)] },
    { code: 'DURAND', name: 'Durand et fils', invoices: [invoice('FA-2', '2026-03-01')] },
    { code: 'PERDU', name: 'Perdu', invoices: [invoice('FA-3', '2026-03-01')] },
  ],
})
const change = (sql: string, ...values: unknown[]) => desk.database.owner.query(sql, [chene.id, ...values])
await change(
  `update customers set channel = 'email', email = case code when 'PERDU' then 'parti@perdu.example'
     else 'compta@dupont.example' end where company_id = $1 and code <> 'DURAND'`,
)
await change(
  `update companies set sending_from = '00:00', sending_until = '24:00', iban = 'FR7630006000011234567890189'
   where id = $1`,
)
await change(
  `insert into sending_accounts (company_id, label, kind, from_name, from_address, host, port, security, is_default,
     created_by, updated_by)
   values ($1, 'Comptabilité', 'smtp', 'Menuiserie du Chêne', 'compta@chene.example', $2, $3, 'none', true, 'Camille',
     'Camille')`,
  server.host,
  server.port,
)

const LIST = '/relances?au=2026-03-30'

async function askRun(page: Page, ways: string): Promise<void> {
  await page.getByRole('checkbox', { name: 'Cocher tous les clients' }).check()
  await page.getByRole('button', { name: 'Relancer mes clients' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Par canal').waitFor()
  await dialog.getByText(ways).waitFor()
}

async function confirmRun(page: Page): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: 'Confirmer' }).click()
  await page.getByRole('heading', { name: 'E-mail', exact: true }).waitFor()
}

test('on trial, letters are printed as before and e-mails are read, and nothing leaves', async () => {
  const page = await desk.open(LIST)
  await askRun(page, '1 lettre à imprimer · 2 des deux')
  await page.getByText('Essai : les e-mails sont écrits, et rien ne part.').waitFor()
  await expectFit(page, '[role=dialog]')
  await confirmRun(page)
  await page.getByText('Essai : cet e-mail ne partira pas.').waitFor()
  const frame = page.frameLocator('iframe[title="Le message tel qu’il se lit"]')
  await frame.getByText('Payer par virement').waitFor()
  await frame.getByText('FR76 3000 6000 0112 3456 7890 189').waitFor()
  await expectFit(page)
  await page.getByRole('button', { name: 'Revenir aux relances' }).click()
  await page.getByText('Avez-vous imprimé ou enregistré les lettres de relance ?').waitFor()
  await page.getByText('Essai : 2 e-mails sont écrits, et ne partent pas.').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Confirmer' }).click()
  await page.getByText('3 lettres confirmées').waitFor()
  await visit(page, '/envois', /^Envois/)
  await page.getByText('Essai : rien ne part').waitFor()
  expect(await page.getByText('Essai, non parti').count()).toBe(2)
  await expectFit(page)
  expect(received).toEqual([])
})

test('live: one leaves, one comes back refused, and is printed instead in one click', async () => {
  await change(`update companies set sending_mode = 'live' where id = $1`)
  const page = await desk.open(LIST)
  await askRun(page, '2 e-mails · 1 lettre à imprimer')
  await confirmRun(page)
  await page.getByRole('button', { name: 'Modifier cet e-mail' }).click()
  await page.getByRole('textbox', { name: 'Copie' }).fill('gerant@dupont.example')
  await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByText('gerant@dupont.example').waitFor()
  await page.getByRole('button', { name: 'Revenir aux relances' }).click()
  await page.getByText('2 e-mails partiront.').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Confirmer' }).click()
  await page.getByText('3 lettres confirmées').waitFor()
  await page.getByRole('alert').getByRole('button', { name: 'Fermer' }).click()

  await visit(page, '/envois', /^Envois/)
  await page.getByText('adresse inconnue, rayée').waitFor({ timeout: 60_000 })
  await page.getByText('Envoyé', { exact: true }).waitFor({ timeout: 60_000 })
  await page.getByText('Niveau rétabli').waitFor()
  expect(received).toMatchObject([{ to: ['compta@dupont.example', 'gerant@dupont.example'] }])
  await expectFit(page)

  await page.getByRole('button', { name: /relance n°.2, 493,20/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Réponse du serveur : 250 2.0.0 Ok').waitFor()
  const file = await dialog.getByRole('link', { name: 'Télécharger (.eml)' }).getAttribute('href')
  const eml = await fetch(`${desk.address}${file}`, desk)
  expect(Buffer.from(await eml.arrayBuffer())).toEqual(received[0]?.raw)
  await expectFit(page, '[role=dialog]')
  await dialog.getByRole('button', { name: 'Fermer' }).click()

  await visit(page, '/historique?onglet=lettres', /^Historique/)
  await page.getByRole('link', { name: /^E-mail envoyé, le / }).click()
  await page.getByRole('dialog').getByText('Réponse du serveur : 250 2.0.0 Ok').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Fermer' }).click()

  await page.getByRole('button', { name: /^Échecs/ }).click()
  await page.getByRole('checkbox', { name: 'Choisir l’e-mail à Perdu' }).check()
  await page.getByRole('button', { name: 'Imprimer à la place' }).click()
  await page.getByRole('button', { name: 'Imprimer', exact: true }).waitFor()
  await page.getByText('1 lettre', { exact: false }).first().waitFor()
  expect(await page.getByRole('heading', { name: 'E-mail', exact: true }).count()).toBe(0)
})

test('the address struck out is told on the page of its customer, and written to again', async () => {
  const path = `/clients/${chene.customers.get('PERDU')}`
  await desk.database.owner.query(`update users set role_everywhere = 'reader'`)
  const reading = await desk.open(path)
  await reading.getByRole('button', { name: 'Adresses e-mail' }).click()
  await reading.getByRole('dialog').getByText('parti@perdu.example').waitFor()
  expect(await reading.getByRole('dialog').getByText('Aucune', { exact: true }).count()).toBe(3)
  expect(await reading.getByRole('dialog').locator('input, textarea').count()).toBe(0)
  await expectFit(reading, '[role=dialog]')

  await desk.database.owner.query(`update users set role_everywhere = 'administrator'`)
  const page = await desk.open(path)
  await page.getByRole('button', { name: 'Adresses e-mail' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Réponse du serveur : 550 5.1.1 User unknown').waitFor()
  await dialog.getByText(/^depuis le /).waitFor()
  await dialog.getByRole('textbox', { name: 'Relances' }).fill('compta@perdu.example\ndirection@perdu')
  await dialog.getByRole('textbox', { name: 'Copie' }).fill('gerant@perdu.example')
  await dialog.getByRole('button', { name: 'Enregistrer' }).click()
  await dialog.getByText('« direction@perdu » n’est pas une adresse e-mail.').waitFor()
  await expectFit(page, '[role=dialog]')
  await dialog.getByRole('textbox', { name: 'Relances' }).fill('compta@perdu.example')
  await dialog
    .getByRole('checkbox', { name: 'Écrire de nouveau à cette adresse : parti@perdu.example' })
    .check()
  await dialog.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByText('Les adresses de Perdu sont enregistrées.').waitFor()

  await page.getByRole('button', { name: 'Adresses e-mail' }).click()
  expect(await dialog.getByRole('textbox', { name: 'Relances' }).inputValue()).toBe('compta@perdu.example')
  expect(await dialog.getByRole('textbox', { name: 'Copie' }).inputValue()).toBe('gerant@perdu.example')
  expect(await dialog.getByRole('heading', { name: 'Adresses rayées' }).count()).toBe(0)
})

test('reminders by themselves: set, looked at, stopped, and made on Tuesday for a Monday that was closed', async () => {
  const lundi = await buildCompany(desk.database, {
    code: 'LUNDI',
    legalName: 'Atelier Lundi',
    customers: [
      { code: 'AVRIL', name: 'Avril', invoices: [invoice('L-1', '2026-03-01', 30_000)] },
      { code: 'PAPIER', name: 'Papier', invoices: [invoice('L-2', '2026-03-01', 20_000)] },
    ],
  })
  const alter = (sql: string, ...values: unknown[]) => desk.database.owner.query(sql, [lundi.id, ...values])
  await alter(`update customers set channel = 'email', email = 'avril@avril.example'
    where company_id = $1 and code = 'AVRIL'`)
  await alter(
    `update companies set sending_mode = 'live', sending_from = '00:00', sending_until = '24:00' where id = $1`,
  )
  await alter(
    `insert into sending_accounts (company_id, label, kind, from_name, from_address, host, port, security, is_default,
       created_by, updated_by)
     values ($1, 'Atelier', 'smtp', 'Atelier Lundi', 'compta@lundi.example', $2, $3, 'none', true, 'Camille', 'Camille')`,
    server.host,
    server.port,
  )

  const page = await desk.open('/parametres/automatique/LUNDI')
  await page.getByRole('heading', { name: 'Aucune relance automatique' }).waitFor()
  await page.getByRole('radio', { name: /^Préparer et envoyer/ }).check()
  await page.getByRole('textbox', { name: 'Heure' }).fill('0:00')
  await page.getByText('Écrivez une heure comme 08:30').waitFor()
  await page.getByRole('textbox', { name: 'Heure' }).fill('00:00')
  await page.getByRole('textbox', { name: /^Données bancaires de/ }).fill('')
  await page.getByRole('textbox', { name: /^Un contact au plus/ }).fill('7')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  // Easter Monday.
  await page.getByRole('heading', { name: 'Prochain passage : mardi 07/04/2026 à 00:00' }).waitFor()
  await page.getByText('Celui du lundi 06/04/2026, jour sans relance ou manqué.').waitFor()
  await page.getByRole('button', { name: 'Voir ce qui serait fait' }).click()
  await page.getByText('1 e-mail · 1 lettre à imprimer · à demander : 500,00 €').waitFor()
  await expectFit(page)

  // The link of the summary opens the question; stopping takes a press.
  const linked = await desk.open('/parametres/automatique/LUNDI?arreter=2026-04-06')
  await linked.getByRole('dialog', { name: /^Arrêter le passage du mardi 07\/04\/2026/ }).waitFor()
  await expectFit(linked, '[role=dialog]')
  await linked.getByRole('dialog').getByRole('button', { name: 'Arrêter ce passage' }).click()
  await linked.getByText(/Passage du lundi 06\/04\/2026 arrêté par Camille Martin/).waitFor()
  await linked.getByRole('heading', { name: /^Prochain passage : lundi 13\/04\/2026/ }).waitFor()
  await linked.getByRole('button', { name: 'Le rétablir' }).click()
  await linked.getByRole('heading', { name: /^Prochain passage : mardi 07\/04\/2026/ }).waitFor()
  await visit(linked, '/tableau-de-bord', /^Tableau de bord/)
  await linked.getByText('LUNDI : envoi le 07/04/2026 à 00:00').waitFor()

  // Monday 30/03 was closed, and today is Tuesday.
  await alter(
    `insert into company_closures (company_id, first_on, last_on, label) values ($1, '2026-03-30', '2026-03-30', '')`,
  )
  await alter(`update run_schedules set starts_on = '2026-03-30' where company_id = $1`)
  await expect
    .poll(
      async () =>
        (await alter('select from scheduled_runs where company_id = $1 and finished_at is not null'))
          .rowCount,
      {
        timeout: 90_000,
      },
    )
    .toBe(1)
  await expect
    .poll(() => received.some(({ to }) => to.includes('avril@avril.example')), { timeout: 90_000 })
    .toBe(true)
  const after = await desk.open('/parametres/automatique/LUNDI')
  await after.getByText('(pour le lundi 30/03/2026)').waitFor()
  await after.getByText('Le brouillon d’un passage attend d’être confirmé').waitFor()
  await expectFit(after)
  await after.getByRole('link', { name: 'Voir le brouillon' }).click()
  await after.getByText('1 lettre', { exact: false }).first().waitFor()
  expect(received.filter(({ to }) => to.includes('avril@avril.example'))).toHaveLength(1)

  await after.getByRole('button', { name: 'Retirer ce client' }).click()
  const asked = after.getByRole('dialog', { name: 'Retirer Papier de ce brouillon' })
  await asked.getByText('C’est le dernier : le brouillon sera abandonné.').waitFor()
  await expectFit(after, '[role=dialog]')
  await asked.getByRole('button', { name: 'Retirer ce client' }).click()
  await after.getByText('Le brouillon est abandonné ; aucun niveau n’a changé.').waitFor()
})
