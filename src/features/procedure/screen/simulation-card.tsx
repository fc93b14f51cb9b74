import { Alert, Button, Table } from '@mantine/core'
import { IconCalendarStats } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { closedReason, type OpenDays } from '#domain/days-and-money/open-days.ts'
import { ask } from '#ui/ask.ts'
import { closedName } from '#ui/closed-name.ts'
import { useFormats } from '#ui/format.ts'
import { messageOf } from '#ui/states.tsx'
import type { ProcedureFields, Simulation } from '../contract.ts'
import { simulateProcedure } from '../contract.ts'

interface SimulationCardProps {
  readonly code: string
  readonly fields: ProcedureFields | null
}

type SimulatedDay = Simulation['edited'][number]

/** « Simuler »: what the edited settings would advise, before anything is saved. */
export function SimulationCard({ code, fields }: SimulationCardProps) {
  const { t } = useTranslation()
  const simulation = useMutation({
    mutationFn: async (edited: ProcedureFields) => ({
      edited,
      result: await ask(simulateProcedure, {
        params: { code },
        body: {
          timings: edited.timings,
          minimumCents: edited.minimumCents,
          minimumItemCents: edited.minimumItemCents,
          excludesProvisional: edited.excludesProvisional,
        },
      }),
    }),
  })
  const isStale = simulation.data !== undefined && !isSame(simulation.data.edited, fields)
  return (
    <section className="procedure-card" aria-labelledby="procedure-simulation">
      <h2 id="procedure-simulation">{t('procedure.simulation.title')}</h2>
      <p className="dimmed">{t('procedure.simulation.hint')}</p>
      <Button
        variant="default"
        leftSection={<IconCalendarStats size={16} aria-hidden />}
        loading={simulation.isPending}
        disabled={fields === null}
        onClick={() => fields && simulation.mutate(fields)}
      >
        {t('procedure.simulation.start')}
      </Button>
      {simulation.error ? (
        <Alert color="red" role="alert" title={t('failure.title')}>
          {messageOf(simulation.error)}
        </Alert>
      ) : null}
      {isStale ? <p className="procedure-warning">{t('procedure.simulation.stale')}</p> : null}
      {simulation.data ? (
        <SimulationResult simulation={simulation.data.result} openDays={simulation.data.edited.openDays} />
      ) : null}
    </section>
  )
}

function isSame(one: ProcedureFields, other: ProcedureFields | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

interface SimulationResultProps {
  readonly simulation: Simulation
  readonly openDays: OpenDays
}

function SimulationResult({ simulation, openDays }: SimulationResultProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const words = (day: SimulatedDay | undefined) =>
    day
      ? [
          t('procedure.simulation.customers', { count: day.customers, figure: format.count(day.customers) }),
          t('procedure.simulation.invoices', { count: day.invoices, figure: format.count(day.invoices) }),
          format.amounts(day.amounts),
        ].join(' · ')
      : ''
  return (
    <>
      <div role="status">
        <dl className="procedure-today figures">
          <dt>{t('procedure.simulation.edited')}</dt>
          <dd>
            <strong>{words(simulation.edited[0])}</strong>
          </dd>
          <dt>{t('procedure.simulation.saved')}</dt>
          <dd>{words(simulation.saved[0])}</dd>
        </dl>
      </div>
      <SimulationTable simulation={simulation} openDays={openDays} />
    </>
  )
}

// A day without reminders keeps its figures: they wait for the next open one.
function SimulationTable({ simulation: { edited, saved }, openDays }: SimulationResultProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const label = t('procedure.simulation.days')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
    <section className="procedure-days cards-when-narrow" aria-label={label} tabIndex={0}>
      <Table verticalSpacing={3} stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('procedure.simulation.day')}</Table.Th>
            <Table.Th className="amount">{t('procedure.simulation.customersHead')}</Table.Th>
            <Table.Th className="amount">{t('procedure.simulation.invoicesHead')}</Table.Th>
            <Table.Th className="amount">{t('procedure.simulation.amountHead')}</Table.Th>
            <Table.Th className="amount">{t('procedure.simulation.savedHead')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {edited.map((day, index) => (
            <Table.Tr key={day.on} className={closedReason(day.on, openDays) ? 'procedure-closed' : ''}>
              <Table.Td className="figures">
                {format.day(day.on)} <ClosedName on={day.on} openDays={openDays} />
              </Table.Td>
              <Table.Td className="amount" data-label={t('procedure.simulation.customersHead')}>
                {format.count(day.customers)}
              </Table.Td>
              <Table.Td className="amount" data-label={t('procedure.simulation.invoicesHead')}>
                {format.count(day.invoices)}
              </Table.Td>
              <Table.Td className="amount" data-label={t('procedure.simulation.amountHead')}>
                {format.amounts(day.amounts)}
              </Table.Td>
              <Table.Td className="amount dimmed" data-label={t('procedure.simulation.savedHead')}>
                {format.amounts(saved[index]?.amounts ?? [])}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}

function ClosedName({ on, openDays }: { readonly on: string; readonly openDays: OpenDays }) {
  const { t } = useTranslation()
  const reason = closedReason(on, openDays)
  return reason ? <span>({closedName(reason, t)})</span> : null
}
