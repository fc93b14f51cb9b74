import { Button, ColorInput, Fieldset, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { isColour, isReadable, readableShade } from '#domain/letters/colour.ts'
import { ImageField } from './image-field.tsx'
import { LetterheadField } from './text-fields.tsx'
import type { LetterheadEditing } from './use-letterhead.tsx'

/** Logo and accent colour. */
export function LookFields({ editing }: { readonly editing: LetterheadEditing }) {
  const { t } = useTranslation()
  return (
    <Fieldset className="letterhead-group" legend={t('letterhead.group.look')}>
      <ImageField kind="logo" editing={editing} />
      <ColourField editing={editing} />
    </Fieldset>
  )
}

/** Who signs, and how. */
export function SignatureFields({ editing }: { readonly editing: LetterheadEditing }) {
  const { t } = useTranslation()
  return (
    <Fieldset className="letterhead-group" legend={t('letterhead.group.signature')}>
      <LetterheadField field="signatoryName" editing={editing} />
      <LetterheadField field="signatoryTitle" editing={editing} />
      <ImageField kind="signature" editing={editing} />
    </Fieldset>
  )
}

function ColourField({ editing: { form, set, problems } }: { readonly editing: LetterheadEditing }) {
  const { t } = useTranslation()
  const { accentColor } = form
  const isPale = isColour(accentColor) && !isReadable(accentColor)
  const shade = isPale ? readableShade(accentColor) : null
  return (
    <div className="letterhead-colour">
      <ColorInput
        label={t('letterhead.field.accentColor')}
        description={t('letterhead.hint.accentColor')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        format="hex"
        fixOnBlur={false}
        withEyeDropper={false}
        popoverProps={{ position: 'top-start', portalProps: { target: '#content' } }}
        value={accentColor}
        error={problems.includes('accentColor') ? t('letterhead.wrong.accentColor') : null}
        onChange={(value) => set({ accentColor: value.toLowerCase() })}
      />
      <Group gap="xs" mt="xs">
        {shade ? (
          <Button size="compact-sm" variant="default" onClick={() => set({ accentColor: shade })}>
            {t('letterhead.shade', { shade })}
          </Button>
        ) : null}
        {accentColor === '' ? null : (
          <Button size="compact-sm" variant="subtle" onClick={() => set({ accentColor: '' })}>
            {t('letterhead.noColour')}
          </Button>
        )}
      </Group>
    </div>
  )
}
