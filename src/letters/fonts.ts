import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

interface Family {
  readonly name: string
  readonly package: string
  readonly prefix: string
  readonly variants: readonly string[]
}

const UPRIGHT = ['400Regular', '700Bold']
const ALL_STYLES = [...UPRIGHT, '400Regular_Italic', '700Bold_Italic']

/**
 * Fonts of the letters, in the order a character is looked for. Every weight the templates ask for is
 * listed even for the fallbacks: the engine also scans the host's fonts and would take a bold of the
 * same family from there, so that one letter would print differently on two machines.
 */
const FAMILIES: readonly Family[] = [
  {
    name: 'Source Sans 3',
    package: '@expo-google-fonts/source-sans-3',
    prefix: 'SourceSans3',
    variants: ALL_STYLES,
  },
  { name: 'Noto Sans', package: '@expo-google-fonts/noto-sans', prefix: 'NotoSans', variants: ALL_STYLES },
  {
    name: 'Noto Sans SC',
    package: '@expo-google-fonts/noto-sans-sc',
    prefix: 'NotoSansSC',
    variants: UPRIGHT,
  },
  { name: 'Noto Emoji', package: '@expo-google-fonts/noto-emoji', prefix: 'NotoEmoji', variants: UPRIGHT },
]

/** The font files of each family, family by family in order of preference. */
export function fontFilesByFamily(): readonly (readonly string[])[] {
  const require = createRequire(import.meta.url)
  return FAMILIES.map((family) => {
    const folder = dirname(require.resolve(`${family.package}/package.json`))
    return family.variants.map((variant) => join(folder, variant, `${family.prefix}_${variant}.ttf`))
  })
}

/** The folders to give the engine: one font each, nothing else in them that it would read. */
export function fontFolders(): string[] {
  return fontFilesByFamily().flat().map(dirname)
}
