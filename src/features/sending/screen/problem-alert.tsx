import { Alert } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ShownProblem } from '../contract.ts'
import { useProblemWords } from './use-sending.ts'

interface ProblemAlertProps {
  readonly problem: ShownProblem
  readonly title?: string
  /** Where it was met. */
  readonly of?: 'sending' | 'mailbox'
  readonly children?: ReactNode
}

/** Why an account was not let in, with the remedy, then what its server said. */
export function ProblemAlert({ problem, title, of = 'sending', children }: ProblemAlertProps) {
  const [sentence, ...answers] = useProblemWords(of)(problem)
  return (
    <Alert color="orange" role="alert" {...(title === undefined ? {} : { title })}>
      <p>{sentence}</p>
      {answers.map((said) => (
        <p key={said} className="sending-answer">
          {said}
        </p>
      ))}
      {children}
    </Alert>
  )
}
