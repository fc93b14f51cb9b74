import { Alert, Button, FileButton, Group } from '@mantine/core'
import { IconPhoto } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { addressOf, ask } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { messageOf } from '#ui/states.tsx'
import type { SentImage } from '../contract.ts'
import { fetchImage, sendImage } from '../letterhead-contract.ts'
import type { LetterheadEditing } from './use-letterhead.tsx'

/** 7 cm at 450 dots per inch: more than any office printer shows. */
const MAX_SIDE = 1_240
const HEAVY_BYTES = 400 * 1024

const TYPES = 'image/png,image/jpeg,image/svg+xml'
/** Below, a logo is printed smaller than its place on the letter. */
const FEW_PIXELS = 265

interface ImageFieldProps {
  readonly kind: 'logo' | 'signature'
  readonly editing: LetterheadEditing
}

/** An image: sent when chosen, so that the preview shows it; the letterhead names it once saved. */
export function ImageField({ kind, editing }: ImageFieldProps) {
  const { t } = useTranslation()
  const { code, form, set } = editing
  const name = form[kind]
  const mayEdit = useCapability('edit-company', code)
  const sending = useMutation({
    mutationFn: async (file: File) => {
      const { image, isReduced } = await reduceImage(file)
      return { sent: await ask(sendImage, { params: { code }, body: image }), isReduced }
    },
    onSuccess: ({ sent }) => set({ [kind]: sent.sha256 }),
  })
  const remove = () => {
    sending.reset()
    set({ [kind]: null })
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame of its own
    <div className="letterhead-image" role="group" aria-label={t(`letterhead.field.${kind}`)}>
      <p className="letterhead-label">{t(`letterhead.field.${kind}`)}</p>
      <div className="letterhead-thumbnail">
        {name ? (
          <img
            src={addressOf(fetchImage, { params: { code, sha256: name } })}
            alt={t(`letterhead.field.${kind}`)}
          />
        ) : (
          <span className="dimmed">{t('letterhead.image.none')}</span>
        )}
      </div>
      <Group gap="xs">
        <FileButton accept={TYPES} onChange={(file) => file && sending.mutate(file)}>
          {(props) => (
            <Button
              {...props}
              size="compact-sm"
              variant="default"
              loading={sending.isPending}
              leftSection={<IconPhoto size={14} aria-hidden />}
              {...whyDisabled(mayEdit)}
            >
              {name ? t('letterhead.image.replace') : t('letterhead.image.choose')}
            </Button>
          )}
        </FileButton>
        {name ? (
          <Button size="compact-sm" variant="subtle" color="red" onClick={remove}>
            {t('letterhead.image.remove')}
          </Button>
        ) : null}
      </Group>
      <p className="dimmed letterhead-hint">{t(`letterhead.hint.${kind}`)}</p>
      {sending.data && name === sending.data.sent.sha256 ? <Remarks {...sending.data} /> : null}
      {sending.error ? (
        <Alert color="red" role="alert">
          {messageOf(sending.error)}
        </Alert>
      ) : null}
    </div>
  )
}

function Remarks({ sent, isReduced }: { readonly sent: SentImage; readonly isReduced: boolean }) {
  const { t } = useTranslation()
  const isCoarse =
    sent.mediaType !== 'image/svg+xml' && sent.width < FEW_PIXELS && sent.height < FEW_PIXELS / 3
  return (
    <div role="status">
      {isReduced ? <p className="dimmed">{t('letterhead.image.reduced')}</p> : null}
      {isCoarse ? <p className="letterhead-odd">{t('letterhead.image.coarse')}</p> : null}
      {sent.removed.length > 0 ? (
        <p className="letterhead-odd">{t('letterhead.image.removed', { names: sent.removed.join(', ') })}</p>
      ) : null}
    </div>
  )
}

/**
 * A photograph or a scan as letters need it: turned the way it was taken, no larger than what prints.
 * Drawings, small images, and what the browser cannot read, go as they are: the server says what it
 * thinks of them.
 */
async function reduceImage(file: File): Promise<{ readonly image: Blob; readonly isReduced: boolean }> {
  const asIs = { image: file, isReduced: false }
  if (!/^image\/(png|jpeg)$/.test(file.type)) return asIs
  const bitmap = await createImageBitmap(file).catch(() => null)
  if (!bitmap) return asIs
  const scale = Math.min(1, MAX_SIDE / Math.max(bitmap.width, bitmap.height))
  const isTurned = file.type === 'image/jpeg'
  if (scale === 1 && !isTurned && file.size <= HEAVY_BYTES) return asIs
  const canvas = new OffscreenCanvas(Math.round(bitmap.width * scale), Math.round(bitmap.height * scale))
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  const image = await canvas.convertToBlob({ type: file.type, quality: 0.92 })
  return { image, isReduced: scale < 1 }
}
