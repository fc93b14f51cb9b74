import { BarChart, LineChart } from '@mantine/charts'
import '@mantine/charts/styles.layer.css'

/** Charts come when the dashboard is opened: each stands beside its table, and says nothing that the table does not. */

export interface ChartProps {
  /** Each row: its name under `name`, a number under the key of each series. */
  readonly rows: readonly Readonly<Record<string, string | number>>[]
  readonly series: readonly { readonly name: string; readonly label: string; readonly color: string }[]
  readonly format: (value: number) => string
  readonly kind: 'bars' | 'line' | 'stacked'
}

const HEIGHT = 220

/** Hidden from a screen reader and from the keyboard: the table is there for both. */
export function Chart({ rows, series, format, kind }: ChartProps) {
  const common = {
    h: HEIGHT,
    data: rows.map((row) => ({ ...row })),
    dataKey: 'name',
    series: series.map((one) => ({ ...one })),
    valueFormatter: format,
    withLegend: series.length > 1,
    gridAxis: 'x' as const,
    tickLine: 'none' as const,
    yAxisProps: { width: 92, tickCount: 4 },
    legendProps: { verticalAlign: 'top' as const, height: 32 },
  }
  return (
    <div className="chart" aria-hidden="true">
      {kind === 'line' ? (
        <LineChart
          {...common}
          curveType="linear"
          lineChartProps={{ accessibilityLayer: false }}
          lineProps={{ isAnimationActive: false }}
        />
      ) : (
        <BarChart
          {...common}
          type={kind === 'stacked' ? 'stacked' : 'default'}
          barChartProps={{ accessibilityLayer: false }}
          barProps={{ isAnimationActive: false }}
        />
      )}
    </div>
  )
}
