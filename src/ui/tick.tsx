import type { TickState } from '#domain/dunning/selection.ts'

export interface TickProps {
  readonly state: TickState
  readonly label: string
  readonly tabIndex?: number
  readonly onTick: (ticked: boolean) => void
}

/** A box of three states; the browser's own, so that thousands of them stay light. */
export function Tick({ state, label, tabIndex, onTick }: TickProps) {
  return (
    <input
      type="checkbox"
      className="tick"
      aria-label={label}
      tabIndex={tabIndex}
      checked={state === 'ticked'}
      ref={(box) => {
        if (box) box.indeterminate = state === 'partial'
      }}
      onChange={(event) => onTick(event.currentTarget.checked)}
    />
  )
}
