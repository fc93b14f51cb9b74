import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** What a child process may use for one question. */
export interface ChildLimits {
  readonly heapMegabytes: number
  /** Of the whole process, buffers included. */
  readonly memoryMegabytes: number
  /** Of processor, for one question. */
  readonly seconds: number
}

/** A process that waits and does not work has no time of processor to be stopped by. */
const PATIENCE = 20

/**
 * Asks one question of a process of its own, which is killed once it has answered: no file can bring
 * the application down. Null when it needed more than `limits`, or died.
 */
export async function askChild<Answer>(
  script: URL,
  question: object,
  limits: ChildLimits,
): Promise<Answer | null> {
  const child = startChild(script, limits)
  const answer = await answerOf<Answer>(child, question, limits)
  child.kill('SIGKILL')
  return answer
}

/**
 * A process kept for many short questions, asked one after the other; another is started when it has
 * died or was killed. It does not keep the program from ending, and ends with it.
 */
export function keepChild<Question extends object, Answer>(
  script: URL,
  limits: ChildLimits,
): (question: Question) => Promise<Answer | null> {
  let kept: ChildProcess | null = null
  let turn: Promise<unknown> = Promise.resolve()
  const ask = async (question: Question): Promise<Answer | null> => {
    const child = kept ?? startChild(script, limits)
    child.channel?.ref()
    const answer = await answerOf<Answer>(child, question, limits)
    kept = answer === null ? null : child
    if (answer === null) child.kill('SIGKILL')
    child.unref()
    child.channel?.unref()
    return answer
  }
  return (question) => {
    const answer = turn.then(() => ask(question))
    turn = answer
    return answer
  }
}

// The script holds itself to the limits of the whole, given as its arguments: `limitProcess`.
function startChild(script: URL, { heapMegabytes, memoryMegabytes, seconds }: ChildLimits): ChildProcess {
  return fork(fileURLToPath(script), [String(memoryMegabytes), String(seconds)], {
    execArgv: [`--max-old-space-size=${heapMegabytes}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
}

function answerOf<Answer>(
  child: ChildProcess,
  question: object,
  { seconds }: ChildLimits,
): Promise<Answer | null> {
  return new Promise((resolve) => {
    const finish = (answer: Answer | null) => {
      clearTimeout(timer)
      child.removeAllListeners()
      // What is told after the answer is nobody's business, and must not be thrown.
      child.on('error', () => {})
      resolve(answer)
    }
    const timer = setTimeout(() => finish(null), seconds * PATIENCE * 1000)
    child.once('message', (answer) => finish(answer as Answer))
    child.once('error', () => finish(null))
    child.once('exit', () => finish(null))
    child.send(question, (error) => error && finish(null))
  })
}
