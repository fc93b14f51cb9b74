import { limitMemory } from './memory-limit.ts'

// Fills buffers, which V8's heap has no part in, until it is stopped.
limitMemory(Number(process.argv[2]))
process.once('message', () => {
  const kept: Buffer[] = []
  for (let filled = 0; filled < 20_000; filled++) kept.push(Buffer.alloc(1_000_000, 1))
  process.send?.(kept.length)
})
