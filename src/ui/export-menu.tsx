import { Button, Menu } from '@mantine/core'
import { IconDownload, IconFileSpreadsheet, IconFileTypeCsv } from '@tabler/icons-react'

interface ExportMenuProps {
  readonly label: string
  readonly pathOf: (format: 'csv' | 'xlsx') => string
}

/** What is filtered, as a file for a spreadsheet. */
export function ExportMenu({ label, pathOf }: ExportMenuProps) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />}>
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component="a"
          href={pathOf('xlsx')}
          download
          leftSection={<IconFileSpreadsheet size={16} aria-hidden />}
        >
          XLSX
        </Menu.Item>
        <Menu.Item
          component="a"
          href={pathOf('csv')}
          download
          leftSection={<IconFileTypeCsv size={16} aria-hidden />}
        >
          CSV
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
