import { limitProcess } from './process-limits.ts'

// Waits, works, or fills buffers, which V8's heap has no part in, until it is stopped.
limitProcess()
process.once('message', ({ waits, works }: { readonly waits?: number; readonly works?: number }) => {
  if (waits !== undefined) return void setTimeout(() => process.send?.('waited'), waits)
  if (works !== undefined) for (const end = performance.now() + works; performance.now() < end; );
  const kept: Buffer[] = []
  for (let filled = 0; filled < 20_000; filled++) kept.push(Buffer.alloc(1_000_000, 1))
  process.send?.(kept.length)
})
