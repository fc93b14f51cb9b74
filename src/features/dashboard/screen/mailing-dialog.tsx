import { Alert, Button, TextInput } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isEmailAddress } from '#domain/sending/email-address.ts'
import { ask } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { CompanyPicker } from '#ui/company-picker.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { useFormats } from '#ui/format.ts'
import { sayFailure } from '#ui/notices.tsx'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import { addMailing, fetchMailings, type Mailing, type Mailings, removeMailing } from '../mailing-contract.ts'

interface MailingDialogProps {
  readonly company: string
  readonly onClose: () => void
}

/** « Recevoir chaque mois »: whom the page goes to by e-mail on the first of each month. */
export function MailingDialog({ company: first, onClose }: MailingDialogProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const [company, setCompany] = useState(first)
  const mayEdit = useCapability('edit-procedure', company)
  const { data, error, refetch } = useQuery({
    queryKey: ['dashboard', 'mailings', company],
    queryFn: () => ask(fetchMailings, { params: { code: company } }),
    enabled: mayEdit.allowed,
  })
  return (
    <Dialog title={t('dashboard.mailing.title')} size="lg" onClose={onClose}>
      <CompanyPicker code={company} onChoose={setCompany} />
      {mayEdit.allowed ? null : <p>{mayEdit.reason}</p>}
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {mayEdit.allowed && !data && !error ? <RowsSkeleton rows={2} height={40} /> : null}
      {data ? (
        <>
          <p>{t('dashboard.mailing.lead', { day: format.day(data.nextOn) })}</p>
          {data.hasAccount ? null : (
            <Alert color="yellow" icon={<IconAlertTriangle size={18} />} my="sm">
              {t('dashboard.mailing.noAccount')}{' '}
              <Link to="/parametres/envoi/$code" params={{ code: company }}>
                {t('dashboard.mailing.toSending')}
              </Link>
            </Alert>
          )}
          <ul className="mailings">
            {data.rows.map((mailing) => (
              <MailingLine key={mailing.id} company={company} mailing={mailing} />
            ))}
          </ul>
          <AddressForm key={company} company={company} />
        </>
      ) : null}
    </Dialog>
  )
}

function useMailingsAct<Asked>(company: string, act: (asked: Asked) => Promise<Mailings>) {
  const client = useQueryClient()
  return useMutation<Mailings, Error, Asked>({
    mutationFn: act,
    onSuccess: (mailings) => client.setQueryData(['dashboard', 'mailings', company], mailings),
    onError: sayFailure,
  })
}

function MailingLine({ company, mailing }: { readonly company: string; readonly mailing: Mailing }) {
  const { t } = useTranslation()
  const format = useFormats()
  const remove = useMailingsAct(company, (id: number) =>
    ask(removeMailing, { params: { code: company, id } }),
  )
  const { id, address, language, state, sentAt, answer } = mailing
  return (
    <li>
      <span>
        <strong>{address}</strong>
        <span className="dimmed">
          {t(`dashboard.mailing.language.${language}`)} ·{' '}
          {t(`dashboard.mailing.state.${state}`, {
            when: sentAt ? format.instant(sentAt, company) : '',
            answer,
          })}
        </span>
      </span>
      <Button
        variant="default"
        size="xs"
        aria-label={t('dashboard.mailing.removeOf', { address })}
        loading={remove.isPending}
        onClick={() => remove.mutate(id)}
      >
        {t('dashboard.mailing.remove')}
      </Button>
    </li>
  )
}

function AddressForm({ company }: { readonly company: string }) {
  const { t, i18n } = useTranslation()
  const language = i18n.language === 'en' ? 'en' : 'fr'
  const [address, setAddress] = useState('')
  const [isWrong, setWrong] = useState(false)
  const add = useMailingsAct(company, (asked: { address: string; language: 'fr' | 'en' }) =>
    ask(addMailing, { params: { code: company }, body: asked }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const isGood = isEmailAddress(address.trim())
    setWrong(!isGood)
    if (isGood) add.mutate({ address: address.trim(), language }, { onSuccess: () => setAddress('') })
  }
  return (
    <form className="mailing-form" onSubmit={submit} noValidate>
      <TextInput
        type="email"
        label={t('dashboard.mailing.address')}
        autoComplete="off"
        maxLength={254}
        value={address}
        error={isWrong ? t('dashboard.mailing.wrong') : null}
        onChange={(event) => setAddress(event.currentTarget.value)}
      />
      <Button
        type="submit"
        loading={add.isPending}
        {...whyDisabled(useCapability('edit-procedure', company))}
      >
        {t('dashboard.mailing.add')}
      </Button>
    </form>
  )
}
