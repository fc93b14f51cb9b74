import { lazy, Suspense, useEffect, useState } from 'react'
import { onProofNeeded } from '#ui/proof.ts'

const ProofDialog = lazy(() =>
  import('./proof-dialog.tsx').then((module) => ({ default: module.ProofDialog })),
)

/** Where people prove who they are before a grave act, whichever screen it is asked from. */
export function ProofArea() {
  const [answer, setAnswer] = useState<((isProved: boolean) => void) | null>(null)
  useEffect(() => onProofNeeded(() => new Promise((resolve) => setAnswer(() => resolve))), [])
  if (answer === null) return null
  return (
    <Suspense fallback={null}>
      <ProofDialog
        onEnd={(isProved) => {
          setAnswer(null)
          answer(isProved)
        }}
      />
    </Suspense>
  )
}
