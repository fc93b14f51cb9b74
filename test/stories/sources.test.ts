import { describe, expect, test } from 'vitest'
import type { TriedSource } from '#features/sources/contract.ts'
import { createTestDatabase } from '../database.ts'
import { openProgram, openSources } from './source-desk.ts'

// The menuiserie Lambert has what is unpaid read where its billing program puts it, and no longer drops files.

const database = await createTestDatabase()
const openCompany = openSources(database)

const HEAD = 'Code client;Client;N° facture;Date facture;Échéance;Montant TTC;Reste dû\r\n'
const list = (...lines: string[]) => `${HEAD}${lines.join('\r\n')}\r\n`
const DUPONT = 'DUPONT;Dupont SARL;FA-1;2026-01-10;2026-02-10;1200,00;1200,00'
const MARTIN = 'MARTIN;Martin SA;FA-2;2026-01-15;2026-02-15;300,50;300,50'
const URL_OF = { kind: 'url', signIn: 'none', userName: '', headerName: '' } as const

describe('a file at an address', () => {
  test('is tried, seen as any import, then taken by itself; what it no longer has is settled', async () => {
    let body = list(DUPONT, MARTIN)
    const program = await openProgram(({ headers }, response) => {
      const isKnown = headers.authorization === `Basic ${Buffer.from('lambert:s3cret').toString('base64')}`
      response.writeHead(isKnown ? 200 : 401, { 'content-type': 'text/csv' }).end(isKnown ? body : '')
    })
    const lambert = await openCompany()
    const settings = {
      ...URL_OF,
      url: `${program.url}/impayes.csv`,
      signIn: 'basic',
      userName: 'lambert',
    } as const
    const fields = { label: 'Impayés', settings, secret: 's3cret', isWhole: true }
    const trial = `/api/companies/${lambert.company.code}/source-trials`
    expect(await lambert.api.refused('POST', trial, { ...fields, secret: 'faux' })).toMatchObject({
      message: 'Le serveur refuse le nom, le mot de passe ou la clé.',
    })
    expect(await lambert.api.post<TriedSource>(trial, fields)).toMatchObject({
      files: [{ name: 'impayes.csv' }],
      kind: 'list',
      problem: null,
      rows: [
        ['DUPONT', 'Dupont SARL', 'FA-1'].concat(['2026-01-10', '2026-02-10', '1200,00', '1200,00']),
        expect.anything(),
      ],
    })

    const { id } = await lambert.add(fields)
    expect(JSON.stringify(await lambert.api.get(lambert.base))).not.toContain('s3cret')
    // Nobody has seen it: it does not open, and nothing is read.
    expect(
      (await lambert.api.refused('PUT', `${lambert.base}/${id}/opening`, { isActive: true })).status,
    ).toBe(409)
    await lambert.turn(id)
    expect(await lambert.open()).toEqual({})

    await lambert.start(id)
    const first = await lambert.turn(id)
    expect(await lambert.open()).toEqual({ 'FA-1': 120_000, 'FA-2': 30_050 })
    expect(first.looks).toMatchObject([
      {
        outcome: 'imported',
        problem: null,
        files: [{ name: 'impayes.csv', invoices: 2, openCents: 150_050 }],
      },
    ])
    // The same bytes are no news.
    expect((await lambert.turn(id)).looks).toHaveLength(1)

    body = list('MARTIN;Martin SA;FA-2;2026-01-15;2026-02-15;300,50;100,00')
    expect((await lambert.turn(id)).looks[0]).toMatchObject({ files: [{ closed: 1 }] })
    expect(await lambert.open()).toEqual({ 'FA-1': 0, 'FA-2': 10_000 })
    // Its payment was a mistake: the program has it open again.
    body = list(DUPONT, MARTIN)
    await lambert.turn(id)
    expect(await lambert.open()).toEqual({ 'FA-1': 120_000, 'FA-2': 30_050 })
    expect(await lambert.deposits.old()).toEqual([])
  })

  test('a list cut short settles nothing: somebody looks at it first', async () => {
    const all = Array.from({ length: 30 }, (_, rank) => DUPONT.replace('FA-1', `FA-${rank + 1}`))
    let lines = all
    const program = await openProgram((_, response) => response.end(list(...lines)))
    const lambert = await openCompany()
    const { id } = await lambert.add({
      label: 'Liste',
      settings: { ...URL_OF, url: program.url },
      isWhole: true,
    })
    await lambert.start(id)
    await lambert.turn(id)
    lines = all.slice(0, 4)
    const { looks } = await lambert.turn(id)
    expect(looks[0]).toMatchObject({ outcome: 'to-review', files: [{ outcome: 'to-review' }] })
    expect(looks[0]?.files[0]?.problem).toContain('solderait 26 échéances et ne contient que 4 factures')
    expect(Object.values(await lambert.open()).every((cents) => cents === 120_000)).toBe(true)
  })

  test('each failure has its sentence, is tried again later, and ends with the first good answer', async () => {
    let answer: { status: number; body?: string; type?: string; location?: string } = { status: 404 }
    let isSilent = false
    const program = await openProgram((_, response) => {
      if (isSilent) return
      const { status, body = '', type = 'text/csv', location } = answer
      response.writeHead(status, { 'content-type': type, ...(location ? { location } : {}) }).end(body)
    })
    const lambert = await openCompany()
    const { id } = await lambert.add({
      label: 'Liste',
      settings: { ...URL_OF, url: program.url },
      isWhole: false,
    })
    answer = { status: 200, body: list(DUPONT) }
    await lambert.start(id)
    const failing = [
      [{ status: 404 }, 'Il n’y a rien à cette adresse (404).'],
      [{ status: 500 }, 'Le serveur a eu une erreur (500). Relances réessaiera.'],
      [{ status: 200, type: 'text/html', body: '<html>' }, 'L’adresse rend une page web'],
      [{ status: 200, body: '' }, 'est vide.'],
      // Sent to the neighbours of the server: refused as the address itself would be.
      [{ status: 302, location: 'http://169.254.169.254/latest' }, 'L’adresse est celle d’un réseau privé'],
      [
        { status: 302, location: 'file:///etc/passwd' },
        'Le serveur renvoie vers une adresse qui n’en est pas une.',
      ],
    ] as const
    for (const [behaviour, sentence] of failing) {
      answer = behaviour
      const { looks, failingSince } = await lambert.turn(id)
      expect(looks[0], sentence).toMatchObject({
        outcome: 'failed',
        problem: expect.stringContaining(sentence),
      })
      expect(failingSince).not.toBeNull()
    }
    isSilent = true
    expect((await lambert.turn(id, 500)).looks[0]?.problem).toBe('Le serveur n’a pas répondu à temps.')
    isSilent = false
    answer = { status: 302, location: '/ailleurs' }
    expect((await lambert.turn(id)).looks[0]?.problem).toContain('310')
    answer = { status: 200, body: list(DUPONT) }
    expect(await lambert.turn(id)).toMatchObject({ failingSince: null, isActive: true })
    expect(await lambert.open()).toEqual({ 'FA-1': 120_000 })
    // What cannot be read as a list is refused, and nothing of it is in the books.
    answer = { status: 200, body: list('DUPONT;Dupont SARL;FA-9;2026-01-10;2026-02-10;beaucoup;beaucoup') }
    expect((await lambert.turn(id)).looks[0]).toMatchObject({ outcome: 'refused', files: [{ invoices: 0 }] })
    expect(await lambert.open()).toEqual({ 'FA-1': 120_000 })
  })

  test('a kept secret goes to the address it was given for, and changed settings are seen again', async () => {
    const program = await openProgram((_, response) => response.end(list(DUPONT)))
    const spy = await openProgram((_, response) => response.end(list(DUPONT)))
    const lambert = await openCompany()
    const settings = { ...URL_OF, url: program.url, signIn: 'bearer' } as const
    const fields = { label: 'ERP', settings, rhythm: 'day', hour: 7, isWhole: false } as const
    const { id } = await lambert.add({ ...fields, secret: 'jeton-de-lambert' })
    await lambert.start(id)
    const elsewhere = { ...fields, settings: { ...settings, url: spy.url } }
    expect(await lambert.api.refused('PUT', `${lambert.base}/${id}`, elsewhere)).toMatchObject({
      key: 'sources.secret-missing',
    })
    const trial = `/api/companies/${lambert.company.code}/source-trials`
    expect((await lambert.api.refused('POST', trial, { ...elsewhere, id })).key).toBe(
      'sources.problem-no-secret',
    )
    expect(spy.asked).toEqual([])
    // Another path of the same server: the secret may go there, and somebody sees it again.
    const other = { ...fields, settings: { ...settings, url: `${program.url}/autre.csv` } }
    expect(await lambert.change(id, other)).toMatchObject({
      isActive: false,
      isPreviewed: false,
      hasSecret: true,
    })
    await lambert.start(id)
    expect(program.asked.at(-1)?.headers.authorization).toBe('Bearer jeton-de-lambert')
  })

  test('private networks are closed unless whoever runs the server opens them', async () => {
    const lambert = await openCompany([])
    for (const url of [
      'https://127.0.0.1/x',
      'https://[::1]/x',
      'https://localhost/',
      'https://10.1.2.3/',
      'https://[::ffff:10.0.0.1]/',
    ])
      expect(
        (await lambert.api.refused('POST', lambert.base, { label: 'x', settings: { ...URL_OF, url } })).key,
        url,
      ).toBe('sources.private-address')
    for (const url of ['ftp://exemple.fr/x', 'rien', 'https://moi:secret@exemple.fr/'])
      expect(
        (await lambert.api.refused('POST', lambert.base, { label: 'x', settings: { ...URL_OF, url } }))
          .status,
        url,
      ).toBe(400)
  })
})

describe('records of a program', () => {
  const FIELDS = {
    ...{ customerCode: 'customer.code', customerName: 'customer.name', number: 'ref', issuedOn: 'date' },
    ...{ dueOn: 'due', totalCents: 'total', openCents: 'left' },
  }
  const JSON_OF = {
    ...URL_OF,
    kind: 'json',
    records: 'data',
    paging: 'page',
    pageParameter: 'page',
    nextPath: '',
    isInCents: false,
    fields: FIELDS,
  } as const
  const record = (rank: number) => ({
    ...{
      ref: `FA-${rank}`,
      date: '2026-01-10',
      due: '2026-02-10T00:00:00+01:00',
      total: 100.1,
      left: '40.05',
    },
    customer: { code: 'DUPONT', name: 'Dupont; "fils"' },
  })

  test('are read page after page, with their amounts to the cent', async () => {
    let isBusy = true
    const program = await openProgram(({ url = '' }, response) => {
      // « Too many requests » once: waited for, then asked again.
      if (isBusy && url.includes('page=2')) {
        isBusy = false
        response.writeHead(429, { 'retry-after': '0' }).end()
        return
      }
      const page = Number(new URL(url, 'http://x').searchParams.get('page') ?? 1)
      const data = page > 3 ? [] : [record(page * 2 - 1), record(page * 2)]
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data }))
    })
    const lambert = await openCompany()
    const settings = { ...JSON_OF, url: `${program.url}/invoices?limit=2` }
    const tried = await lambert.api.post<TriedSource>(
      `/api/companies/${lambert.company.code}/source-trials`,
      {
        ...{ label: 'ERP', settings },
      },
    )
    expect(tried).toMatchObject({ kind: 'list', problem: null })
    expect(tried.paths).toContain('customer.name')
    expect(program.asked.map(({ path }) => path)).toContain('/invoices?limit=2&page=4')
    const { id } = await lambert.add({ label: 'ERP', settings, isWhole: true })
    await lambert.start(id)
    await lambert.turn(id)
    expect(await lambert.open()).toEqual(
      Object.fromEntries([1, 2, 3, 4, 5, 6].map((rank) => [`FA-${rank}`, 4_005])),
    )
  })

  test('by a link, by a mark of the next page, and what cannot be gone on with is said', async () => {
    const program = await openProgram(({ url = '' }, response) => {
      const { pathname, searchParams } = new URL(url, 'http://x')
      const send = (body: unknown, headers = {}) => response.writeHead(200, headers).end(JSON.stringify(body))
      if (pathname === '/link')
        return searchParams.has('p')
          ? send({ data: [record(2)] })
          : send({ data: [record(1)] }, { link: '</first>; rel="first", </link?p=2>; rel="next"' })
      if (pathname === '/next')
        return searchParams.get('cursor') === 'b'
          ? send({ data: [record(2)], meta: { next: null } })
          : send({ data: [record(1)], meta: { next: 'b' } })
      if (pathname === '/elsewhere') return send({ data: [record(1)], meta: { next: 'http://127.0.0.2:1/' } })
      if (pathname === '/empty') return send({ data: [] })
      if (pathname === '/odd') return send({ data: [{ ...record(1), left: [12] }] })
      if (pathname === '/text') return response.end('pas du JSON')
      return send({ data: [record(1)] })
    })
    const lambert = await openCompany()
    const attempt = (path: string, change: object) =>
      lambert.api.ask('POST', `/api/companies/${lambert.company.code}/source-trials`, {
        ...{ label: 'ERP', settings: { ...JSON_OF, url: `${program.url}${path}`, ...change } },
      })
    const rows = async (path: string, change: object) =>
      ((await (await attempt(path, change)).json()) as TriedSource).rows.length
    expect(await rows('/link', { paging: 'link' })).toBe(2)
    expect(await rows('/next', { paging: 'next', nextPath: 'meta.next', pageParameter: 'cursor' })).toBe(2)
    const key = async (path: string, change: object) =>
      ((await (await attempt(path, change)).json()) as { key: string }).key
    expect(await key('/elsewhere', { paging: 'next', nextPath: 'meta.next', pageParameter: '' })).toBe(
      'sources.problem-other-origin',
    )
    expect(await key('/same', {})).toBe('sources.problem-same-page')
    expect(await key('/empty', {})).toBe('sources.problem-no-record')
    expect(await key('/odd', { paging: 'none' })).toBe('sources.problem-bad-value')
    expect(await key('/text', {})).toBe('sources.problem-not-json')
    expect(await key('/same', { records: 'factures' })).toBe('sources.problem-no-records')
  })
})
