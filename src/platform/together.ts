/**
 * Gathers what is asked while a piece of work is under way, and does all of it at once as it ends: several small writes
 * then cost one commit, and none of them waits for more to come. `work` answers in the order of what it is given.
 */
export function together<In, Out>(
  work: (items: readonly In[]) => Promise<readonly Out[]>,
): (item: In) => Promise<Out> {
  interface Asked {
    readonly item: In
    readonly resolve: (answer: Out) => void
    readonly reject: (error: unknown) => void
  }
  let waiting: Asked[] = []
  let isWorking = false
  const run = async () => {
    isWorking = true
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      try {
        const answers = await work(batch.map(({ item }) => item))
        for (const [index, { resolve }] of batch.entries()) resolve(answers[index] as Out)
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    isWorking = false
  }
  return (item) =>
    new Promise<Out>((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (!isWorking) void run()
    })
}
