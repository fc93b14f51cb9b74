import { useFormats } from '#ui/format.ts'
import type { MovementRow } from '../contract.ts'

/** The movement a window is about, as the bank tells it. */
export function MovementFacts({ movement }: { readonly movement: MovementRow }) {
  const format = useFormats()
  const { bookedOn, amountCents, currency, payer, text, reference } = movement
  return (
    <div className="bank-facts">
      <p className="figures">
        <strong>{format.money(amountCents, currency)}</strong> · {format.day(bookedOn)}
      </p>
      <p>{payer}</p>
      <p className="dimmed">{[text, reference].filter((words) => words).join(' · ')}</p>
    </div>
  )
}
