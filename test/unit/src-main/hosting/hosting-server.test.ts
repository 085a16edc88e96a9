import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { parseRangeRequest } from '../../../../src-main/hosting/byte-range'
import { startHostingServer } from '../../../../src-main/hosting/hosting-server'
import { temporaryDirectory } from '../../../support/temporary-directory'

interface Answer {
  readonly status: number | undefined
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

async function ask(
  url: string,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { path, headers, method }, (response) => {
      const pieces: Buffer[] = []
      response.on('data', (piece: Buffer) => pieces.push(piece))
      response.on('end', () => {
        const { statusCode: status, headers: received } = response
        resolve({ status, headers: received, body: Buffer.concat(pieces).toString() })
      })
    })
    sent.on('error', reject).end()
  })
}

async function hosted(): Promise<string> {
  const outer = await temporaryDirectory()
  const directory = join(outer, 'repository')
  await mkdir(join(directory, 'bundles', 'ab'), { recursive: true })
  await mkdir(join(directory, 'metadata'))
  await writeFile(join(outer, 'secret'), 'secret')
  await writeFile(join(directory, 'bundles/ab/x.bundle'), '0123456789')
  await writeFile(join(directory, 'bundles/ab/empty'), '')
  await writeFile(join(directory, 'metadata/timestamp.json'), '{}')
  await writeFile(join(directory, 'metadata/2.root.json'), '{}')
  await mkdir(join(directory, 'keys'))
  await writeFile(join(directory, 'keys/root.pem'), 'secret')
  await symlink('../secret', join(directory, 'link'))
  const server = await startHostingServer({ directory })
  onTestFinished(() => server.close())
  return server.url
}

test('listens on this machine only, unless told otherwise', async () => {
  expect(await hosted()).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
})

test('serves whole files and single ranges', async () => {
  const url = await hosted()
  const whole = await ask(url, '/bundles/ab/x.bundle')
  const part = await ask(url, '/bundles/ab/x.bundle', { range: 'bytes=2-4' })
  const empty = await ask(url, '/bundles/ab/empty')
  expect([whole.status, whole.body, whole.headers['content-length']]).toEqual([200, '0123456789', '10'])
  expect([part.status, part.body, part.headers['content-range']]).toEqual([206, '234', 'bytes 2-4/10'])
  expect([empty.status, empty.body]).toEqual([200, ''])
})

test('answers If-Range and If-None-Match by its strong ETag', async () => {
  const url = await hosted()
  const path = '/bundles/ab/x.bundle'
  const etag = String((await ask(url, path)).headers['etag'])
  const statuses = [
    await ask(url, path, { range: 'bytes=0-0', 'if-range': etag }),
    await ask(url, path, { range: 'bytes=0-0', 'if-range': '"other"' }),
    await ask(url, path, { 'if-none-match': etag }),
  ].map(({ status }) => status)
  expect([etag.startsWith('"'), statuses]).toEqual([true, [206, 200, 304]])
})

test('answers HEAD without a body, and no other method', async () => {
  const url = await hosted()
  const head = await ask(url, '/bundles/ab/x.bundle', {}, 'HEAD')
  expect([head.status, head.body, head.headers['content-length']]).toEqual([200, '', '10'])
  expect((await ask(url, '/bundles/ab/x.bundle', {}, 'POST')).status).toBe(405)
})

test('says 416 for a range beyond the end', async () => {
  const answer = await ask(await hosted(), '/bundles/ab/x.bundle', { range: 'bytes=10-' })
  expect([answer.status, answer.headers['content-range']]).toEqual([416, 'bytes */10'])
})

test('lets caches keep for ever what never changes, and nothing else', async () => {
  const url = await hosted()
  const kept = async (path: string): Promise<boolean> =>
    String((await ask(url, path)).headers['cache-control']).includes('immutable')
  expect([
    await kept('/bundles/ab/x.bundle'),
    await kept('/metadata/2.root.json'),
    await kept('/metadata/timestamp.json'),
  ]).toEqual([true, true, false])
})

test.each(['/keys/root.pem', '/keys/root%2epem', '/keys/ROOT.PEM'])(
  'keeps a signing key that lies in the repository for itself: %s',
  async (path) => {
    expect((await ask(await hosted(), path)).status).toBe(404)
  },
)

test.each([
  '/../secret',
  '/%2e%2e/secret',
  '/bundles/../../secret',
  '/bundles/..%2f..%2fsecret',
  '/..%5csecret',
  '/link',
  '/bundles',
  '/bundles/',
  '//secret',
  '/bundles/ab/x.bundle%00',
  '/%ff',
  '/missing',
])('E-08 does not leave its directory for %s', async (path) => {
  expect((await ask(await hosted(), path)).status).toBe(404)
})

test('refuses a directory that is not there', async () => {
  await expect(startHostingServer({ directory: '/nowhere/at/all' })).rejects.toMatchObject({
    code: 'fileNotFound',
  })
})

test('reads Range as RFC 9110 wants it', () => {
  const headers = [
    'bytes=0-',
    'bytes=-3',
    'bytes=5-99',
    'bytes=9-0',
    'lines=1-2',
    'bytes=0-1,3-4',
    'bytes=-0',
    undefined,
  ]
  expect(headers.map((header) => parseRangeRequest(header, 10))).toEqual([
    { kind: 'part', start: 0, end: 9 },
    { kind: 'part', start: 7, end: 9 },
    { kind: 'part', start: 5, end: 9 },
    { kind: 'whole' },
    { kind: 'whole' },
    { kind: 'whole' },
    { kind: 'unsatisfiable' },
    { kind: 'whole' },
  ])
})
