import { expect, test } from 'vitest'
import type { ShownSource } from '../contract.ts'
import { draftOf, fieldsOf } from './source-draft.ts'

const SHOWN: Omit<ShownSource, 'settings'> = {
  ...{ id: 3, label: 'ERP', hasSecret: true, rhythm: 'hour', hour: 6, isWhole: true, isPreviewed: true },
  ...{ isActive: true, nextAt: null, lastOkAt: null, failingSince: null, looks: [] },
}

test('a form gives back what it was made of, without the secret that nobody typed', () => {
  const json: ShownSource['settings'] = {
    ...{ kind: 'json', url: 'https://erp.example/invoices', signIn: 'bearer', userName: '', headerName: '' },
    ...{ records: 'data', paging: 'page', pageParameter: 'p', nextPath: '', isInCents: true },
    fields: { customerCode: 'customer.id', openCents: 'left' },
  }
  const url: ShownSource['settings'] = {
    ...{ kind: 'url', url: 'https://erp.example/x.csv', signIn: 'none', userName: '', headerName: '' },
  }
  const mailbox: ShownSource['settings'] = {
    ...{ kind: 'mailbox', host: 'imap.example', port: 143, security: 'starttls', userName: 'factures' },
    ...{ senders: '@cabinet.example', checkedBy: 'mx.example' },
  }
  for (const settings of [json, url, mailbox])
    expect(fieldsOf(draftOf({ ...SHOWN, settings }))).toEqual({
      ...{ label: 'ERP', settings, rhythm: 'hour', hour: 6, isWhole: true },
    })
  expect(fieldsOf({ ...draftOf(null), label: ' ERP ', secret: 's3cret' })).toMatchObject({
    ...{ label: 'ERP', secret: 's3cret' },
  })
})
