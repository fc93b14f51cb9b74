import { expect, test } from 'vitest'
import { fecText, sale } from '#readers/fec-fixture.ts'
import { expectAccessible, expectToHold } from '../accessible.ts'
import { NARROW, openBrowserDesk, WIDE } from '../browser.ts'

// Lebrun's ledger has a doubtful customer on 416: read or not, as the accountant ticks. Day of work: 01/05/2024.

const desk = await openBrowserDesk('2024-05-01')

function ledger(): Buffer {
  const doubtful = sale('D1', 'LEROY', '20230301', '450,00').map((row) =>
    row.CompteNum === '411000' ? { ...row, CompteNum: '416000', CompteLib: 'Clients douteux' } : row,
  )
  return Buffer.from(fecText([...sale('F1', 'DUPONT', '20231101', '1200,00'), ...doubtful]))
}

test('an account ticked is read at once, its client set aside, and the sum of what is read follows', async () => {
  const page = await desk.open('/importer')
  const file = { name: '123456782FEC20231231.txt', mimeType: 'text/plain', buffer: ledger() }
  await page.locator('input[type=file]').setInputFiles([file])
  await page.getByLabel('Raison sociale').fill('Lebrun')
  await page.getByRole('button', { name: 'Voir ce qui va changer' }).click()
  const accounts = page.getByRole('list').filter({ hasText: 'Clients douteux' })
  await accounts
    .getByText(/^1\s200,00\s€$/)
    .last()
    .waitFor()
  const doubtful = page.getByRole('checkbox', { name: /416/ })
  expect(await doubtful.isChecked()).toBe(false)
  await doubtful.click()
  await accounts.getByText(/^1\s650,00\s€$/).waitFor()
  expect(await doubtful.isChecked()).toBe(true)
  await expectAccessible(page)
  await page.setViewportSize(NARROW)
  await expectToHold(page)
  await page.setViewportSize(WIDE)
  await page.getByRole('button', { name: 'Importer' }).click()
  await page.getByText('L’import est terminé').waitFor()
  const { rows } = await desk.database.owner.query(
    `select i.number, sum(n.open_cents)::bigint as open, bool_or(b.id is not null) as aside
     from invoices i
     join instalments n on n.company_id = i.company_id and n.invoice_id = i.id
     left join dunning_blocks b on b.company_id = i.company_id and b.invoice_id = i.id
     group by i.number order by i.number`,
  )
  expect(rows).toEqual([
    { number: 'D1', open: 45_000, aside: true },
    { number: 'F1', open: 120_000, aside: false },
  ])
})
