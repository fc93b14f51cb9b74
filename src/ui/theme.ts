import { createTheme, type MantineColorsTuple } from '@mantine/core'

/** Ink blue: the one accent; the four level colours of theme.css are the only other strong ones. */
const INK: MantineColorsTuple = [
  '#eef3ff',
  '#dbe4fb',
  '#b5c6f3',
  '#8ca6ec',
  '#6a8ae6',
  '#4f73dd',
  '#3a5fcb',
  '#2c4fb3',
  '#24479e',
  '#1a3680',
]

/** Dark greys with a breath of the same blue. */
const DARK: MantineColorsTuple = [
  '#c9ced8',
  '#b3bac6',
  '#8b95a6',
  '#5f6a7b',
  '#414855',
  '#343a45',
  '#20242b',
  '#16181d',
  '#121418',
  '#0c0e11',
]

export const theme = createTheme({
  colors: { ink: INK, dark: DARK },
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  fontFamily: '"Source Sans 3", system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  headings: { fontWeight: '600', fontFamily: 'inherit' },
  fontSizes: { xs: '0.8125rem', sm: '0.9375rem', md: '1rem', lg: '1.125rem', xl: '1.25rem' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    Menu: {
      defaultProps: {
        // Inside the content: what is drawn beside it belongs to no landmark.
        portalProps: { target: '#content' },
        // Its empty focusable box is no entry of a menu.
        withInitialFocusPlaceholder: false,
      },
    },
  },
})
