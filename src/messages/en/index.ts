import { backup } from './backup.ts'
import { bank } from './bank.ts'
import { bankTables } from './bank-tables.ts'
import { blobs } from './blobs.ts'
import { changes } from './changes.ts'
import { cli } from './cli.ts'
import { doctor } from './doctor.ts'
import { doubts } from './doubts.ts'
import { eInvoiceStatuses } from './e-invoice-statuses.ts'
import { eInvoices } from './e-invoices.ts'
import { features } from './features.ts'
import { fieldNames } from './field-names.ts'
import { identity } from './identity.ts'
import { images } from './images.ts'
import { imports } from './imports.ts'
import { journal } from './journal.ts'
import { journalFields } from './journal-fields.ts'
import { letterTexts } from './letter-texts.ts'
import { letters } from './letters.ts'
import { listReaders } from './list-readers.ts'
import { lists } from './lists.ts'
import { merges } from './merges.ts'
import { outbox } from './outbox.ts'
import { penalties } from './penalties.ts'
import { people } from './people.ts'
import { personalData } from './personal-data.ts'
import { platform } from './platform.ts'
import { programs } from './programs.ts'
import { rates } from './rates.ts'
import { readers } from './readers.ts'
import { reading } from './reading.ts'
import { receivables } from './receivables.ts'
import { relations } from './relations.ts'
import { schedules } from './schedules.ts'
import { sendingAccounts } from './sending-accounts.ts'
import { sources } from './sources.ts'
import { steering } from './steering.ts'
import { watch } from './watch.ts'
import { webhooks } from './webhooks.ts'

/** Every sentence the server and the command line can say; keys are "area.name". */
export const en = {
  ...backup,
  ...blobs,
  ...bank,
  ...bankTables,
  ...listReaders,
  ...changes,
  ...cli,
  ...doctor,
  ...doubts,
  ...eInvoiceStatuses,
  ...eInvoices,
  ...features,
  ...fieldNames,
  ...identity,
  ...images,
  ...imports,
  ...journal,
  ...journalFields,
  ...letterTexts,
  ...letters,
  ...lists,
  ...merges,
  ...outbox,
  ...penalties,
  ...people,
  ...personalData,
  ...platform,
  ...programs,
  ...rates,
  ...readers,
  ...reading,
  ...receivables,
  ...relations,
  ...schedules,
  ...sendingAccounts,
  ...sources,
  ...steering,
  ...watch,
  ...webhooks,
}
