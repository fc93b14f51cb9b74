import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { NONCE_PLACEHOLDER } from './src/platform/nonce.ts'

const outDir = fileURLToPath(new URL('./dist/web', import.meta.url))

/** The screens: src/web into dist/web, which the server serves. */
export default defineConfig({
  root: fileURLToPath(new URL('./src/web', import.meta.url)),
  plugins: [react(), compressAssets()],
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
