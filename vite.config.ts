import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import type { Endpoint } from './src/contract/endpoint.ts'
import { NONCE_PLACEHOLDER } from './src/platform/nonce.ts'

const outDir = fileURLToPath(new URL('./dist/web', import.meta.url))

/** The screens: src/web into dist/web, which the server serves. */
export default defineConfig({
  root: fileURLToPath(new URL('./src/web', import.meta.url)),
  plugins: [react(), bareContracts(), compressAssets()],
  // The server puts a new nonce in its place in each answer: Mantine's <style> elements carry it.
  html: { cspNonce: NONCE_PLACEHOLDER },
  build: {
    outDir,
    emptyOutDir: true,
    sourcemap: false,
    // An inlined image would be a data: URL in a script; a small file is as quick.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_000,
    // What every screen needs comes as one file, not sixty: smaller once compressed, and one answer to wait for.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
    },
  },
  server: {
    port: 5173,
    strictPort: true,
    // The page's own Host goes through, or the server would take its changes for another page's.
    proxy: { '/api': { target: 'http://localhost:4800', changeOrigin: false } },
  },
})

// A contract's schemas are the server's work: of a contract, the page keeps the method and the path of each
// endpoint. It is run here, so that they are written once; what else it exports, a screen may import as a type.
function bareContracts(): Plugin {
  return {
    name: 'bare-contracts',
    enforce: 'pre',
    async load(id) {
      const file = id.replace(/\?.*$/, '')
      if (!/\/src\/features\/[^/]+\/([\w-]+-)?contract\.ts$/.test(file)) return null
      const { mtimeMs } = statSync(file)
      const contract: Record<string, unknown> = await import(`${pathToFileURL(file).href}?${mtimeMs}`)
      return Object.entries(contract)
        .filter(([, value]) => isEndpoint(value))
        .map(([name, value]) => `export const ${name} = ${JSON.stringify(barely(value as Endpoint))}`)
        .join('\n')
    },
  }
}

function isEndpoint(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'method' in value && 'path' in value
}

function barely({ method, path }: Endpoint): Pick<Endpoint, 'method' | 'path'> {
  return { method, path }
}

// Compressed once here rather than at every request.
function compressAssets(): Plugin {
  return {
    name: 'compress-assets',
    apply: 'build',
    closeBundle() {
      const assets = join(outDir, 'assets')
      for (const name of readdirSync(assets).filter((file) => /\.(m?js|css|svg)$/.test(file))) {
        const bytes = readFileSync(join(assets, name))
        writeFileSync(join(assets, `${name}.br`), brotliCompressSync(bytes))
        writeFileSync(join(assets, `${name}.gz`), gzipSync(bytes))
      }
    },
  }
}
