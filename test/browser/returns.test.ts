import { expect, test } from 'vitest'
import { readReturns } from '#features/outbox/server/read-returns.ts'
import { expectFit } from '../accessible.ts'
import { openBrowserDesk, visit } from '../browser.ts'
import { startMailServer } from '../mail-server.ts'
import { openedMailbox, postfixReport, replyTo } from '../returned-mails.ts'
import { invoice } from '../stories/company-desk.ts'
import { openDesk } from '../stories/desk.ts'
import { buildCompany, contextFor } from '../world.ts'

// The Atelier Retour on 31/03/2026: of two reminders by e-mail, one bounces and one is answered.

const desk = await openBrowserDesk('2026-03-31')
const { server } = await startMailServer({ authOptional: true }, 'none')

test('what comes back: an address is struck out and paper proposed, an answer waits to be read, and promises', async () => {
  const retour = await buildCompany(desk.database, {
    code: 'RETOUR',
    legalName: 'Atelier Retour',
    customers: [
      { code: 'ANCIEN', name: 'Ancien', invoices: [invoice('R-1', '2026-03-01', 30_000)] },
      { code: 'REPOND', name: 'Répond', invoices: [invoice('R-2', '2026-03-01', 20_000)] },
    ],
  })
  const alter = (sql: string, ...values: unknown[]) => desk.database.owner.query(sql, [retour.id, ...values])
  await alter(
    `update customers set channel = 'email', email = lower(code) || '@client.example' where company_id = $1`,
  )
  await alter(
    `update companies set sending_mode = 'live', sending_from = '00:00', sending_until = '24:00' where id = $1`,
  )
  await alter(
    `insert into sending_accounts (company_id, label, kind, from_name, from_address, host, port, security, is_default,
       created_by, updated_by)
     values ($1, 'Atelier', 'smtp', 'Atelier Retour', 'compta@retour.example', $2, $3, 'none', true, 'Camille', 'Camille')`,
    server.host,
    server.port,
  )
  await openDesk(desk.database, contextFor([retour.id], '2026-03-31')).remind('2026-03-30', '2026-03-31')
  const sent = async () =>
    (
      await alter(
        `select c.code, m.message_id from messages m join customers c on c.company_id = m.company_id and c.id = m.customer_id
         where m.company_id = $1 and m.state = 'sent' order by 1`,
      )
    ).rows
  await expect.poll(async () => (await sent()).length, { timeout: 90_000 }).toBe(2)
  const [ancien, repond] = await sent()

  const page = await desk.open('/parametres/envoi/RETOUR')
  await page.getByText('Retours non lus').waitFor()
  await page.getByRole('button', { name: 'Retours de Atelier' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Ce serveur est une supposition').waitFor()
  await dialog.getByRole('textbox', { name: 'Port' }).fill('1')
  await dialog.getByRole('textbox', { name: 'Identifiant' }).fill('compta@retour.example')
  await dialog.getByLabel('Mot de passe', { exact: true }).fill('chêne')
  await dialog.getByRole('button', { name: 'Essayer et enregistrer' }).click()
  await dialog.getByText('essayez 993 avec TLS').waitFor()
  await expectFit(page, '[role=dialog]')
  await dialog.getByRole('button', { name: 'Enregistrer quand même' }).click()
  await page.getByText('Retours non lus. Le serveur existe').waitFor()
  await expectFit(page)

  const { mailer } = openedMailbox([
    { raw: postfixReport(ancien?.message_id, 'ancien@client.example') },
    {
      raw: replyTo(repond?.message_id, 'sophie@client.example', 'Je vous règle vendredi. <b>Sophie</b>'),
      at: new Date('2026-03-31T08:00:00Z'),
    },
  ])
  await alter('update return_mailboxes set read_after = now() where company_id = $1')
  const log = { error: (fault: unknown) => void Promise.reject(fault) }
  const parts = { database: desk.database, mailer, log, config: { today: '2026-03-31' } }
  expect(await readReturns(parts, new AbortController().signal)).toBe(2)

  await visit(page, '/relation?entreprises=RETOUR', /^Relation client/)
  await page.getByRole('heading', { name: /^Réponses à lire/ }).waitFor()
  await page.getByRole('heading', { name: /^E-mails non arrivés/ }).waitFor()
  await expectFit(page)
  await page.getByRole('link', { name: 'Lire la réponse de Répond' }).click()
  await dialog.getByText('Je vous règle vendredi. <b>Sophie</b>').waitFor()
  await dialog.getByText('Semble promettre un règlement le 03/04/2026').waitFor()
  await expectFit(page, '[role=dialog]')
  await dialog.getByRole('button', { name: 'Fermer' }).click()
  await visit(page, '/envois?entreprises=RETOUR', /^Envois/)
  await page.getByText('revenu : cette adresse n’existe pas, elle est rayée').waitFor()
  await page.getByRole('button', { name: /^Réponses à lire/ }).click()
  await page.getByRole('button', { name: /client ANCIEN/ }).waitFor({ state: 'detached' })
  await expectFit(page)
  await page.getByRole('button', { name: /client REPOND/ }).click()
  await dialog.getByRole('button', { name: 'Noter la promesse du 03/04/2026' }).click()
  await page.getByText('La promesse est notée').waitFor()
  await dialog.getByText('Promesse pour le 03/04/2026, acceptée par Camille Martin').waitFor()
  await dialog.getByRole('button', { name: 'Fermer' }).click()
  const blocks = await alter(
    `select kind, lifted_at is null as stands from dunning_blocks where company_id = $1 order by id`,
  )
  expect(blocks.rows).toEqual([
    { kind: 'reply-to-read', stands: false },
    { kind: 'promise', stands: true },
  ])

  await visit(page, '/envois?entreprises=RETOUR&etat=returned', /^Envois/)
  await page.getByRole('checkbox', { name: 'Choisir l’e-mail à Ancien' }).check()
  await page.getByRole('button', { name: 'Imprimer à la place' }).click()
  await page.getByRole('button', { name: 'Imprimer', exact: true }).waitFor()
  await visit(page, `/clients/${retour.customers.get('REPOND')}`, /Répond/)
  await page.getByText('Réponse du client').waitFor()
  await expectFit(page)
})
