import { Button } from '@mantine/core'
import { IconFileSpreadsheet } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { fileAddressOf } from '#ui/ask.ts'
import { fetchImportModel } from '../deposit-contract.ts'

/** The programs told of, each by a paragraph: only what their public help says. */
const PROGRAMS = [
  'sage50',
  'sage100',
  'ebp',
  'ciel',
  'cegid',
  'quadra',
  'pennylane',
  'axonaut',
  'odoo',
  'dolibarr',
  'indy',
  'tiime',
] as const

/** « Comment exporter depuis … », and a spreadsheet to fill for who has no program. */
export function ExportHelp() {
  const { t } = useTranslation()
  return (
    <section className="export-help">
      <h2 className="import-title">{t('imports.help.title')}</h2>
      <p className="dimmed">{t('imports.help.intro')}</p>
      <ul>
        {PROGRAMS.map((program) => (
          <li key={program}>
            <details>
              <summary className="export-from">
                {t('imports.help.from', { program: t(`imports.help.name.${program}`) })}
              </summary>
              <p>{t(`imports.help.how.${program}`)}</p>
            </details>
          </li>
        ))}
      </ul>
      <p className="dimmed">{t('imports.help.model')}</p>
      <Button
        component="a"
        href={fileAddressOf(fetchImportModel, {})}
        download
        variant="default"
        leftSection={<IconFileSpreadsheet size={16} aria-hidden />}
      >
        {t('imports.help.modelGet')}
      </Button>
    </section>
  )
}
