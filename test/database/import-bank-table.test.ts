import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { importOptions } from '#features/imports/contract.ts'
import { applyImport, previewImport } from '#features/imports/server/import-file.ts'
import { type FiledFile, watchFolder } from '#features/imports/server/watch-folder.ts'
import { withScope } from '#platform/scoped.ts'
import { frenchIban } from '#readers/french-account.ts'
import { bytesSource } from '#readers/source.ts'
import { memoryArchive } from '../archive.ts'
import { createTestDatabase } from '../database.ts'
import { companyOpener, instalment, invoice } from '../stories/company-desk.ts'
import { temporaryFolder } from '../temporary-folder.ts'

// The bank of each company exports a table, in which nothing says which account it is of.

const database = await createTestDatabase()
const open = companyOpener(database)
const archive = memoryArchive()
/** The account of this number: each scene has its own, as each company has. */
const ibanOf = (number: string) => frenchIban('10278', '02204', number) ?? ''
const IBAN = ibanOf('00020427603')
const LAMBERT = {
  code: 'C0001',
  name: 'Menuiserie Lambert',
  invoices: [invoice('FA-100', '2026-02-01'), invoice('FA-101', '2026-02-10')],
}
const HEADER = 'Date;Date de valeur;Libellé;Débit;Crédit'
const MARCH = [
  HEADER,
  '03/03/2026;03/03/2026;FRAIS TENUE DE COMPTE;12,50;',
  '02/03/2026;02/03/2026;VIR MENUISERIE LAMBERT FA-100;;100,00',
]

const file = (...lines: readonly string[]) => bytesSource('releve.csv', Buffer.from(lines.join('\r\n')))

async function scene() {
  const { company, context, desk } = await open([LAMBERT])
  const order = (lines: readonly string[], bankAccounts?: Record<string, string>) => ({
    sources: [file(...lines)] as const,
    options: importOptions.parse({ company: company.code, bankAccounts }),
  })
  const parts = { database, archive }
  return {
    company,
    context,
    preview: (lines: readonly string[], accounts?: Record<string, string>) =>
      previewImport(parts, context, order(lines, accounts)),
    apply: (lines: readonly string[], accounts?: Record<string, string>) =>
      applyImport(parts, context, order(lines, accounts)),
    openCents: async (number: string) => (await desk.state(instalment(company, number))).open_cents,
    accounts: () =>
      withScope(database, context, (tx) => tx.selectFrom('bank_accounts').select('account').execute()),
  }
}

test('the account is asked once, then remembered by the header; nothing comes twice', async () => {
  const { preview, apply, openCents, accounts } = await scene()
  const asked = await preview(MARCH)
  expect(asked.errors).toEqual([])
  expect(asked.bank).toMatchObject({
    accounts: [{ said: '', account: null, movements: 2 }],
    counts: { movements: 2, statements: 0 },
  })
  await expect(apply(MARCH)).rejects.toMatchObject({ code: 'invalid', key: 'bank.which-account' })
  expect(await accounts()).toEqual([])
  const given = { '': 'FR76 1027 8022 0400 0204 2760 330' }
  expect((await preview(MARCH, given)).bank).toMatchObject({
    accounts: [{ account: IBAN }],
    counts: { automatic: 1 },
  })
  const done = await apply(MARCH, given)
  expect(done.bank?.counts).toMatchObject({ movements: 2, known: 0, automatic: 1, debits: 1 })
  expect([await openCents('FA-100'), await openCents('FA-101')]).toEqual([0, 10_000])
  expect(await accounts()).toEqual([{ account: IBAN }])
  // The same file, then one that overlaps it: only what is new counts.
  expect((await apply(MARCH)).bank?.counts).toMatchObject({ movements: 2, known: 2, automatic: 0 })
  const overlapping = [...MARCH, '04/03/2026;04/03/2026;VIR MENUISERIE LAMBERT FA-101;;100,00']
  expect((await apply(overlapping)).bank?.counts).toMatchObject({ movements: 3, known: 2, automatic: 1 })
  expect(await openCents('FA-101')).toBe(0)
})

test('two accounts of one bank have the same header: the second file is asked about again', async () => {
  const [FIRST, SECOND] = [ibanOf('11111111111'), ibanOf('22222222222')]
  const { preview, apply } = await scene()
  await apply(MARCH, { '': FIRST })
  const second = [HEADER, '05/03/2026;05/03/2026;VIR ACME;;9,00']
  await apply(second, { '': SECOND })
  const asked = await preview(second)
  expect(asked.bank?.accounts).toMatchObject([{ account: null, choices: [FIRST, SECOND] }])
})

test('the number a file gives is that of the company’s account, or is proposed', async () => {
  const OWN = ibanOf('33333333333')
  const { preview, apply } = await scene()
  const titled = (number: string) => [`Compte courant n° ${number}`, ...MARCH]
  expect((await preview(titled('33333333333'))).bank?.accounts).toMatchObject([
    { said: '33333333333', account: null, choices: ['33333333333'] },
  ])
  await apply(MARCH, { '': OWN })
  expect((await apply(titled('33333333333'))).bank).toMatchObject({
    accounts: [{ said: '33333333333', account: OWN }],
    counts: { movements: 2, known: 2 },
  })
})

test('an account of another company is refused, and an IBAN that cannot be one', async () => {
  const first = await scene()
  await first.apply(MARCH, { '': 'FR7630004000031234567890143' })
  const second = await scene()
  const read = await second.preview(MARCH, { '': 'FR7630004000031234567890143' })
  expect(read.errors[0]?.message).toContain(first.company.code)
  await expect(second.preview(MARCH, { '': 'FR7610278022040002042760331' })).rejects.toMatchObject({
    key: 'bank.bad-account',
  })
  await expect(second.preview(MARCH, { Livret: IBAN })).rejects.toMatchObject({
    key: 'bank.account-not-said',
  })
})

test('in a watched folder it is refused with the reason, until its account is known', async () => {
  const { company, context, apply } = await scene()
  const folder = temporaryFolder()
  const watch = async (name: string) => {
    writeFileSync(join(folder, name), MARCH.join('\r\n'))
    const filed: FiledFile[] = []
    await watchFolder(
      { database, archive },
      context,
      folder,
      importOptions.parse({ company: company.code }),
      {
        pauseMs: 20,
        endsWhenIdle: true,
        isStopped: () => false,
        onFiled: (one) => void filed.push(one),
        onUnreachable: () => undefined,
      },
    )
    return filed.map(({ outcome }) => outcome)
  }
  expect(await watch('mars.csv')).toEqual(['refused'])
  await apply(MARCH, { '': ibanOf('44444444444') })
  expect(await watch('avril.csv')).toEqual(['done'])
})
