import { sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import { can, ROLES } from '#domain/people/capabilities.ts'
import { recordNote } from '#ledger/record-note.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { Heir } from '../deposit-contract.ts'
import { changeDeposit, type DepositRow, type Owner } from './deposit-store.ts'

/**
 * Who may be given a deposit: those who import into its company, but its owner.
 * @throws RelancesError conflict while no preview has told which company that is
 */
export async function listHeirs(
  tx: ScopedTransaction,
  { ownerId }: Owner,
  { companyId }: Pick<DepositRow, 'companyId'>,
): Promise<Heir[]> {
  if (companyId === null) throw new RelancesError('conflict', 'imports.hand-no-company')
  const importers = ROLES.filter((role) => can(role, 'import'))
  const { rows } = await sql<Heir>`
    select u.id, u.name from users u
    where u.deactivated_at is null and u.id <> ${ownerId} and (u.role_everywhere = any(${importers})
      or exists (select from roles_of(u.id) r join companies c on c.code = r.code
        where c.id = ${companyId} and r.role = any(${importers})))
    order by u.name, u.id`.execute(tx)
  return rows
}

/**
 * Gives a deposit to somebody else, who has seen nothing of it yet: it is to be reviewed. Recorded in the audit.
 * @throws RelancesError conflict without a company, and once it is imported; not-found for who may not have it
 */
export async function handDeposit(
  tx: ScopedTransaction,
  owner: Owner,
  { row, heirId, by }: { readonly row: DepositRow; readonly heirId: string; readonly by: string },
): Promise<void> {
  const heir = (await listHeirs(tx, owner, row)).find(({ id }) => id === heirId)
  if (!heir || row.companyId === null) throw new RelancesError('not-found', 'imports.no-heir')
  if (row.step === 'done') throw new RelancesError('conflict', 'imports.hand-done')
  await changeDeposit(
    tx,
    { id: row.id },
    {
      ...{
        step: 'to-review',
        progress: 0,
        preview: null,
        shownSha256: null,
        importCount: null,
        workerId: null,
      },
      problem: { key: 'imports.handed', values: { name: by } },
    },
  )
  const note = { file_name: row.files[0]?.name ?? '', person: heir.name }
  await recordNote(tx, 'imports-handed', note, { companyId: row.companyId })
  const { rows } = await sql<{ isHanded: boolean }>`
    select hand_deposit(${row.id}::uuid, ${heir.id}) as "isHanded"`.execute(tx)
  if (!rows[0]?.isHanded) throw new RelancesError('not-found', 'imports.no-deposit')
}
