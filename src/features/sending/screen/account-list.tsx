import { Button } from '@mantine/core'
import { IconMailPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { Empty } from '#ui/states.tsx'
import type { Sending, ShownAccount } from '../contract.ts'
import { AccountCard } from './account-card.tsx'
import { AccountDialog } from './account-dialog.tsx'

/** The accounts of a company, and a way to add one. */
export function AccountList({ sending }: { readonly sending: Sending }) {
  const { t } = useTranslation()
  const { company, accounts } = sending
  const [edited, setEdited] = useState<ShownAccount | 'new' | null>(null)
  const check = useCapability('manage-sending', company)
  const add = (
    <Button
      leftSection={<IconMailPlus size={18} aria-hidden />}
      onClick={() => setEdited('new')}
      {...whyDisabled(check)}
    >
      {t('sending.accounts.add')}
    </Button>
  )
  return (
    <section className="sending-accounts" aria-labelledby="sending-accounts">
      <div className="sending-head">
        <div>
          <h2 id="sending-accounts">{t('sending.accounts.title')}</h2>
          <p className="dimmed">{t('sending.accounts.hint')}</p>
        </div>
        {accounts.length > 0 ? add : null}
      </div>
      {accounts.length === 0 ? (
        <Empty icon={<IconMailPlus size={28} />} title={t('sending.accounts.empty')} actions={add}>
          {t('sending.accounts.emptyHint')}
        </Empty>
      ) : (
        <ul className="sending-cards">
          {accounts.map((account) => (
            <AccountCard
              key={account.id}
              sending={sending}
              account={account}
              onEdit={() => setEdited(account)}
            />
          ))}
        </ul>
      )}
      {edited ? (
        <AccountDialog
          company={company}
          account={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
        />
      ) : null}
    </section>
  )
}
