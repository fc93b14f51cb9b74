import { Button, Group, Stack } from '@mantine/core'
import { IconDownload, IconPrinter } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '#ui/dialog.tsx'
import { say, sayFailure } from '#ui/notices.tsx'
import type { PrintParts } from '../letter-contract.ts'
import { printFile } from './print-file.ts'
import { printPartsQuery } from './queries.tsx'

type Part = PrintParts['parts'][number]

interface PrintButtonsProps {
  readonly run: number
  /** Letters went to the printer, or to a file. */
  readonly onPrinted: () => void
}

/** [Imprimer] and [Télécharger]; a large run comes in parts, listed when there are several. */
export function PrintButtons({ run, onPrinted }: PrintButtonsProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [isListing, setListing] = useState(false)
  const print = usePrint(onPrinted)
  const start = (act: (part: Part) => void) => async () => {
    const { parts } = await client.fetchQuery(printPartsQuery(run))
    const [only] = parts
    if (parts.length === 1 && only) act(only)
    else setListing(true)
  }
  const launch = (act: (part: Part) => void) => () => void start(act)().catch(sayFailure)
  const save = (part: Part) => {
    download(part, run)
    onPrinted()
  }
  return (
    <>
      <Button
        leftSection={<IconPrinter size={18} aria-hidden />}
        loading={print.isPending}
        onClick={launch(print.mutate)}
      >
        {t('letters.print')}
      </Button>
      <Button
        className="tool-download"
        title={t('letters.download')}
        variant="default"
        leftSection={<IconDownload size={18} aria-hidden />}
        onClick={launch(save)}
      >
        {t('letters.download')}
      </Button>
      {isListing ? (
        <PartsModal run={run} onPrint={print.mutate} onSave={save} onClose={() => setListing(false)} />
      ) : null}
    </>
  )
}

function usePrint(onPrinted: () => void) {
  const { t } = useTranslation()
  return useMutation({
    mutationFn: (part: Part) => printFile(part.url),
    onSuccess: (isPrinting) => {
      if (!isPrinting) say(t('letters.printInTab'))
      onPrinted()
    },
    onError: sayFailure,
  })
}

interface PartsModalProps {
  readonly run: number
  readonly onPrint: (part: Part) => void
  readonly onSave: (part: Part) => void
  readonly onClose: () => void
}

function PartsModal({ run, onPrint, onSave, onClose }: PartsModalProps) {
  const { t } = useTranslation()
  const { data } = useQuery(printPartsQuery(run))
  return (
    <Dialog onClose={onClose} title={t('letters.parts')} size="lg">
      <Stack gap="xs">
        <p className="dimmed">{t('letters.partsHint')}</p>
        {data?.parts.map((part) => (
          <Group key={part.part} justify="space-between" wrap="nowrap">
            <span>
              <strong>{t('letters.part', { part: part.part, count: part.letters })}</strong>
              <span className="dimmed">
                {' '}
                {t('letters.fromTo', { from: part.firstName, to: part.lastName })}
              </span>
            </span>
            <Group gap="xs" wrap="nowrap">
              <Button size="compact-sm" onClick={() => onPrint(part)}>
                {t('letters.print')}
              </Button>
              <Button size="compact-sm" variant="default" onClick={() => onSave(part)}>
                {t('letters.download')}
              </Button>
            </Group>
          </Group>
        ))}
      </Stack>
    </Dialog>
  )
}

function download({ url, part }: Part, run: number): void {
  const link = document.createElement('a')
  link.href = url
  link.download = `relances-${run}-${part}.pdf`
  link.click()
}
