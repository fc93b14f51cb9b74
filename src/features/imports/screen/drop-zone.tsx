import { Button } from '@mantine/core'
import { IconFileUpload } from '@tabler/icons-react'
import { type DragEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { STATEMENT_FORMAT_NAMES, STATEMENT_FORMATS } from '#domain/matching/statement-formats.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { say } from '#ui/notices.tsx'

const BANK_FILES = Object.values(STATEMENT_FORMATS).flatMap(({ extensions }) => extensions)
const ACCEPTED = ['.txt', '.csv', '.tsv', '.tab', '.xlsx', '.xml', '.zip', '.pdf', ...BANK_FILES].join(',')

/** Where files are dropped or chosen. */
export function DropZone({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const mayImport = useCapability('import')
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const files = [...event.dataTransfer.files]
    if (!mayImport.allowed) say(mayImport.reason)
    else if (files.length > 0) onFiles(files)
  }
  return (
    <section
      className="drop-zone"
      data-over={isOver}
      aria-label={t('imports.drop')}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <IconFileUpload size={36} stroke={1.4} aria-hidden />
      <h2>{t('imports.drop')}</h2>
      <p className="dimmed">{t('imports.dropHint', { formats: STATEMENT_FORMAT_NAMES })}</p>
      <Button onClick={() => input.current?.click()} {...whyDisabled(mayImport)}>
        {t('imports.choose')}
      </Button>
      {mayImport.reason === null ? null : <p className="dimmed">{mayImport.reason}</p>}
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept={ACCEPTED}
        aria-label={t('imports.choose')}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])]
          if (files.length > 0) onFiles(files)
          event.currentTarget.value = ''
        }}
      />
    </section>
  )
}
