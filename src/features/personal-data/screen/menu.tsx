import { Button, Menu } from '@mantine/core'
import { IconDownload, IconEraser } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addressOf } from '#ui/ask.ts'
import { useCapability } from '#ui/capability.ts'
import { fetchPersonalDataExport } from '../contract.ts'

import { EraseDialog } from './erase-dialog.tsx'

export interface PersonalDataMenuProps {
  readonly customerId: number
  readonly name: string
  readonly company: string
  readonly onErased: () => void
}

/** Taking out or erasing the data of a client: for administrators, and not shown to others. */
export function PersonalDataMenu({ customerId, name, company, onErased }: PersonalDataMenuProps) {
  const { t } = useTranslation()
  const [isErasing, setErasing] = useState(false)
  if (!useCapability('personal-data', company).allowed) return null
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default">{t('personalData.menu')}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            component="a"
            href={addressOf(fetchPersonalDataExport, { params: { id: customerId } })}
            download
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {t('personalData.export')}
          </Menu.Item>
          <Menu.Item leftSection={<IconEraser size={16} aria-hidden />} onClick={() => setErasing(true)}>
            {t('personalData.erase')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isErasing ? (
        <EraseDialog
          customerId={customerId}
          name={name}
          onErased={onErased}
          onClose={() => setErasing(false)}
        />
      ) : null}
    </>
  )
}
