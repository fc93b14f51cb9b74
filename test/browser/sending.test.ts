import { expect, test } from 'vitest'
import { expectAccessible, expectNoOverflow } from '../accessible.ts'
import { CAMILLE, NARROW, openBrowserDesk, visit } from '../browser.ts'
import { PASSWORD, startMailServer, USER } from '../mail-server.ts'
import { buildManualWorld } from '../manual-world.ts'

// ISAGRI sets how it sends, against a mail server of this machine: an account, a test, then the end of the trial.

const desk = await openBrowserDesk('2024-01-29')
await buildManualWorld(desk.database)
const mail = await startMailServer({}, 'none')
const SCREEN = '/parametres/envoi/ISAGRI'

test('an account is tried before it is kept, a test leaves in trial, and the trial is ended', async () => {
  const page = await desk.open('/relances?au=2024-01-25')
  await page.getByRole('button', { name: 'Paramètres' }).click()
  await page.getByRole('menuitem', { name: 'Envoi' }).click()
  await page.getByRole('heading', { name: 'Essai : rien ne part' }).waitFor()
  await visit(page, SCREEN, /Envoi/)
  expect(await page.getByRole('button', { name: 'Ouvrir l’envoi' }).isDisabled()).toBe(true)
  await page.getByText('Aucun compte d’envoi').waitFor()
  await expectAccessible(page)

  // The server of a French host is known from the address; this one is not.
  await page.getByRole('button', { name: 'Ajouter un compte' }).click()
  await page.getByRole('menuitem', { name: 'Avec un mot de passe' }).click()
  const dialog = page.getByRole('dialog', { name: 'Ajouter un compte d’envoi' })
  await dialog.getByLabel('Adresse e-mail').fill('isagri@orange.fr')
  await dialog.getByLabel('Nom affiché').fill('ISAGRI, comptabilité')
  await dialog.getByText('Réglages de Orange').waitFor()
  expect(await dialog.getByLabel('Serveur (SMTP)').inputValue()).toBe('smtp.orange.fr')
  expect(await dialog.getByLabel('Identifiant').inputValue()).toBe('isagri@orange.fr')
  await expectAccessible(page, '[role=dialog]')

  await dialog.getByLabel('Adresse e-mail').fill(USER)
  await dialog.getByLabel('Nom du compte dans Relances').fill('Comptabilité')
  await dialog.getByLabel('Serveur (SMTP)').fill('localhost')
  await dialog.getByLabel('Port').fill(String(mail.server.port))
  await dialog.getByLabel('Chiffrement').selectOption('none')
  await dialog.getByLabel('Identifiant').fill(USER)
  await dialog.getByLabel('Mot de passe').fill('pas le bon')
  await dialog.getByRole('button', { name: 'Essayer et enregistrer' }).click()
  await dialog.getByText('Le serveur refuse l’identifiant ou le mot de passe').waitFor()
  await dialog.getByText('Réponse du serveur : 535').waitFor()
  await expectAccessible(page, '[role=dialog]')
  await dialog.getByLabel('Mot de passe').fill(PASSWORD)
  await dialog.getByRole('button', { name: 'Essayer et enregistrer' }).click()
  await page.getByText('Le compte est enregistré').waitFor()
  await page.getByText('Connecté le').waitFor()

  await page.getByRole('button', { name: 'M’envoyer un essai' }).click()
  await page.getByText(`Le serveur a pris le message pour ${CAMILLE.email}`).waitFor()
  await expectAccessible(page, '[role=dialog]')
  await page.getByRole('dialog').getByRole('button', { name: 'Fermer' }).last().click()
  expect(mail.received.map(({ to }) => to)).toEqual([[CAMILLE.email]])

  // The domain, said in words: no DNS answers a name that ends in .example.
  await page.getByRole('button', { name: 'Vérifier mon domaine' }).click()
  await page.getByRole('region', { name: 'DMARC : la règle' }).waitFor()
  await expectAccessible(page, '[role=dialog]')
  await page.keyboard.press('Escape')

  // Microsoft and Google are asked for a consent: the fields of each.
  for (const [way, field] of [
    ['Microsoft 365, avec votre accord', 'Annuaire (locataire)'],
    ['Google, avec votre accord', 'Secret de l’application'],
  ] as const) {
    await page.getByRole('button', { name: 'Ajouter un compte' }).click()
    await page.getByRole('menuitem', { name: way }).click()
    await page.getByRole('dialog').getByLabel(field).waitFor()
    await expectAccessible(page, '[role=dialog]')
    await page.getByRole('dialog').getByRole('button', { name: 'Annuler' }).click()
  }

  // Where answers go, and who has a copy of formal notices.
  await page.getByLabel('Réponses à').fill('compta@isagri')
  await page.getByText('Écrivez une adresse comme').waitFor()
  await page.getByLabel('Réponses à').fill('compta@isagri.example')
  await page.getByRole('group', { name: 'Niveau 4' }).getByLabel('Copie à').fill('direction@isagri.example')
  const leaving = page.getByRole('form', { name: 'Comment les e-mails partent' })
  await leaving.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByText('Les réglages d’envoi sont enregistrés').waitFor()

  // What e-mails carry: the first goes beside its letter with the statement; a formal notice is never an e-mail alone.
  const carried = page.getByRole('form', { name: 'Ce que les e-mails portent' })
  const save = carried.getByRole('button', { name: 'Enregistrer' })
  const first = carried.getByRole('group', { name: 'Niveau 1' })
  await first.getByLabel('E-mail').selectOption('En copie du courrier')
  await first.getByLabel('Le relevé de compte').check()
  const notice = carried.getByRole('group', { name: 'Niveau 4' })
  expect(await notice.getByLabel('E-mail').locator('option').allTextContents()).toEqual([
    'En copie du courrier',
    'Pas d’e-mail',
  ])
  await notice.getByLabel('E-mail').selectOption('Pas d’e-mail')
  expect(await notice.getByLabel('La lettre').isDisabled()).toBe(true)
  await carried.getByLabel('Taille maximale').fill('30')
  await carried.getByText('De 0,5 à 25 Mo.').waitFor()
  expect(await save.isDisabled()).toBe(true)
  await carried.getByLabel('Taille maximale').fill('4,5')
  // A colleague saves first: nothing is overwritten.
  await desk.database.owner.query(`update companies set message_bytes = 5000000 where code = 'ISAGRI'`)
  await save.click()
  await carried.getByText('Ces réglages ont été changés entre-temps').waitFor()
  expect(desk.takeComplaints().every((complaint) => complaint.includes('409'))).toBe(true)
  await expectAccessible(page)
  await carried.getByRole('button', { name: 'Reprendre les réglages actuels' }).click()
  await expect.poll(() => carried.getByLabel('Taille maximale').inputValue()).toBe('5')
  await first.getByLabel('E-mail').selectOption('En copie du courrier')
  await first.getByLabel('Le relevé de compte').check()
  await carried.getByLabel('Taille maximale').fill('4,5')
  await save.click()
  await page.getByText('Ce que les e-mails portent est enregistré').waitFor()

  // Outside the levels: a wrong number and a {blank} that nothing fills are told, then both messages are set.
  const courtesies = page.getByRole('form', { name: 'Messages hors relances' })
  await courtesies.getByLabel('Prévenir avant l’échéance').check()
  await courtesies.getByLabel('Jours avant l’échéance').fill('31')
  await courtesies.getByText('De 1 à 30 jours.').waitFor()
  await courtesies.getByLabel('Jours avant l’échéance').fill('7')
  await courtesies.getByRole('group', { name: 'En français' }).getByLabel('Objet').fill('Bientôt, {nom}')
  await courtesies.getByRole('button', { name: 'Enregistrer' }).click()
  await courtesies.getByText('{nom} ne désigne rien.').waitFor()
  expect(desk.takeComplaints().every((complaint) => complaint.includes('400'))).toBe(true)
  await courtesies.getByRole('group', { name: 'En français' }).getByLabel('Objet').fill('Bientôt : {total}')
  await courtesies.getByLabel('Remercier d’un règlement').check()
  await expectAccessible(page)
  await courtesies.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByText('Les messages hors relances sont enregistrés').waitFor()

  await page.getByRole('button', { name: 'Ouvrir l’envoi' }).click()
  const opening = page.getByRole('dialog', { name: 'Ouvrir l’envoi de ISAGRI' })
  await opening.getByText('partiront vraiment à vos clients').waitFor()
  await expectAccessible(page, '[role=dialog]')
  await opening.getByRole('button', { name: 'Ouvrir l’envoi' }).click()
  await page.getByRole('heading', { name: 'Les e-mails partent', exact: true }).waitFor()
  await expectAccessible(page)

  await page.setViewportSize(NARROW)
  await page.reload()
  await page.getByRole('heading', { name: 'Les e-mails partent', exact: true }).waitFor()
  const copies = page.getByRole('group', { name: 'Niveau 4' }).getByLabel('Copie à')
  expect(await copies.inputValue()).toBe('direction@isagri.example')
  const kept = page.getByRole('form', { name: 'Ce que les e-mails portent' })
  expect(await kept.getByLabel('Taille maximale').inputValue()).toBe('4,5')
  const level = kept.getByRole('group', { name: 'Niveau 1' })
  expect(await level.getByLabel('E-mail').inputValue()).toBe('copy')
  expect(await level.getByLabel('Le relevé de compte').isChecked()).toBe(true)
  const announced = page.getByRole('form', { name: 'Messages hors relances' })
  expect(await announced.getByLabel('Jours avant l’échéance').inputValue()).toBe('7')
  await expectNoOverflow(page)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Revenir à l’essai' }).click()
  await page.getByRole('heading', { name: 'Essai : rien ne part' }).waitFor()
})
