import { Button, Menu } from '@mantine/core'
import { IconMailPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Provider } from '#domain/sending/account.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { Empty } from '#ui/states.tsx'
import type { Sending, ShownAccount } from '../contract.ts'
import { AccountCard } from './account-card.tsx'
import { AccountDialog } from './account-dialog.tsx'
import { ConsentDialog } from './consent-dialog.tsx'

/** The account being written, null for a new one; a provider where it sends by consent. */
interface Edited {
  readonly account: ShownAccount | null
  readonly provider: Provider | null
}

/** The accounts of a company, and a way to add one. */
export function AccountList({ sending }: { readonly sending: Sending }) {
  const { t } = useTranslation()
  const { company, accounts } = sending
  const [edited, setEdited] = useState<Edited | null>(null)
  const check = useCapability('manage-sending', company)
  const add = (
    <Menu position="bottom-end" width={300}>
      <Menu.Target>
        <Button leftSection={<IconMailPlus size={18} aria-hidden />} {...whyDisabled(check)}>
          {t('sending.accounts.add')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => setEdited({ account: null, provider: null })}>
          {t('sending.consent.byPassword')}
        </Menu.Item>
        <Menu.Item onClick={() => setEdited({ account: null, provider: 'microsoft' })}>
          {t('sending.consent.byMicrosoft')}
        </Menu.Item>
        <Menu.Item onClick={() => setEdited({ account: null, provider: 'google' })}>
          {t('sending.consent.byGoogle')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
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
              onEdit={() => setEdited({ account, provider: account.provider })}
            />
          ))}
        </ul>
      )}
      {edited && edited.provider === null ? (
        <AccountDialog company={company} account={edited.account} onClose={() => setEdited(null)} />
      ) : null}
      {edited && edited.provider !== null ? (
        <ConsentDialog
          company={company}
          provider={edited.provider}
          account={edited.account}
          onClose={() => setEdited(null)}
        />
      ) : null}
    </section>
  )
}
