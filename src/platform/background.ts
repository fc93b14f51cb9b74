import type { Logger } from './log.ts'

/** One piece of work that comes back by itself. */
export interface BackgroundJob {
  /** What the log calls it, in words: `archive of letters`. */
  readonly name: string
  /** From the end of a turn to the next one, when nobody wakes it. */
  readonly everyMs: number
  /** Before the first turn; it comes at once unless given. */
  readonly restMs?: number
  /** One turn. It ends early, and soon, once `stopping` is aborted. A failure is noted, and the next turn comes. */
  readonly turn: (stopping: AbortSignal) => Promise<void>
}

export interface Wakeable {
  /** Something was committed that the job waits for. During a turn, one more follows at once. */
  wake(): void
}

/** All that runs by itself in one process. */
export interface Background {
  /** Starts a job. Its turns never overlap. After `stop` nothing starts. */
  every(job: BackgroundJob): Wakeable
  /** Ends after the turns under way, which are told to end early. */
  stop(): Promise<void>
}

/**
 * Runs the jobs of a process until it is stopped. A job that one process does for all takes its lease in its turn
 * (`leased`, `src/platform/leases.ts`). A failure that comes back unchanged is noted once, until a turn goes well: a
 * database that does not answer must not fill the log.
 */
export function openBackground(log: Pick<Logger, 'error'>): Background {
  const stopping = new AbortController()
  const loops = new Set<Loop>()
  return {
    every({ name, everyMs, restMs = 0, turn }) {
      let noted: string | null = null
      const loop = repeat(
        async () => {
          try {
            await turn(stopping.signal)
            noted = null
          } catch (error) {
            const failure = String(error)
            if (failure !== noted)
              log.error({ err: error, job: name }, `${name}: failed, will be tried again`)
            noted = failure
          }
        },
        { everyMs, restMs },
      )
      loops.add(loop)
      if (stopping.signal.aborted) void loop.stop()
      return loop
    },
    async stop() {
      stopping.abort()
      await Promise.all([...loops].map((loop) => loop.stop()))
    },
  }
}

export interface Loop extends Wakeable {
  stop(): Promise<void>
}

/**
 * Does the same thing over and over, one turn at a time; `turn` keeps its failures to itself. It keeps no process alive
 * that has nothing else to do.
 */
export function repeat(
  turn: () => Promise<void>,
  { everyMs, restMs }: { readonly everyMs: number; readonly restMs: number },
): Loop {
  let running: Promise<void> | null = null
  let isAwaken = false
  let isStopped = false
  let timer: NodeJS.Timeout | undefined
  const wait = (ms: number) => {
    timer = setTimeout(wake, ms).unref()
  }
  const run = async () => {
    while (isAwaken && !isStopped) {
      isAwaken = false
      await turn()
    }
    running = null
    if (!isStopped) wait(everyMs)
  }
  const wake = () => {
    isAwaken = true
    if (running || isStopped) return
    clearTimeout(timer)
    running = run()
  }
  wait(restMs)
  return {
    wake,
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await running
    },
  }
}
