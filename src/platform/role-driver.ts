import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  PostgresDialect,
  type PostgresDialectConfig,
  PostgresDriver,
  type QueryResult,
  type TransactionSettings,
} from 'kysely'

/**
 * Speaks to PostgreSQL as `role`, told anew in each transaction: whoever pools connections between us and the server
 * (PgBouncer in transaction mode) keeps nothing of a session. A query outside a transaction gets one of its own.
 */
export class RoleDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig
  readonly #role: string

  constructor(config: PostgresDialectConfig, role: string) {
    super(config)
    this.#config = config
    this.#role = role
  }

  override createDriver(): Driver {
    return new RoleDriver(this.#config, this.#role)
  }
}

/** In a transaction: the server ends it within 25 seconds once nobody is at the other end. */
export const ASK_AFTER_US =
  'set local tcp_keepalives_idle = 10; set local tcp_keepalives_interval = 5; ' +
  'set local tcp_keepalives_count = 3; set local tcp_user_timeout = 25000'

type PooledConnection = Parameters<PostgresDriver['releaseConnection']>[0]

class RoleDriver implements Driver {
  readonly #inner: PostgresDriver
  readonly #setRole: string

  constructor(config: PostgresDialectConfig, role: string) {
    this.#inner = new PostgresDriver(config)
    // Our queries are short, and plans that are left one way look dear: compiling them would take seconds a page.
    // A machine that lost its network says no farewell: the server asks after it, or its locks would stay for hours.
    this.#setRole = `set local role "${role}"; set local jit = off; ${ASK_AFTER_US}`
  }

  async init(): Promise<void> {
    await this.#inner.init()
  }

  async acquireConnection(): Promise<RoleConnection> {
    return new RoleConnection((await this.#inner.acquireConnection()) as PooledConnection, this.#setRole)
  }

  async beginTransaction(connection: RoleConnection, settings: TransactionSettings): Promise<void> {
    await connection.begin(settings)
  }

  async commitTransaction(connection: RoleConnection): Promise<void> {
    await this.#inner.commitTransaction(connection.end())
  }

  async rollbackTransaction(connection: RoleConnection): Promise<void> {
    await this.#inner.rollbackTransaction(connection.end())
  }

  async releaseConnection(connection: RoleConnection): Promise<void> {
    await this.#inner.releaseConnection(connection.end())
  }

  async destroy(): Promise<void> {
    await this.#inner.destroy()
  }
}

class RoleConnection implements DatabaseConnection {
  readonly #inner: PooledConnection
  readonly #setRole: string
  #isInTransaction = false

  constructor(inner: PooledConnection, setRole: string) {
    this.#inner = inner
    this.#setRole = setRole
  }

  /** All in one message: no round trip more than a plain transaction. */
  async begin({ isolationLevel, accessMode }: TransactionSettings): Promise<void> {
    const isolation = isolationLevel ? ` isolation level ${isolationLevel}` : ''
    const access = accessMode ? ` ${accessMode}` : ''
    await this.#inner.executeQuery(
      CompiledQuery.raw(`start transaction${isolation}${access}; ${this.#setRole}`),
    )
    this.#isInTransaction = true
  }

  /** The connection under this one, no longer in a transaction of ours. */
  end(): PooledConnection {
    this.#isInTransaction = false
    return this.#inner
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#isInTransaction) return await this.#inner.executeQuery(query)
    await this.begin({})
    try {
      const result = await this.#inner.executeQuery<R>(query)
      await this.end().executeQuery(CompiledQuery.raw('commit'))
      return result
    } catch (error) {
      // What the rollback says matters less than why: a lost connection has nothing to roll back.
      await this.end()
        .executeQuery(CompiledQuery.raw('rollback'))
        .catch(() => undefined)
      throw error
    }
  }

  streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    if (!this.#isInTransaction) throw new Error('a stream needs a transaction')
    return this.#inner.streamQuery(query, chunkSize)
  }
}
