import type { SourceKind } from '#domain/receivables/source.ts'
import type { SourceSettings } from '../settings-contract.ts'
import type { Connector, ConnectorOrder, FoundFile } from './connector.ts'
import { fileByAddress } from './file-by-address.ts'
import { jsonRecords } from './json-records.ts'
import { mailboxFiles } from './mailbox-files.ts'

/** The connector of each kind of source. */
const CONNECTORS: { readonly [Kind in SourceKind]: Connector<Extract<SourceSettings, { kind: Kind }>> } = {
  url: fileByAddress,
  json: jsonRecords,
  mailbox: mailboxFiles,
}

/** The files that a source holds now, by the connector of its kind. */
export function openSourceFiles(order: ConnectorOrder<SourceSettings>): AsyncIterable<FoundFile> {
  const connector = CONNECTORS[order.settings.kind] as Connector<SourceSettings>
  return connector(order)
}
