// In this order: Edge and Opera also say they are Chrome, and Chrome that it is Safari.
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrom(e|ium)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/Windows/, 'Windows'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
]

/** "Firefox", "Windows": what a browser says of itself, in two words; "?" for what it does not say. */
export function deviceOf(userAgent: string): { readonly browser: string; readonly system: string } {
  return { browser: firstOf(BROWSERS, userAgent), system: firstOf(SYSTEMS, userAgent) }
}

function firstOf(known: readonly (readonly [RegExp, string])[], text: string): string {
  return known.find(([pattern]) => pattern.test(text))?.[1] ?? '?'
}
