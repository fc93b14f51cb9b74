import { Radio } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ImportPreview } from '../contract.ts'
import type { ImportSteps } from './use-import.tsx'

interface EncodingPanelProps {
  readonly encodings: NonNullable<ImportPreview['encodings']>
  readonly steps: ImportSteps
}

/** Names of the file as each likely encoding reads them: the right ones are told at a glance. */
export function EncodingPanel({ encodings, steps }: EncodingPanelProps) {
  const { t } = useTranslation()
  const { options } = steps
  const [taken] = encodings
  return (
    <section className="import-doubts" aria-labelledby="import-encoding">
      <h2 id="import-encoding" className="import-title">
        {t('imports.encoding')}
      </h2>
      <Radio.Group
        value={taken?.encoding ?? ''}
        label={t('imports.encodingLabel')}
        description={t('imports.encodingHint')}
        onChange={(value) => {
          const chosen = encodings.find(({ encoding }) => encoding === value)
          if (options && chosen) steps.preview({ ...options, encoding: chosen.encoding })
        }}
      >
        <div className="import-choices">
          {encodings.map(({ encoding, samples }) => (
            <Radio
              key={encoding}
              value={encoding}
              label={samples.join(', ')}
              disabled={!options || steps.isBusy}
            />
          ))}
        </div>
      </Radio.Group>
    </section>
  )
}
