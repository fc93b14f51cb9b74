import { type TOTP, URI } from 'otpauth'
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectAccessible, expectFit } from '../accessible.ts'
import { CAMILLE, follow, openBrowserDesk } from '../browser.ts'
import { buildManualWorld } from '../manual-world.ts'
import { nextCode } from '../one-time-code.ts'

// Camille opens Relances for the first time, lets Nadia look, then Nadia work; later she guards her own account.

const desk = await openBrowserDesk('2024-01-29', { isSignedIn: false })
const NADIA = { name: 'Nadia Benali', email: 'nadia@relances.example', password: 'tabouret jaune pluie' }
const LIST = '/relances?au=2024-01-25'

/** A browser of somebody else: none of our cookies. */
async function openElsewhere(page: Page, url: string): Promise<Page> {
  const context = await page.context().browser()?.newContext({ locale: 'fr-FR' })
  const other = await context?.newPage()
  if (!other) throw new Error('the browser is gone')
  await other.goto(url)
  return other
}

async function signIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.getByLabel('Adresse e-mail').fill(email)
  await page.getByLabel(/^Mot de passe/).fill(password)
  await page.getByRole('button', { name: 'Se connecter' }).click()
}

async function choose(page: Page, menu: string, entry: string): Promise<void> {
  await page.getByRole('button', { name: menu }).click()
  await page.getByRole('menuitem', { name: entry }).click()
}

// Without the no-break spaces of French.
async function titleOf(part: Locator): Promise<string | undefined> {
  return (await part.getAttribute('title'))?.replaceAll(/\s/g, ' ')
}

/** A button that looks disabled, says why to who points at it, and again to who presses it. */
async function expectRefused(page: Page, name: string | RegExp, role: string): Promise<void> {
  const button = page.getByRole('button', { name }).or(page.getByRole('link', { name })).first()
  await button.waitFor()
  expect(await button.getAttribute('aria-disabled'), String(name)).toBe('true')
  expect(await titleOf(button), String(name)).toContain(`Il faut le rôle « ${role} »`)
}

test('the first to come administers, and finds a light page with a next step', async () => {
  const page = await desk.open('/')
  await page.getByRole('heading', { name: 'Bienvenue dans Relances' }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/bienvenue')
  await page.getByLabel('Nom et prénom').fill(CAMILLE.name)
  await page.getByLabel('Adresse e-mail').fill(CAMILLE.email)
  await page.getByLabel(/^Mot de passe/).fill('camille2024!')
  await page.getByText('C’est votre nom ou votre adresse').waitFor()
  await expectFit(page)
  await page.getByLabel(/^Mot de passe/).fill(CAMILLE.password)
  await page.getByRole('button', { name: 'Créer mon compte' }).click()
  await page.waitForURL(`${desk.address}/`)
  await page.getByRole('heading').first().waitFor()
  await page.waitForLoadState('networkidle')
  await expectFit(page)
  // The first screen costs at most 250 kB of JavaScript, entrance included.
  const bytes = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter((entry) => entry.name.endsWith('.js'))
      .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0),
  )
  expect(bytes).toBeGreaterThan(0)
  expect(bytes).toBeLessThan(250_000)
  expect(desk.takeComplaints().every((complaint) => complaint.includes('401'))).toBe(true)
})

test('someone is invited to look, then to work, then no more', async () => {
  await buildManualWorld(desk.database)
  const page = await desk.open('/relances')
  await signIn(page, CAMILLE)
  await page.getByRole('heading', { level: 1, name: 'Relances', exact: true }).waitFor()
  await choose(page, 'Paramètres', 'Utilisateurs')
  await page.getByRole('button', { name: 'Inviter quelqu’un' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Nom et prénom').fill(NADIA.name)
  await dialog.getByLabel('Adresse e-mail').fill(NADIA.email)
  await dialog.getByLabel('Dans ISAGRI').selectOption('reader')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Inviter quelqu’un' }).click()
  const link = await page.locator('.secret-text').innerText()
  await page.keyboard.press('Escape')
  await page.getByText('invité, pas encore venu').waitFor()
  await expectFit(page)

  const nadia = await openElsewhere(page, link)
  await nadia.getByRole('heading', { name: 'Bienvenue, Nadia Benali' }).waitFor()
  await expectFit(nadia)
  await nadia.getByLabel('Nouveau mot de passe').fill(NADIA.password)
  await nadia.getByRole('button', { name: 'Enregistrer et me connecter' }).click()
  await nadia.getByRole('heading', { level: 1, name: 'Tableau de bord' }).waitFor()
  await seeOnly(nadia)

  await choose(page, 'Actions pour Nadia Benali', 'Changer les rôles')
  await page.getByLabel('Dans ISAGRI').selectOption('reminder')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByText('Les rôles de Nadia Benali sont enregistrés.').waitFor()
  await nadia.goto(`${desk.address}${LIST}`)
  await nadia.getByRole('checkbox', { name: 'Cocher TRU' }).click()
  const remind = nadia.getByRole('button', { name: 'Relancer mes clients' })
  await remind.waitFor()
  expect(await remind.getAttribute('aria-disabled')).toBeNull()

  await choose(page, 'Actions pour Nadia Benali', 'Désactiver le compte')
  await page.getByText('Nadia Benali ne peut plus se connecter.').waitFor()
  await nadia.reload()
  await nadia.getByRole('heading', { name: 'Connexion' }).waitFor()
  await nadia.context().close()

  await choose(page, `Actions pour ${CAMILLE.name}`, 'Changer les rôles')
  await page.getByLabel('Dans toutes les entreprises').selectOption('')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByText('Il ne resterait plus personne pour administrer Relances').waitFor()
  // Chromium writes every refused request in its console.
  expect(desk.takeComplaints().every((complaint) => /40[139]/.test(complaint))).toBe(true)
})

// What Nadia sees with the role « lecture »: each act is there, and says why it is not hers.
async function seeOnly(page: Page): Promise<void> {
  await page.goto(`${desk.address}${LIST}`)
  await page.getByRole('checkbox', { name: 'Cocher TRU' }).click()
  await expectRefused(page, 'Relancer mes clients', 'relance')
  await page.getByRole('button', { name: 'Relancer mes clients' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('alert').getByText('Il faut le rôle « relance »').first().waitFor()

  for (const [menu, entry] of [
    ['Niveau de TRU', 'Niveau 2'],
    ['Actions sur TRU', 'Litige'],
  ] as const) {
    await page.getByRole('button', { name: menu }).click()
    const item = page.getByRole('menuitem', { name: entry })
    expect(await item.getAttribute('aria-disabled'), menu).toBe('true')
    expect(await titleOf(item), menu).toContain('Il faut le rôle « relance » dans ISAGRI')
    await page.keyboard.press('ArrowDown')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('menuitem')
    if (entry === 'Litige') await expectAccessible(page)
    await page.keyboard.press('Escape')
  }
  for (const [path, name, role] of [
    ['/importer', 'Choisir des fichiers', 'gestionnaire'],
    ['/factures', 'Nouvelle facture', 'gestionnaire'],
    ['/parametres/entreprises', 'Créer une entreprise', 'administrateur'],
    ['/parametres/entreprises/ISAGRI', 'Enregistrer', 'administrateur'],
    ['/parametres/procedure/ISAGRI', 'Enregistrer', 'gestionnaire'],
  ] as const) {
    await follow(page, path)
    await expectRefused(page, name, role)
  }
}

test('one’s own account: another password, a code, a passkey, and the ends of sessions', async () => {
  const page = await desk.openApart('/compte')
  await page.getByRole('heading', { name: 'Connexion' }).waitFor()
  await expectFit(page)
  await signIn(page, CAMILLE)
  await page.getByRole('heading', { level: 1, name: 'Mon compte' }).waitFor()

  const elsewhere = await openElsewhere(page, `${desk.address}/factures?etat=overdue`)
  await signIn(elsewhere, CAMILLE)
  await elsewhere.getByRole('heading', { level: 1, name: 'Factures' }).waitFor()
  expect(new URL(elsewhere.url()).search).toContain('etat=overdue')
  await page.reload()
  await page.getByRole('button', { name: 'Déconnecter partout ailleurs' }).click()
  await page.getByText('C’est déconnecté.').waitFor()
  await elsewhere.reload()
  await elsewhere.getByRole('heading', { name: 'Connexion' }).waitFor()
  await elsewhere.context().close()

  const changed = { email: CAMILLE.email, password: 'lampadaire vert nuage' }
  await page.getByRole('button', { name: 'Changer le mot de passe' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Mot de passe actuel').fill(CAMILLE.password)
  await dialog.getByLabel('Nouveau mot de passe').fill(changed.password)
  await dialog.getByRole('button', { name: 'Changer le mot de passe' }).click()
  await page.getByText('Le mot de passe est changé.').waitFor()

  const totp = await turnOnCodes(page, changed.password)
  await addPasskey(page)
  await expectFit(page)

  await choose(page, 'Préférences', 'Anglais')
  await page.getByRole('heading', { level: 1, name: 'My account' }).waitFor()
  await choose(page, 'Preferences', 'French')
  await choose(page, 'Préférences', 'Se déconnecter')
  await signIn(page, changed)
  await page.getByLabel('Code à 6 chiffres').fill(nextCode(totp))
  await page.getByRole('button', { name: 'Se connecter' }).click()
  await page.getByRole('heading', { level: 1, name: 'Tableau de bord' }).waitFor()

  await choose(page, 'Préférences', 'Se déconnecter')
  await page.getByRole('button', { name: 'Utiliser une clé d’accès' }).click()
  await page.getByRole('heading', { level: 1, name: 'Tableau de bord' }).waitFor()

  // An hour later a grave act asks again who she is: the passkey will do, and the act then goes through by itself.
  await desk.database.owner.query(`update sessions set proved_at = now() - interval '1 hour'`)
  await page.goto(`${desk.address}/parametres/utilisateurs`)
  await page.getByRole('tab', { name: 'Clés d’API' }).click()
  await page.getByRole('button', { name: 'Créer une clé' }).click()
  await page.getByRole('dialog').getByLabel('Nom de la clé').fill('Caisse')
  await page.getByRole('dialog').getByRole('button', { name: 'Créer une clé' }).click()
  const proof = page.getByRole('dialog', { name: 'Confirmez que c’est vous' })
  await proof.getByLabel('Mot de passe actuel').waitFor()
  await expectAccessible(page)
  await proof.getByRole('button', { name: 'Utiliser une clé d’accès' }).click()
  await page.getByText('Copiez-la maintenant').waitFor()
  const { rows } = await desk.database.owner.query(
    `select count(*)::int as fresh from sessions where proved_at > now() - interval '1 minute'`,
  )
  expect(rows).toEqual([{ fresh: 1 }])
  expect(desk.takeComplaints().every((complaint) => /40[13]/.test(complaint))).toBe(true)
})

async function turnOnCodes(page: Page, password: string): Promise<TOTP> {
  await page.getByRole('button', { name: 'Activer' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Mot de passe actuel').fill(password)
  const started = page.waitForResponse(/\/api\/account\/second-factor$/)
  await dialog.getByRole('button', { name: 'Activer' }).click()
  const { uri } = await (await started).json()
  const totp = URI.parse(uri) as TOTP
  await dialog.getByText(`Clé : ${totp.secret.base32}`).waitFor()
  await dialog.getByLabel('Code à 6 chiffres').fill(totp.generate())
  await dialog.getByRole('button', { name: 'Confirmer' }).click()
  await dialog.getByText('Gardez-les hors de ce téléphone').waitFor()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Je les ai gardés' }).click()
  await page.getByText('Active : un code de votre application').waitFor()
  return totp
}

// The authenticator of Chromium itself, which holds a key and says that its owner is there.
async function addPasskey(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  await page.getByLabel('Nom de cet appareil').fill('Portable de Camille')
  await page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click()
  await page.getByText('La clé d’accès est ajoutée.').waitFor()
  await page.getByText('Portable de Camille').waitFor()
}
