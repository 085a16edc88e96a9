// What the pictures show: a publisher, a host whose line can be slow or cut, and a machine with nothing on it.
import { cp, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { firstVersions, secondVersion } from '../demo.mjs'
import { manyPackID, publishManyPacks } from '../many-small-packs.mjs'
import { cacheDirectory, root, say } from '../project.mjs'
import { SlowLine } from '../slow-line.mjs'

/** The Storage screen names the folder of the packs: a short one, the same on every machine. */
const directory = join(tmpdir(), 'packhouse-pictures')
const manyPacks = 2000
const installedOfMany = 240
const largeOfMany = 12
/** Where the windows in the pictures say that their packs come from. */
const port = 8080

/** A configuration of the app and what it is served from. */
class World {
  constructor({ directory: place, repository, server, line }) {
    this.directory = place
    this.repository = repository
    this.server = server
    this.line = line
    this.configuration = join(this.directory, 'assetpack.config.json')
  }

  /** The folder of an app that was never started, or of `name`, which may have been. */
  userData(name = 'app') {
    return join(this.directory, name)
  }

  async configure(changes = {}) {
    const { repository, line } = this
    const configuration = {
      productName: 'Packhouse',
      appGroupID: 'group.org.packhouse.pictures',
      hasManagedAssetPacks: true,
      manifestURL: line.url,
      rootMetadata: join(repository, 'metadata/root.json'),
      containerDirectory: join(directory, 'packs'),
      network: { packsAtOnce: 1 },
      ...changes,
    }
    await writeFile(this.configuration, JSON.stringify(configuration))
  }

  async close() {
    await this.line.close()
    await this.server.close()
    await rm(directory, { recursive: true, force: true })
  }
}

/** What a person has got as a file, too. */
const filedSource = 'stickers.json'
const packFileName = 'stickers.assetpack'

/** The content of `npm start`, its first versions published. */
export async function openDemoWorld() {
  const library = await builtLibrary()
  const place = await emptyPlace('demo')
  const sourceOf = (name) => join(root, 'examples/demo-content', name)
  const publish = (sources, directories) => library.publish({ ...directories, sources })
  await published('demo', place, async (directories) => {
    await library.createSigningKeys({ directory: directories.keysDirectory })
    // Packed once, and published from that file: then it is what its publisher vouches for, byte by byte.
    const packFile = join(directories.repositoryDirectory, '..', packFileName)
    await library.writeAssetPackFile({
      manifestPath: sourceOf(filedSource),
      path: packFile,
      signal: new AbortController().signal,
    })
    const sources = firstVersions.map((name) => (name === filedSource ? packFile : sourceOf(name)))
    await publish(sources, directories)
  })
  const directories = directoriesIn(place)
  const world = await served(library, place)
  return Object.assign(world, {
    publishUpdate: () => publish([sourceOf(secondVersion)], directories),
    /** A file with the pack "stickers" in it, as its publisher would hand it out. */
    packFile: join(place, packFileName),
    /** Lets whatever is fetched from now on arrive cut off. */
    damageBundles: async () => {
      const bundles = join(directories.repositoryDirectory, 'bundles')
      for (const entry of await readdir(bundles, { recursive: true, withFileTypes: true }))
        if (entry.isFile()) await truncate(join(entry.parentPath, entry.name), 1000)
    },
  })
}

/** Two thousand packs, of which some are installed. */
export async function openManyWorld() {
  const library = await builtLibrary()
  const place = await emptyPlace('many')
  const sizeOf = (number) => (isLarge(number) ? 4_000_000 : 2_000 + ((number * 7919) % 90_000))
  await published('many', place, (directories) =>
    publishManyPacks({ library, sources: join(place, 'sources'), ...directories, count: manyPacks, sizeOf }),
  )
  const world = await served(library, place)
  await installSome(library, world)
  return Object.assign(world, { largeIDs: Array.from({ length: largeOfMany }, (_, i) => manyPackID(i * 3)) })
}

const isLarge = (number) => number % 3 === 0 && number / 3 < largeOfMany

async function installSome(library, world) {
  const configuration = await library.loadConfiguration(world.configuration)
  const manager = await library.createAssetPackManager({
    configuration,
    configurationDirectory: world.directory,
    containerDirectory: configuration.containerDirectory,
  })
  try {
    const { assetPacks } = await manager.refresh()
    const small = assetPacks.filter(({ installedSize }) => installedSize < 1_000_000)
    const some = small.filter((_, index) => index % Math.floor(small.length / installedOfMany) === 0)
    await manager.ensureLocalAvailability(some, { requireLatestVersion: true })
  } finally {
    await manager.close()
  }
}

function builtLibrary() {
  return import(pathToFileURL(join(root, 'out/main/index.js')).href)
}

async function emptyPlace(name) {
  await rm(directory, { recursive: true, force: true })
  await mkdir(join(directory, name), { recursive: true })
  return join(directory, name)
}

function directoriesIn(place) {
  return { repositoryDirectory: join(place, 'repository'), keysDirectory: join(place, 'keys') }
}

/** What `publish` makes in `place`, keys and repository: once with each build and each version of this file, for it takes its time. */
async function published(name, place, publish) {
  const kept = join(cacheDirectory, 'screenshots', name)
  const build = `${await readFile(join(root, 'out/.stamp'), 'utf8')}\n${await readFile(import.meta.filename, 'utf8')}`
  const maker = await readFile(join(kept, 'build'), 'utf8').catch(() => undefined)
  if (maker !== build) {
    await rm(kept, { recursive: true, force: true })
    await mkdir(kept, { recursive: true })
    say(`Publishing what the pictures of the part "${name}" show …`)
    await publish(directoriesIn(kept))
    await writeFile(join(kept, 'build'), build)
  }
  await cp(kept, place, { recursive: true })
}

async function served(library, place) {
  const repository = directoriesIn(place).repositoryDirectory
  const server = await library.startHostingServer({ directory: repository })
  const target = Number(new URL(server.url).port)
  // Another program may have that port: then the address in some pictures is another one.
  const line = await SlowLine.open(target, port).catch(() => SlowLine.open(target))
  const world = new World({ directory: place, repository, server, line })
  await world.configure()
  return world
}
