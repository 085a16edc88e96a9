import { execFile } from 'node:child_process'
import { chmod, cp, readdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createSigningKeys, publish, startHostingServer, withdraw } from '../../src-main/index'
import { parseAssetPackID } from '../../src-shared/domain/asset-pack-id'
import { assetpack, assetpackDocument } from '../support/command-line'
import { writeTree } from '../support/file-tree'
import { writePackagingManifest } from '../support/packaging-source'
import { temporaryDirectory } from '../support/temporary-directory'

/** Where a publisher's folder has its repository and its keys. */
function placesIn(directory: string): {
  readonly repositoryDirectory: string
  readonly keysDirectory: string
} {
  return { repositoryDirectory: join(directory, 'site'), keysDirectory: join(directory, 'keys') }
}

/** The words that name the repository and the container of a machine. */
function placeAt(url: string, directory: string): readonly string[] {
  const root = join(directory, 'site/metadata/root.json')
  return ['--url', url, '--root', root, '--container', join(directory, 'packs')]
}

describe('the session of the README', () => {
  it('goes from keys to a file that is read', async () => {
    const directory = await temporaryDirectory()
    const at = (name: string): string => join(directory, name)
    await writeTree(directory, { 'assets/maps/dock7.json': '{ "name": "Dock 7" }' })
    await assetpackDocument('keys', 'create', '--out', at('keys'))
    await assetpackDocument('template', '--out', at('Manifest.json'))
    await assetpackDocument('publish', at('Manifest.json'), '--repository', at('site'), '--keys', at('keys'))
    const server = await startHostingServer({ directory: at('site') })
    onTestFinished(() => server.close())
    const place = placeAt(server.url, directory)
    const offered = await assetpackDocument('status', 'my-asset-pack', ...place)
    const plan = await assetpackDocument('plan', 'my-asset-pack', ...place)
    await assetpackDocument('install', 'my-asset-pack', ...place)
    const read = await assetpack('read', 'assets/maps/dock7.json', ...place)
    const missing = await assetpack('path', 'assets/maps/dock8.json', ...place)

    expect([read.stdout, missing.exitCode]).toEqual(['{ "name": "Dock 7" }', 41])
    expect(plan['bytesToFetch']).toBe(offered['downloadSize'])
  })
})

describe('a pack that is installed', () => {
  let template = ''

  // One after the other the programs take as long as most of these tests.
  beforeAll(async () => {
    template = await temporaryDirectory()
    await writeTree(template, { 'content/maps/dock7.json': '{}' })
    const manifest = await writePackagingManifest(template)
    const at = placesIn(template)
    await createSigningKeys({ directory: at.keysDirectory })
    await publish({ sources: [manifest], ...at })
    const server = await startHostingServer({ directory: at.repositoryDirectory })
    await assetpackDocument('install', 'maps', ...placeAt(server.url, template))
    await server.close()
  })

  /** As that of everybody else, and nobody else's. */
  async function installed(): Promise<{
    readonly place: readonly string[]
    /** Publishes the next version, which holds this. */
    readonly publish: (text: string) => Promise<unknown>
    readonly withdraw: () => Promise<unknown>
    /** Ends the host. */
    readonly stop: () => Promise<void>
  }> {
    const directory = await temporaryDirectory()
    await cp(template, directory, { recursive: true })
    const at = placesIn(directory)
    const server = await startHostingServer({ directory: at.repositoryDirectory })
    onTestFinished(() => server.close())
    return {
      place: placeAt(server.url, directory),
      publish: async (text) => {
        await writeTree(directory, { 'content/maps/dock7.json': text })
        await publish({ sources: [join(directory, 'Manifest.json')], ...at })
      },
      withdraw: () => withdraw({ id: parseAssetPackID('maps'), ...at }),
      stop: () => server.close(),
    }
  }

  it('keeps limits on downloads, changes what is named, and tells them', async () => {
    const { place, stop } = await installed()
    await stop()
    const none = await assetpackDocument('limits', ...place)
    await assetpackDocument('limits', '--rate', '2MB', '--quiet-hours', '22:00-07:00', ...place)
    const all = await assetpackDocument('limits', '--metered', 'on', ...place)
    const { stdout } = await assetpack('limits', '--rate', 'off', '--metered', 'off', ...place)
    const wrong = await assetpack('limits', '--rate', 'fast', ...place)

    expect([none, all, wrong.exitCode]).toEqual([
      { ok: true, treatAsMetered: false },
      {
        ok: true,
        bytesPerSecond: 2_000_000,
        quietHours: { from: '22:00', to: '07:00' },
        treatAsMetered: true,
      },
      2,
    ])
    expect(stdout).toBe(
      'Rate:         no limit\nQuiet hours:  22:00 to 07:00\nNetwork:      as the system says\n',
    )
  })

  it('keeps how much goes on at once and whether updates wait for somebody to ask', async () => {
    const { place, stop } = await installed()
    await stop()
    const few = ['--packs-at-once', '3', '--connections', '4', '--updates', 'on-request']
    const set = await assetpackDocument('limits', ...few, ...place)
    const { stdout } = await assetpack('limits', '--connections', 'off', ...place)

    expect([set, stdout.split('\n').slice(3)]).toEqual([
      { ok: true, packsAtOnce: 3, connections: 4, updatesOnRequest: true, treatAsMetered: false },
      ['At once:      3 packs', 'Updates:      on request, except of essential packs', ''],
    ])
  })

  it('goes back to the version before, never forward, stays there, and goes on when asked by name', async () => {
    const { place, publish } = await installed()
    const read = async (): Promise<string> => (await assetpack('read', 'maps/dock7.json', ...place)).stdout
    const nothing = await assetpack('rollback', 'maps', ...place)
    await publish('{ "v": 2 }')
    await assetpackDocument('update', ...place)
    const newest = await read()
    const back = await assetpackDocument('rollback', 'maps', ...place)
    const again = await assetpack('rollback', 'maps', ...place)
    const all = await assetpackDocument('update', ...place)
    const older = await read()
    await assetpackDocument('update', 'maps', ...place)
    const forward = await read()
    const named = await assetpackDocument('rollback', 'maps', '--to', '1', ...place)

    const none = 'No version of "maps" that is older than version 1 is kept on this machine.'
    const way = `${none} Version 2 is. To use version 2: assetpack rollback maps --to 2`
    expect([nothing, again].map(({ exitCode, stderr }) => [exitCode, stderr])).toEqual(
      [none, way].map((sentence) => [41, `${sentence} (versionNotFound, exit code 41)\n`]),
    )
    expect([newest, back, all, older, forward, named]).toEqual([
      '{ "v": 2 }',
      { ok: true, id: 'maps', version: 1, before: 2, pinned: true, keptVersions: [2] },
      { ok: true, installed: [], pinned: [{ id: 'maps', version: 1 }] },
      '{}',
      '{ "v": 2 }',
      { ok: true, id: 'maps', version: 1, before: 2, pinned: true, keptVersions: [2] },
    ])
  })

  it('is verified, what is damaged is named with exit code 30, and repaired', async () => {
    const { place, stop } = await installed()
    const right = await assetpackDocument('verify', ...place)
    const file = (await assetpack('path', 'maps/dock7.json', ...place)).stdout.trim()
    await chmod(file, 0o644)
    await writeFile(file, '[]')
    const damaged = await assetpack('verify', 'maps', '--json', ...place)
    const told = await assetpack('verify', ...place)
    const repaired = await assetpackDocument('repair', ...place)
    const nothing = await assetpack('repair', 'maps', ...place)
    await stop()
    const offline = await assetpack('verify', '--quiet', ...place)

    const report = { id: 'maps', version: 1, files: 1, checkedBytes: 2 }
    expect([right, damaged.exitCode, JSON.parse(damaged.stdout)]).toEqual([
      { ok: true, verified: [{ ...report, findings: [] }] },
      30,
      { ok: false, verified: [{ ...report, findings: [{ path: 'maps/dock7.json', kind: 'damaged' }] }] },
    ])
    expect(told).toEqual({
      exitCode: 30,
      stdout:
        'maps 1: 1 problem (1 file, 2 B read); "assetpack repair maps" mends them\n  maps/dock7.json: damaged\n',
      stderr: '',
    })
    expect([(repaired['repaired'] as readonly unknown[])[0], nothing, offline]).toMatchObject([
      { id: 'maps', version: 1, findings: [{ path: 'maps/dock7.json', kind: 'damaged' }], requests: 1 },
      { exitCode: 0, stdout: 'maps 1: as signed, nothing to mend\n' },
      { exitCode: 0, stdout: 'maps 1: as signed (1 file, 2 B read)\n' },
    ])
  })

  it('is told once when it has come', async () => {
    const { place, publish } = await installed()
    await publish('{ "v": 2 }')
    const { exitCode, stdout, stderr } = await assetpack('update', ...place)

    expect([exitCode, stdout, stderr]).toEqual([0, expect.stringMatching(/^maps 2: fetched .*\n$/), ''])
  })

  it('is told by the list as it was last time when the server is gone, and the JSON says so', async () => {
    const { place, stop } = await installed()
    const fresh = await assetpackDocument('list', ...place)
    await stop()
    const documents = []
    for (const words of [['list'], ['status', 'maps'], ['plan', 'maps'], ['install', 'maps']])
      documents.push(await assetpackDocument(...words, ...place))
    const { stderr } = await assetpack('status', 'maps', ...place)

    expect(fresh['stale']).toBeUndefined()
    expect(documents).toMatchObject(
      documents.map(() => ({ ok: true, stale: true, connection: 'unreachable' })),
    )
    expect(stderr).toContain('The server cannot be reached: this is by the list as it was last time.\n')
  })

  it('is listed in the same shape where no list ever came', async () => {
    const { place, stop } = await installed()
    await stop()
    const elsewhere = [...place, '--container', await temporaryDirectory()]
    const document = await assetpackDocument('list', ...elsewhere)
    const { stderr } = await assetpack('list', ...elsewhere)

    expect(document).toEqual({ ok: true, stale: true, connection: 'unreachable', assetPacks: [] })
    expect(stderr).toContain('The server cannot be reached: this is only what is on this machine.\n')
  })

  it('is pinned to a version that is here, and no other', async () => {
    const { place, publish } = await installed()
    await publish('{ "v": 2 }')
    await assetpackDocument('update', ...place)
    const elsewhere = await assetpack('pin', 'maps', '7', ...place)
    const pinned = await assetpackDocument('pin', 'maps', '1', ...place)
    const listed = await assetpackDocument('status', 'maps', ...place)
    const unpinned = await assetpackDocument('unpin', 'maps', ...place)

    expect([elsewhere.exitCode, pinned, listed['pinned'], unpinned]).toEqual([
      41,
      { ok: true, id: 'maps', version: 1, pinned: true, keptVersions: [2] },
      true,
      { ok: true, id: 'maps', version: 1, pinned: false, keptVersions: [2] },
    ])
  })

  it('says of a folder that it is one, and where to list it', async () => {
    const { place } = await installed()
    const told =
      '"maps" is a folder, and only files can be read. "assetpack path maps" prints where it is; list what is in it there. (fileNotFound, exit code 41)\n'

    expect(await assetpack('read', 'maps', ...place)).toEqual({ exitCode: 41, stdout: '', stderr: told })
    expect(await assetpack('read', 'maps/', '--pack', 'maps', ...place)).toMatchObject({
      stderr: told.replaceAll(/"(assetpack path )?maps"/g, '"$1maps/"'),
    })
  })

  it('is found by the path of a folder, with a slash at its end or without, and nothing else in the container is', async () => {
    const { place } = await installed()
    const paths = ['maps', 'maps/', 'maps/1', '/']
    const found = []
    for (const path of paths) {
      const { exitCode, stdout } = await assetpack('path', path, ...place)
      found.push(exitCode === 0 ? await readdir(stdout.trim()) : exitCode)
    }

    expect(found).toEqual([['dock7.json'], ['dock7.json'], 41, 41])
  })

  it('is read from the server as it is offered, while another version is here', async () => {
    const { place, publish } = await installed()
    await publish('{ "version": 2 }')
    const words = ['read', 'maps/dock7.json', '--pack', 'maps', ...place]
    const remote = await assetpack(...words, '--remote')
    const unnamed = await assetpack('read', 'maps/dock7.json', '--remote', ...place)

    expect([remote, (await assetpack(...words)).stdout, unnamed.exitCode]).toEqual([
      { exitCode: 0, stdout: '{ "version": 2 }', stderr: '' },
      '{}',
      2,
    ])
  })

  it('moves with all others to another folder, and the old one leads there', async () => {
    const { place } = await installed()
    const container = place.at(-1) ?? ''
    const moved = await assetpackDocument('move', `${container}-new`, '--container', container)
    const again = await assetpack('move', `${container}-new`, '--container', container, '--json')
    const { error } = JSON.parse(again.stdout) as { error: { code: string } }
    const { path } = await assetpackDocument('path', 'maps/dock7.json', ...place)

    expect([moved['ok'], moved['from'], moved['directory'], moved['wasCopied']]).toEqual([
      true,
      container,
      `${container}-new`,
      false,
    ])
    expect([again.exitCode, error.code, String(path).startsWith(`${container}-new`)]).toEqual([
      2,
      'invalidArgument',
      true,
    ])
  })

  it('is in the history with what it cost', async () => {
    const { place } = await installed()
    const { history } = await assetpackDocument('history', ...place)
    const [, row] = (await assetpack('history', ...place)).stdout.split('\n')

    expect([history, row]).toEqual([
      [expect.objectContaining({ id: 'maps', version: 1, outcome: 'finished', detours: [], number: 1 })],
      expect.stringMatching(/ maps +1 +finished +\d/),
    ])
  })

  it('cannot be read as JSON', async () => {
    const { place } = await installed()
    const { exitCode, stdout } = await assetpack('read', 'maps/dock7.json', '--json', ...place)
    const { error } = JSON.parse(stdout) as { error: { code: string } }

    expect([exitCode, error.code]).toEqual([2, 'wrongUse'])
  })

  it('is said to be no longer offered when an update finds nothing to update to', async () => {
    const { place, withdraw } = await installed()
    await withdraw()
    const { exitCode, stdout } = await assetpack('update', ...place)

    expect([exitCode, stdout]).toEqual([
      0,
      'maps 1: no longer offered, so there is nothing to update to. It stays here until "assetpack remove maps".\n',
    ])
    expect(await assetpackDocument('update', 'maps', ...place)).toEqual({
      ok: true,
      installed: [],
      obsolete: [{ id: 'maps', version: 1 }],
    })
  })
})

describe('packs that hold the same path', () => {
  it('are listed with the one whose file is read first', async () => {
    const directory = await temporaryDirectory()
    const at = placesIn(directory)
    await createSigningKeys({ directory: at.keysDirectory })
    for (const assetPackID of ['beta', 'alpha']) {
      const folder = join(directory, assetPackID)
      await writeTree(folder, { 'content/same.txt': assetPackID, [`content/${assetPackID}.txt`]: '' })
      await publish({ sources: [await writePackagingManifest(folder, { assetPackID })], ...at })
    }
    const server = await startHostingServer({ directory: at.repositoryDirectory })
    onTestFinished(() => server.close())
    const place = placeAt(server.url, directory)
    await assetpackDocument('install', 'alpha', 'beta', ...place)

    expect(await assetpackDocument('conflicts', ...place)).toEqual({
      ok: true,
      conflicts: [{ path: 'same.txt', assetPackIDs: ['alpha', 'beta'] }],
    })
    expect((await assetpack('conflicts', ...place)).stdout.split('\n')[1]).toMatch(/^same\.txt +alpha +beta$/)
  })
})

describe('the start script', () => {
  it('prints its options for --help, and opens nothing', async () => {
    const script = resolve(import.meta.dirname, '../../scripts/start.mjs')
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [script, '--help'])

    expect([stdout.match(/^ {2}--[a-z-]+/gm), stderr]).toEqual([
      ['  --config', '  --user-data-dir', '  --smoke', '  --hidden', '  --help'],
      '',
    ])
  })
})

describe('wrong use', () => {
  it('of a URL without its scheme is told in the words of the command line', async () => {
    const words = ['list', '--url', 'packs.example.com', '--root', 'root.json', '--container', 'packs']

    expect(await assetpack(...words)).toEqual({
      exitCode: 2,
      stdout: '',
      stderr:
        '--url "packs.example.com": it must be an https URL (http only to this machine) without user, query or fragment. (wrongUse, exit code 2)\n',
    })
  })

  it.each([
    ['an unknown command', ['instal', 'x']],
    ['a missing option', ['publish', 'Manifest.json']],
    ['no place to install to', ['install', 'x']],
    [
      'a name that no pack can have',
      ['status', '../x', '--url', 'http://127.0.0.1:1', '--root', 'r', '--container', 'c'],
    ],
    ['a number out of range', ['serve', '.', '--port', '70000']],
  ])('as %s is told as JSON, with exit code 2', async (_what, words) => {
    const { exitCode, stdout } = await assetpack(...words, '--json')
    const { ok, error } = JSON.parse(stdout) as { ok: boolean; error: { exit: number } }

    expect([exitCode, ok, error.exit]).toEqual([2, false, 2])
  })
})
