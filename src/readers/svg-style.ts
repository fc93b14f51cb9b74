/** Properties of CSS that only say how a shape is drawn; they are attributes of SVG too. */
export const PRESENTATION: ReadonlySet<string> = new Set([
  ...['fill', 'fill-opacity', 'fill-rule', 'opacity', 'color', 'display', 'visibility', 'overflow'],
  ...['stroke', 'stroke-width', 'stroke-opacity', 'stroke-linecap', 'stroke-linejoin', 'stroke-miterlimit'],
  ...[
    'stroke-dasharray',
    'stroke-dashoffset',
    'clip-path',
    'clip-rule',
    'mask',
    'stop-color',
    'stop-opacity',
  ],
  ...['paint-order', 'vector-effect', 'shape-rendering'],
])

const OWN_REFERENCE = /url\(\s*['"]?#[\w.:-]+['"]?\s*\)/g

/** Movements and colours: the only functions a value may call. */
const FUNCTIONS = new Set([
  ...['matrix', 'translate', 'scale', 'rotate', 'skewX', 'skewY', 'rgb', 'rgba', 'hsl', 'hsla'],
])

/** True for numbers, colours, names and references to the drawing itself: no escape, no address. */
export function isSafeValue(value: string): boolean {
  const bare = value.replace(OWN_REFERENCE, '')
  const calls = [...bare.matchAll(/([\w-]*)\s*\(/g)]
  return /^[\w\s.,+\-#%()'"]*$/.test(bare) && calls.every(([, name = '']) => FUNCTIONS.has(name))
}

/** The declarations of a `style` attribute that only draw; names of the others go to `removed`. */
export function cleanDeclarations(text: string, removed: Set<string>): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .split(';')
    .flatMap((declaration) => {
      const [property = '', ...rest] = declaration.split(':')
      const [name, value] = [property.trim().toLowerCase(), rest.join(':').trim()]
      if (!PRESENTATION.has(name)) return []
      if (isSafeValue(value)) return [`${name}:${value}`]
      removed.add(name)
      return []
    })
    .join(';')
}

/** The rules of a <style> with plain selectors (element, .class, #id) and declarations that only draw. */
export function cleanStyleSheet(text: string, removed: Set<string>): string {
  const bare = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/<!--|-->/g, '')
  if (/[@\\]/.test(bare)) removed.add('style')
  return [...bare.matchAll(/([^{}]*)\{([^{}]*)\}/g)]
    .flatMap(([, selectors = '', declarations = '']) => {
      // A rule such as "@import" before it must not become part of its selector.
      const selector = selectors.split(';').at(-1)?.trim() ?? ''
      if (!/^[.#]?[\w-]+(?:\s*,\s*[.#]?[\w-]+)*$/.test(selector)) return []
      const kept = cleanDeclarations(declarations, removed)
      return kept === '' ? [] : [`${selector}{${kept}}`]
    })
    .join('')
}
