import { useQuery } from '@tanstack/react-query'
import { ask } from '#ui/ask.ts'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import { fetchLetterText, type Variant } from '../contract.ts'
import { PreviewPane } from './preview-pane.tsx'
import './letter-texts.css'

export interface LevelLetterProps {
  readonly code: string
  readonly variant: Variant
  /** "customerId:CUR": whom it is shown to first. */
  readonly customer: string
}

/** The letter that the text in force of a level would print today. */
export function LevelLetter({ code, variant, customer }: LevelLetterProps) {
  const { data, error, refetch } = useQuery({
    queryKey: ['letter-text', code, variant],
    queryFn: () => ask(fetchLetterText, { params: { code, ...variant } }),
  })
  if (error) return <Failure error={error} onRetry={() => void refetch()} />
  if (!data) return <RowsSkeleton rows={1} height={400} />
  const { text, settings } = data
  return <PreviewPane code={code} variant={variant} text={text} settings={settings} first={customer} />
}
