import type { ReactNode } from 'react'
import type { Account } from '../contract.ts'
import './people.css'

export interface AccountPartProps {
  readonly account: Account
  readonly onChanged: () => Promise<void>
}

interface AccountCardProps {
  readonly title: string
  readonly lead?: ReactNode
  readonly children: ReactNode
}

/** One thing about the account, under its title. */
export function AccountCard({ title, lead, children }: AccountCardProps) {
  return (
    <section className="account-card" aria-label={title}>
      <h2>{title}</h2>
      {lead ? <p className="account-lead">{lead}</p> : null}
      {children}
    </section>
  )
}
