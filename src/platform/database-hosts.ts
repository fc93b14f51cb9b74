import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'

/** A place where the database may be. */
export interface DatabaseHost {
  readonly host: string
  readonly port: number
}

/** An address of several places, as libpq writes them: everything but the place is the same for all. */
export interface DatabaseAddress {
  /** With the first place alone, as `pg` reads it. */
  readonly url: string
  readonly hosts: readonly DatabaseHost[]
}

const DEFAULT_PORT = 5432
const PROBE_MS = 2_000
/** How long a connection looks for a place that accepts writes, while a standby is being promoted, say. */
const SEARCH_MS = 20_000
const PAUSE_MS = 250
const LOOK_MS = 2_000

/**
 * Reads `postgresql://user:secret@one:5432,two:5433/name?…` (libpq, "Specifying Multiple Hosts"). An address of one
 * place is left as it is. @throws RangeError when a place cannot be read
 */
export function readHosts(url: string): DatabaseAddress {
  const [, start = '', places = '', rest = ''] =
    /^(postgres(?:ql)?:\/\/(?:[^@/]*@)?)([^/?]*)(.*)$/s.exec(url) ?? []
  const all = places.split(',').map(readHost)
  return { url: all.length < 2 ? url : `${start}${places.split(',')[0]}${rest}`, hosts: all }
}

function readHost(place: string): DatabaseHost {
  const [, host = '', port] = /^(\[[^\]]+\]|[^:]*)(?::(\d+))?$/.exec(place) ?? []
  if (host === '' && place !== '') throw new RangeError(`not a host: ${place}`)
  return { host: decodeURIComponent(host).replace(/^\[|\]$/g, ''), port: port ? Number(port) : DEFAULT_PORT }
}

/** Connections that follow the database from place to place. */
export interface Follower {
  /** What a pool makes its connections with. */
  readonly Client: NonNullable<pg.PoolConfig['Client']>
  stop(): void
}

/** What a place that accepts writes answers: its timeline grows with each promotion. */
interface Answer {
  readonly place: DatabaseHost
  readonly timeline: number
}

/**
 * Asks all places, at once and every two seconds, which of them accepts writes; `pg` has no such thing. When two do,
 * the one promoted last is right: the other was cut off and does not know it yet. Connections to a place that is no
 * longer the right one are cut, so that nobody waits there for an answer that may never come.
 */
export function followWritableHost(hosts: readonly DatabaseHost[], config: pg.ClientConfig): Follower {
  const open = new Set<FollowingClient>()
  let found: DatabaseHost | null = null
  let searching: Promise<DatabaseHost> | null = null
  const find = (): Promise<DatabaseHost> => {
    searching ??= search(hosts, config).finally(() => {
      searching = null
    })
    return searching
  }
  const look = async () => {
    const newest = (await askAll(hosts, config)).newest
    if (!newest || newest === found) return
    found = newest
    for (const client of open) if (client.place !== newest) client.connection.stream.destroy()
  }
  const timer = setInterval(() => void look(), LOOK_MS)
  timer.unref()

  class FollowingClient extends pg.Client {
    place: DatabaseHost | null = null

    override connect(): Promise<pg.Client>
    override connect(callback: (error: Error) => void): void
    // Every pool asks with a callback.
    override connect(callback?: (error: Error) => void): Promise<pg.Client> | undefined {
      if (!callback) throw new Error('a following connection is opened by a pool')
      this.#go().then(() => super.connect(callback), callback)
      return undefined
    }

    async #go(): Promise<void> {
      found ??= await find()
      this.place = found
      Object.assign(this, found)
      open.add(this)
      this.once('end', () => open.delete(this))
    }
  }
  return { Client: FollowingClient, stop: () => clearInterval(timer) }
}

async function search(hosts: readonly DatabaseHost[], config: pg.ClientConfig): Promise<DatabaseHost> {
  const end = Date.now() + SEARCH_MS
  for (;;) {
    const { newest, failure } = await askAll(hosts, config)
    if (newest) return newest
    if (Date.now() > end) throw failure ?? new Error('no host of DATABASE_URL accepts writes')
    await delay(PAUSE_MS)
  }
}

async function askAll(
  hosts: readonly DatabaseHost[],
  config: pg.ClientConfig,
): Promise<{ readonly newest: DatabaseHost | null; readonly failure: unknown }> {
  const asked = await Promise.allSettled(hosts.map((place) => ask(place, config)))
  const answers = asked.flatMap((one) => (one.status === 'fulfilled' && one.value ? [one.value] : []))
  const [newest] = answers.toSorted((one, other) => other.timeline - one.timeline)
  const failed = asked.find((one) => one.status === 'rejected')
  return { newest: newest?.place ?? null, failure: failed?.reason }
}

// Null: it answers, to readers only.
async function ask(place: DatabaseHost, config: pg.ClientConfig): Promise<Answer | null> {
  const client = new pg.Client({
    ...config,
    connectionTimeoutMillis: PROBE_MS,
    query_timeout: PROBE_MS,
    keepAlive: false,
  })
  Object.assign(client, place)
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ timeline: number }>(
      `select ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int as timeline
       where not pg_is_in_recovery()`,
    )
    const [row] = rows
    return row ? { place, timeline: row.timeline } : null
  } finally {
    client.end().catch(() => undefined)
  }
}
