import { Button } from '@mantine/core'
import { IconWebhook } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { CompanyPicker } from '#ui/company-picker.tsx'
import { rememberedList } from '#ui/list-address.ts'
import { ScreenHead } from '#ui/screen-head.tsx'
import { Empty, Failure, RowsSkeleton } from '#ui/states.tsx'
import { fetchWebhooks, type MadeSecret, type ShownWebhook, type Webhooks } from '../contract.ts'
import { DeliveryList } from './delivery-list.tsx'
import { SecretDialog } from './secret-dialog.tsx'
import { AGAIN_MS, webhooksKey } from './use-webhooks.ts'
import { WebhookCard } from './webhook-card.tsx'
import { WebhookDialog } from './webhook-dialog.tsx'
import './webhooks.css'

/** « Paramètres › Webhooks »: the addresses that are told of what happens, and what became of each telling. */
export function WebhooksPage() {
  const { t } = useTranslation()
  const { code } = useParams({ from: '/parametres/webhooks/$code' })
  const navigate = useNavigate()
  const { data, error, refetch } = useQuery({
    queryKey: webhooksKey(code),
    queryFn: () => ask(fetchWebhooks, { params: { code } }),
    refetchInterval: AGAIN_MS,
  })
  const choose = (chosen: string) =>
    void navigate({
      to: '/parametres/webhooks/$code',
      params: { code: chosen },
      search: (current) => current,
    })
  return (
    <>
      <ScreenHead
        title={t('nav.webhooks')}
        trail={[t('nav.settings')]}
        backLabel={t('webhooks.back')}
        onBack={() => void navigate({ to: '/relances', search: rememberedList() })}
      >
        <CompanyPicker code={code} onChoose={choose} />
      </ScreenHead>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <RowsSkeleton rows={4} height={72} /> : null}
      {data ? <WebhookList key={code} shown={data} /> : null}
    </>
  )
}

function WebhookList({ shown: { company, webhooks } }: { readonly shown: Webhooks }) {
  const { t } = useTranslation()
  const [edited, setEdited] = useState<{ readonly webhook: ShownWebhook | null } | null>(null)
  const [made, setMade] = useState<MadeSecret | null>(null)
  const check = useCapability('manage-webhooks', company)
  const add = (
    <Button
      leftSection={<IconWebhook size={18} aria-hidden />}
      onClick={() => setEdited({ webhook: null })}
      {...whyDisabled(check)}
    >
      {t('webhooks.add')}
    </Button>
  )
  return (
    <div className="webhooks">
      <div className="webhooks-head">
        <p className="dimmed">{t('webhooks.lead')}</p>
        {webhooks.length > 0 ? add : null}
      </div>
      {webhooks.length === 0 ? (
        <Empty icon={<IconWebhook size={28} aria-hidden />} title={t('webhooks.empty')} actions={add}>
          {t('webhooks.emptyHint')}
        </Empty>
      ) : (
        <ul className="webhook-cards">
          {webhooks.map((webhook) => (
            <WebhookCard
              key={webhook.id}
              company={company}
              webhook={webhook}
              onEdit={() => setEdited({ webhook })}
              onSecret={setMade}
            />
          ))}
        </ul>
      )}
      {webhooks.length > 0 ? <DeliveryList company={company} /> : null}
      {edited ? (
        <WebhookDialog
          company={company}
          webhook={edited.webhook}
          onClose={() => setEdited(null)}
          onSecret={setMade}
        />
      ) : null}
      {made ? <SecretDialog secret={made.secret} onClose={() => setMade(null)} /> : null}
    </div>
  )
}
