import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createSigningKeys, publish, startHostingServer } from '../../src-main/index'
import { assetpack, assetpackDocument, startAssetpack, type CommandResult } from '../support/command-line'
import { GatedHost } from '../support/gated-host'
import { writeTree } from '../support/file-tree'
import { writePackagingManifest } from '../support/packaging-source'
import { temporaryDirectory } from '../support/temporary-directory'

const prefetch = { downloadPolicy: { prefetch: { installationEventTypes: ['firstInstallation'] } } }
const atUpdate = { downloadPolicy: { prefetch: { installationEventTypes: ['subsequentUpdate'] } } }

interface Site {
  /** The words that name repository and container. */
  readonly place: readonly string[]
  /** Publishes a pack, or its next version. */
  readonly publish: (id: string, changes: object, text?: string) => Promise<void>
  readonly directory: string
}

let template = ''

beforeAll(async () => {
  template = await temporaryDirectory()
  await createSigningKeys({ directory: join(template, 'keys') })
  await publishIn(template, 'maps', prefetch)
  await publishIn(template, 'news', atUpdate)
  await publishIn(template, 'voices-de', { ...prefetch, language: 'de' })
  await publishIn(template, 'voices-en', { ...prefetch, language: 'en' })
})

/** A repository with packs in two languages, and an empty machine. */
async function aSite(): Promise<Site> {
  const directory = await temporaryDirectory()
  await cp(template, directory, { recursive: true })
  const server = await startHostingServer({ directory: join(directory, 'site') })
  onTestFinished(() => server.close())
  return {
    place: placeAt(server.url, directory),
    publish: (...pack) => publishIn(directory, ...pack),
    directory,
  }
}

async function publishIn(directory: string, id: string, changes: object, text = id): Promise<void> {
  const folder = join(directory, id)
  await writeTree(folder, { [`content/${id}.txt`]: text })
  await publish({
    sources: [await writePackagingManifest(folder, { assetPackID: id, ...changes })],
    repositoryDirectory: join(directory, 'site'),
    keysDirectory: join(directory, 'keys'),
  })
}

function placeAt(url: string, directory: string): readonly string[] {
  const root = join(directory, 'site/metadata/root.json')
  return ['--url', url, '--root', root, '--container', join(directory, 'packs')]
}

/** An install of "news" was ended by that signal before its first bundle came; that host still lets none through. */
async function endedInstall(directory: string, signal: 'SIGKILL' | 'SIGTERM'): Promise<GatedHost> {
  const host = await GatedHost.start(join(directory, 'site'))
  host.close()
  const asked = host.bundleAskedFor()
  const installing = startAssetpack('install', 'news', ...placeAt(host.url, directory))
  await asked
  installing.kill(signal)
  await installing.ended
  return host
}

/** The names in a part of a document. */
function idsOf(document: Record<string, unknown>, name: string): readonly string[] {
  return (document[name] as readonly { readonly id: string }[]).map(({ id }) => id)
}

function linesOf({ stdout }: CommandResult): readonly Record<string, unknown>[] {
  const lines = stdout.split('\n').slice(0, -1)
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>)
}

describe('assetpack debug', () => {
  it('brings what each content request brings, once', async () => {
    const { place } = await aSite()
    const debug = (...words: readonly string[]): Promise<Record<string, unknown>> =>
      assetpackDocument('debug', ...words, ...place)
    const install = await debug('install', '--language', 'de')
    const documents = [
      await debug('update'),
      await debug('languageChange', '--language', 'en'),
      await debug('periodic'),
    ]

    expect(install).toMatchObject({
      ok: true,
      request: 'install',
      hasManagedAssetPacks: true,
      resolvedLanguage: 'de',
      firstLaunchHasEnded: true,
      registered: [
        { id: 'maps', version: 1 },
        { id: 'voices-de', version: 1 },
      ],
      removed: [],
    })
    expect([install, ...documents].map((document) => [...idsOf(document, 'installed')].sort())).toEqual([
      ['maps', 'voices-de'],
      ['news'],
      ['voices-en'],
      [],
    ])
  })

  it('brings updates of what is here, and says so to a person', async () => {
    const { place, publish } = await aSite()
    await assetpackDocument('debug', 'install', '--language', 'de', ...place)
    await publish('maps', prefetch, 'newer')
    const { exitCode, stdout } = await assetpack('debug', 'periodic', ...place)

    expect([exitCode, stdout]).toEqual([
      0,
      expect.stringMatching(/^maps 2: registered\nmaps 2: fetched [^\n]*\n$/),
    ])
  })

  it('says that it leaves alone what somebody has stopped, and how that goes on', async () => {
    const { place, directory } = await aSite()
    await endedInstall(directory, 'SIGTERM')
    const document = await assetpackDocument('debug', 'update', ...place)
    const { stdout } = await assetpack('debug', 'update', ...place)

    expect([document['registered'], document['held'], stdout]).toEqual([
      [],
      [{ id: 'news', version: 1, state: 'paused' }],
      'news: the download of version 1 was stopped before its end. "assetpack install news" goes on with it, "assetpack remove news" discards it.\n',
    ])
  })

  it('says what keeps it from an answer, by its exit code, and the next command has it', async () => {
    const { place, directory } = await aSite()
    await assetpackDocument('list', ...place)
    const gone = await assetpack('debug', 'install', ...placeAt('http://127.0.0.1:9', directory), '--json')
    const wrong = await assetpack('debug', 'launch', ...place)
    const later = await assetpackDocument('debug', 'periodic', ...place)

    expect([gone.exitCode, wrong.exitCode, wrong.stderr]).toEqual([
      10,
      2,
      'There is no content request "launch": use install, update, periodic, languageChange. (wrongUse, exit code 2)\n',
    ])
    expect(idsOf(later, 'installed')).toContain('maps')
  })
})

describe('assetpack languages', () => {
  it('shows and sets the language, and reconciles the packs with it', async () => {
    const { place } = await aSite()
    await assetpackDocument('debug', 'install', '--language', 'en', ...place)
    const shown = await assetpack('languages', ...place)
    const set = await assetpackDocument('languages', '--set', 'de-AT', ...place)
    const reconciled = await assetpackDocument('languages', '--reconcile', ...place)

    expect(shown.stdout).toBe('Resolved:  en\nOffered:   de, en\nHere:      en\n')
    expect([set, reconciled]).toEqual([
      {
        ok: true,
        resolvedLanguage: 'de',
        availableLanguages: ['de', 'en'],
        locallyAvailableLanguages: ['en'],
      },
      {
        ok: true,
        resolvedLanguage: 'de',
        availableLanguages: ['de', 'en'],
        locallyAvailableLanguages: ['de'],
        downloaded: ['voices-de'],
        removed: ['voices-en'],
      },
    ])
  })

  it('never removes a pack that somebody installed by name', async () => {
    const { place } = await aSite()
    await assetpackDocument('install', 'voices-en', ...place)
    const reconciled = await assetpackDocument('languages', '--set', 'de', '--reconcile', ...place)

    expect(reconciled).toMatchObject({ downloaded: ['voices-de'], removed: [] })
  })

  it.each([[['--set', 'en_US']], [['--set', 'de', '--reset']]])(
    'as %j is wrong use, and nothing is opened',
    async (words) => {
      const place = ['--url', 'http://127.0.0.1:9', '--root', 'none.json', '--container', 'none']
      const { exitCode } = await assetpack('languages', ...words, ...place)

      expect(exitCode).toBe(2)
    },
  )
})

describe('the option --language', () => {
  it('lists only packs of the language that fits best, and installs them all', async () => {
    const { place } = await aSite()
    const listed = await assetpackDocument('list', '--language', 'de-CH', ...place)
    const none = await assetpack('install', '--language', 'ja', ...place)
    const installed = await assetpackDocument('install', 'news', '--language', 'de-CH', ...place)

    expect([idsOf(listed, 'assetPacks'), none.exitCode, [...idsOf(installed, 'installed')].sort()]).toEqual([
      ['voices-de'],
      41,
      ['news', 'voices-de'],
    ])
  })
})

describe('assetpack watch', () => {
  it('of one pack goes on with its download, tells each update in a line, and ends when it has finished', async () => {
    const { place, directory } = await aSite()
    await endedInstall(directory, 'SIGKILL')
    const watched = await assetpack('watch', 'news', '--json', ...place)
    const updates = linesOf(watched)

    expect([watched.exitCode, updates[0], updates.at(-1)]).toEqual([
      0,
      expect.objectContaining({ id: 'news', version: 1 }),
      { kind: 'finished', id: 'news', version: 1 },
    ])
  })

  it('ends with the exit code of what the download failed with', async () => {
    const { place, directory } = await aSite()
    await endedInstall(directory, 'SIGKILL')
    const repository = ['--repository', join(directory, 'site'), '--keys', join(directory, 'keys')]
    await assetpackDocument('withdraw', 'news', ...repository)
    const watched = await assetpack('watch', 'news', '--json', ...place)

    expect([watched.exitCode, linesOf(watched).map(({ kind }) => kind)]).toEqual([41, ['failed']])
  })

  it('of all packs goes on until it is stopped, and of one that nobody knows ends at once', async () => {
    const { place, directory } = await aSite()
    const host = await endedInstall(directory, 'SIGKILL')
    const askedAgain = host.bundleAskedFor()
    const watching = startAssetpack('watch', ...placeAt(host.url, directory))
    await askedAgain
    watching.kill('SIGTERM')
    const { exitCode, stdout } = await watching.ended
    const unknown = await assetpack('watch', 'nobody', ...place)

    expect([exitCode, stdout.split('\n').includes('news 1: began'), unknown.exitCode]).toEqual([
      143,
      true,
      41,
    ])
  })
})
