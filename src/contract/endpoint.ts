import type { z } from 'zod'
import type { Capability } from '#domain/people/capabilities.ts'

/**
 * What an endpoint takes: a capability; "account" for what a person does with their own account, whatever their
 * role and never by a key; "anyone-known" for a person or a key, whatever they may do; "public" for what nobody
 * has to sign in for.
 */
export type Access = Capability | 'account' | 'anyone-known' | 'public'

/** An answer that is not JSON: a PDF, an image, a file to download, or another address to go to. */
export type FileKind = 'pdf' | 'image' | 'file' | 'redirect'

type Schema = z.ZodType | undefined

/**
 * One endpoint of the API, described once: the server checks, serves and documents it by `serve`, the screens
 * call it by `ask`. In the built page only its method and its path are left (`vite.config.ts`).
 */
export interface Endpoint<
  Params extends Schema = Schema,
  Query extends Schema = Schema,
  Body extends Schema | 'bytes' = Schema | 'bytes',
  Answer extends z.ZodType | FileKind = z.ZodType | FileKind,
> {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** "/api/runs/{id}": the names in braces are those of `params`. */
  readonly path: `/api/${string}`
  readonly capability: Access
  /**
   * It keeps its meaning for programs (docs/api.md): it answers under /api/v1 as well, and screens go on asking it
   * without.
   */
  readonly isVersioned?: true
  /** It opens a way in: a person must have proved who they are minutes ago. */
  readonly isGrave?: true
  /**
   * The companies it is about. When absent, those it names (`companiesNamed`), else all those where whoever asks
   * may do it. "none": the handler finds them by itself; "all": it is about the installation.
   */
  readonly companies?: 'none' | 'all'
  readonly tags?: readonly string[]
  readonly summary: string
  readonly params?: Params
  readonly query?: Query
  /** JSON in this shape, or the bytes of a file as they are. */
  readonly body?: Body
  readonly isBodyOptional?: true
  /** JSON in this shape, or a file. */
  readonly answer: Answer
  /** A body as a program would send it; one is made from the schema where there is none. */
  readonly example?: Body extends z.ZodType ? z.input<Body> : unknown
}

/** Describes an endpoint. */
export function endpoint<
  Params extends Schema = undefined,
  Query extends Schema = undefined,
  Body extends Schema | 'bytes' = undefined,
  Answer extends z.ZodType | FileKind = z.ZodType,
>(described: Endpoint<Params, Query, Body, Answer>): Endpoint<Params, Query, Body, Answer> {
  return described
}

/** What a handler is given of a request: its parts, read and checked. */
export interface Received<E extends Endpoint> {
  readonly params: Read<Given<E['params']>>
  readonly query: Read<Given<E['query']>>
  readonly body: Read<Given<E['body']>>
}

type Read<S> = [S] extends [never] ? undefined : S extends z.ZodType ? z.output<S> : undefined

/** What a caller sends: a list of the query is a list here, and what has a default may be left out. */
export type Sent<E extends Endpoint> = Addressed<E> & SentBody<Given<E['body']>>

/** What the address of an endpoint is made of. */
export type Addressed<E extends Endpoint> = SentPath<Given<E['params']>> & SentQuery<Given<E['query']>>

// Without `undefined`: `never` where the endpoint has no such part.
type Given<S> = Exclude<S, undefined>

type SentPath<S> = [S] extends [never]
  ? unknown
  : S extends z.ZodType
    ? { readonly params: z.output<S> }
    : never

type SentQuery<S> = [S] extends [never]
  ? unknown
  : S extends z.ZodType
    ? Record<never, never> extends Loose<S>
      ? { readonly query?: Loose<S> }
      : { readonly query: Loose<S> }
    : never

type SentBody<S> = [S] extends [never]
  ? unknown
  : S extends z.ZodType
    ? { readonly body: Frozen<z.input<S>> }
    : { readonly body: Blob }

// The values are those the server works with; which may be left out is what its schema takes.
type Loose<S extends z.ZodType> = {
  readonly [Name in keyof z.output<S> as MayLack<S, Name> extends true ? never : Name]: Written<
    z.output<S>[Name]
  >
} & {
  readonly [Name in keyof z.output<S> as MayLack<S, Name> extends true ? Name : never]?:
    | Written<z.output<S>[Name]>
    | undefined
}

// A list may also be given as an address holds it: "FNAC,ISAGRI".
type Written<V> = Exclude<V, undefined> extends readonly unknown[] ? Frozen<V> | string : V

// A caller may hold what it sends read-only.
type Frozen<T> = T extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : T extends object
    ? { readonly [Name in keyof T]: Frozen<T[Name]> }
    : T

type MayLack<S extends z.ZodType, Name> = Name extends keyof z.input<S>
  ? undefined extends z.input<S>[Name]
    ? true
    : false
  : false

/** What a JSON endpoint answers, as the caller reads it. */
export type Answered<E extends Endpoint> = E['answer'] extends z.ZodType ? z.output<E['answer']> : never

/**
 * The companies a request names: in its path (`{code}` after /api/companies), its query or its body (`companies`,
 * `company`, `filters.companies`). Undefined when it names none, and then is about all of them.
 */
export function companiesNamed(
  path: string,
  { params, query, body }: { readonly params?: unknown; readonly query?: unknown; readonly body?: unknown },
): readonly string[] | undefined {
  if (path.startsWith('/api/companies/{code}')) return [textOf(params, 'code')]
  for (const part of [query, body, fieldOf(body, 'filters')]) {
    const several = fieldOf(part, 'companies')
    if (Array.isArray(several)) return several.map(String)
    const one = fieldOf(part, 'company')
    if (typeof one === 'string') return [one]
  }
  return undefined
}

function textOf(part: unknown, name: string): string {
  const value = fieldOf(part, name)
  if (typeof value !== 'string') throw new Error(`no ${name} in the path`)
  return value
}

function fieldOf(part: unknown, name: string): unknown {
  return typeof part === 'object' && part !== null && name in part
    ? (part as Record<string, unknown>)[name]
    : undefined
}
