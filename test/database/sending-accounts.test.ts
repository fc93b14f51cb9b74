import { expect, test } from 'vitest'
import { accountOfLevel, readSendingAccount, readSendingSettings } from '#ledger/sending-accounts.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { buildCompany } from '../world.ts'

// The menuiserie Chêne sends its first levels from the accounts, and its formal notices from its lawyer's account.

const database = await createTestDatabase()
const actor = { kind: 'local', name: 'Camille' } as const
const chene = await buildCompany(database, { code: 'CHENE', legalName: 'Menuiserie du Chêne', customers: [] })
const isagri = await buildCompany(database, { code: 'ISAGRI', legalName: 'Isagri', customers: [] })

function within<T>(company: number, work: (tx: ScopedTransaction) => Promise<T>): Promise<T> {
  return withScope(database, { actor, companyIds: [company] }, work)
}

function account(label: string, isDefault = false) {
  return {
    company_id: chene.id,
    label,
    kind: 'smtp' as const,
    from_name: 'Menuiserie du Chêne',
    from_address: `${label.toLowerCase()}@chene.example`,
    host: 'ssl0.ovh.net',
    port: 465,
    security: 'tls' as const,
    is_default: isDefault,
    created_by: actor.name,
    updated_by: actor.name,
  }
}

async function addAccount(label: string, isDefault = false): Promise<number> {
  const { id } = await within(chene.id, (tx) =>
    tx
      .insertInto('sending_accounts')
      .values(account(label, isDefault))
      .returning('id')
      .executeTakeFirstOrThrow(),
  )
  return id
}

test('a company starts in trial, with the hours of an office', async () => {
  expect(await within(chene.id, (tx) => readSendingSettings(tx, chene.id))).toEqual({
    mode: 'trial',
    hours: { from: '08:00', until: '18:00' },
    replyTo: null,
    signature: '',
  })
  expect(await within(chene.id, (tx) => accountOfLevel(tx, chene.id, 1))).toBeNull()
})

test('a level sends from its own account, else from the default one', async () => {
  const compta = await addAccount('Compta', true)
  const contentieux = await addAccount('Contentieux')
  await within(chene.id, (tx) =>
    tx
      .updateTable('dunning_levels')
      .set({ sending_account_id: contentieux })
      .where('company_id', '=', chene.id)
      .where('level', '=', 4)
      .execute(),
  )
  const senders = await within(chene.id, async (tx) => [
    (await accountOfLevel(tx, chene.id, 1))?.id,
    (await accountOfLevel(tx, chene.id, 4))?.id,
  ])
  expect(senders).toEqual([compta, contentieux])

  // Once removed, what it sent still names it, and the level goes back to the default one.
  await within(chene.id, (tx) =>
    tx
      .updateTable('sending_accounts')
      .set({ removed_at: new Date(), removed_by: actor.name })
      .where('id', '=', contentieux)
      .execute(),
  )
  expect(await within(chene.id, (tx) => readSendingAccount(tx, chene.id, contentieux))).toBeNull()
  expect((await within(chene.id, (tx) => accountOfLevel(tx, chene.id, 4)))?.id).toBe(compta)
})

test('another company sees none of it', async () => {
  const seen = await within(isagri.id, (tx) => tx.selectFrom('sending_accounts').select('id').execute())
  expect(seen).toEqual([])
  const write = within(isagri.id, (tx) =>
    tx.insertInto('sending_accounts').values(account('Voisin')).execute(),
  )
  await expect(write).rejects.toThrow('row-level security')
})

test('a company has one default account', async () => {
  await expect(addAccount('Second', true)).rejects.toThrow('sending_accounts_default')
})
