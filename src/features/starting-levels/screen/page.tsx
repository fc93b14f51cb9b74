import './starting-levels.css'
import { Alert, Button, Group } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LAST_LEVEL, type Level } from '#domain/dunning/levels.ts'
import { customerKey } from '#domain/dunning/selection.ts'
import type { Audience } from '#domain/people/parties.ts'
import { ask } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { Dialog } from '#ui/dialog.tsx'
import { say } from '#ui/notices.tsx'
import { ScreenHead } from '#ui/screen-head.tsx'
import { Empty, Failure, messageOf, RowsSkeleton } from '#ui/states.tsx'
import {
  chooseStartingLevels,
  fetchStartingLevels,
  type StartingGroup,
  type StartingLevels,
  undoStartingLevels,
} from '../contract.ts'
import { GroupCard } from './group-card.tsx'

/** A letter to show: of a level, as the oldest debt of a group would get it. */
export interface ShownLetter {
  readonly code: string
  readonly variant: { readonly level: Level; readonly language: 'fr' | 'en'; readonly audience: Audience }
  readonly customer: string
}

interface StartingLevelsPageProps {
  readonly renderLetter: (letter: ShownLetter) => ReactNode
}

/** « Relances › Niveau de départ »: nobody is told of « un simple oubli » for a debt of 278 days. */
export function StartingLevelsPage({ renderLetter }: StartingLevelsPageProps) {
  const { t } = useTranslation()
  const { code } = useParams({ from: '/niveau-de-depart/$code' })
  const { data, error, refetch } = useQuery({
    queryKey: ['starting-levels', code],
    queryFn: () => ask(fetchStartingLevels, { params: { code } }),
  })
  return (
    <>
      <ScreenHead title={t('startingLevels.title')} trail={[t('nav.sales'), t('nav.reminders')]} />
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <RowsSkeleton rows={2} height={150} /> : null}
      {data ? <Decided code={code} count={data.decided} /> : null}
      {data && data.groups.length > 0 ? (
        // Other debts are other choices: what was chosen for those before does not hold for them.
        <Choices key={JSON.stringify(data.groups)} code={code} data={data} renderLetter={renderLetter} />
      ) : null}
      {data && data.groups.length === 0 ? (
        <Empty
          icon={<IconCircleCheck size={28} />}
          title={t('startingLevels.none')}
          actions={
            <Button renderRoot={(props) => <Link {...props} to="/relances" search={{ entreprises: code }} />}>
              {t('startingLevels.toReminders')}
            </Button>
          }
        >
          {t('startingLevels.noneHint')}
        </Empty>
      ) : null}
    </>
  )
}

function useRefresh(code: string) {
  const client = useQueryClient()
  return () => {
    for (const key of [['starting-levels', code], ['dashboard'], ['reminders'], ['customers'], ['customer']])
      void client.invalidateQueries({ queryKey: key })
  }
}

function Decided({ code, count }: { readonly code: string; readonly count: number }) {
  const { t } = useTranslation()
  const may = useCapability('set-level', code)
  const refresh = useRefresh(code)
  const undo = useMutation({
    mutationFn: () => ask(undoStartingLevels, { params: { code } }),
    onSuccess: ({ changed }) => {
      say(t('startingLevels.undone', { count: changed }))
      refresh()
    },
  })
  if (count === 0) return null
  return (
    <Alert color="ink" className="starting-decided">
      <Group justify="space-between">
        <span>{t('startingLevels.decided', { count })}</span>
        <Button
          variant="default"
          size="compact-sm"
          loading={undo.isPending}
          onClick={() => undo.mutate()}
          {...whyDisabled(may)}
        >
          {t('startingLevels.undo')}
        </Button>
      </Group>
      {undo.error ? <p role="alert">{messageOf(undo.error)}</p> : null}
    </Alert>
  )
}

interface ChoicesProps extends StartingLevelsPageProps {
  readonly code: string
  readonly data: StartingLevels
}

function Choices({ code, data, renderLetter }: ChoicesProps) {
  const { t } = useTranslation()
  const may = useCapability('set-level', code)
  const refresh = useRefresh(code)
  const [levels, setLevels] = useState<ReadonlyMap<Level, Level>>(new Map())
  const [shown, setShown] = useState<ShownLetter | null>(null)
  const [hasSeenNotice, setSeenNotice] = useState(false)
  const levelOf = ({ proposed }: StartingGroup) => levels.get(proposed) ?? proposed
  // A formal notice has legal effects: it is read before it is chosen.
  const isUnseen = data.groups.some((group) => levelOf(group) === LAST_LEVEL) && !hasSeenNotice
  const save = useMutation({
    mutationFn: () => {
      const choices = data.groups.map((group) => ({
        proposed: group.proposed,
        level: levelOf(group),
        instalments: group.instalments,
      }))
      return ask(chooseStartingLevels, { params: { code }, body: { choices } })
    },
    onSuccess: ({ changed }) => {
      say(t('startingLevels.saved', { count: changed }))
      refresh()
    },
  })
  const show = (group: StartingGroup, level: Level) => {
    const { customerId, currency, language, audience } = group.example
    setShown({ code, variant: { level, language, audience }, customer: customerKey(customerId, currency) })
    if (level === LAST_LEVEL) setSeenNotice(true)
  }
  return (
    <>
      <p className="starting-lead">{t('startingLevels.lead')}</p>
      {data.groups.map((group) => (
        <GroupCard
          key={group.proposed}
          group={group}
          level={levelOf(group)}
          isUnseen={levelOf(group) === LAST_LEVEL && !hasSeenNotice}
          onChoose={(level) => setLevels((current) => new Map(current).set(group.proposed, level))}
          onShow={(level) => show(group, level)}
        />
      ))}
      {save.error ? (
        <Alert color="red" role="alert" title={t('failure.title')}>
          {messageOf(save.error)}
        </Alert>
      ) : null}
      <Group justify="flex-end" className="starting-save">
        <Button
          loading={save.isPending}
          disabled={isUnseen}
          onClick={() => save.mutate()}
          {...whyDisabled(may)}
        >
          {t('startingLevels.save')}
        </Button>
      </Group>
      {shown ? (
        <Dialog
          size="xl"
          title={t('startingLevels.letterOf', { level: shown.variant.level })}
          onClose={() => setShown(null)}
        >
          <Suspense fallback={<RowsSkeleton rows={1} height={400} />}>{renderLetter(shown)}</Suspense>
        </Dialog>
      ) : null}
    </>
  )
}
