// The embedded default of `npm start`: real content, packaged, signed with keys made on the spot, served on loopback.
import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

export const firstVersions = ['flags.json', 'emoji.json', 'symbols-1.json', 'typefaces.json', 'stickers.json']
export const secondVersion = 'symbols-2.json'

/**
 * Makes the demonstration ready and serves it.
 *
 * @param {{ root: string, directory: string, fresh: boolean, say: (line: string) => void }} options `directory` keeps
 *   keys, repository and container between starts; `fresh` begins anew.
 * @returns {Promise<{ configurationPath: string, repositoryURL: string, close: () => Promise<void> }>}
 */
export async function prepareDemo({ root, directory, fresh, say }) {
  const library = await import(pathToFileURL(join(root, 'out/main/index.js')).href)
  const demo = {
    library,
    directory,
    content: join(root, 'examples/demo-content'),
    keys: join(directory, 'keys'),
    repository: join(directory, 'repository'),
    container: join(directory, 'container'),
    say,
  }
  if (fresh) await rm(directory, { recursive: true, force: true })
  await mkdir(directory, { recursive: true })
  await publishFirstVersions(demo)
  const server = await library.startHostingServer({ directory: demo.repository })
  const configurationPath = await writeConfiguration(demo, server.url)
  const stopWatching = publishUpdateOnceInstalled(demo)
  return {
    configurationPath,
    repositoryURL: server.url,
    close: async () => {
      await stopWatching()
      await server.close()
    },
  }
}

async function publishFirstVersions(demo) {
  const finished = join(demo.directory, 'published')
  if (existsSync(finished)) {
    await demo.library.refreshMetadata({ repositoryDirectory: demo.repository, keysDirectory: demo.keys })
    return
  }
  await rm(demo.repository, { recursive: true, force: true })
  await rm(demo.keys, { recursive: true, force: true })
  demo.say('Packaging and signing the demonstration content (first start only) …')
  await demo.library.createSigningKeys({ directory: demo.keys })
  const report = await publish(demo, firstVersions)
  for (const pack of report.packs) {
    demo.say(`  ${pack.id} ${pack.version}: ${pack.files} files, ${megabytes(pack.installedSize)} MB`)
  }
  await writeFile(finished, 'The first versions are in the repository.\n')
}

function publish(demo, manifests) {
  return demo.library.publish({
    sources: manifests.map((name) => join(demo.content, name)),
    repositoryDirectory: demo.repository,
    keysDirectory: demo.keys,
  })
}

async function writeConfiguration(demo, url) {
  const path = join(demo.directory, 'assetpack.config.json')
  const configuration = {
    productName: 'Packhouse',
    appGroupID: 'group.org.packhouse.demo',
    hasManagedAssetPacks: true,
    manifestURL: url,
    rootMetadata: join(demo.repository, 'metadata/root.json'),
    containerDirectory: demo.container,
  }
  await writeFile(path, `${JSON.stringify(configuration, undefined, 2)}\n`)
  return path
}

// The second version appears once somebody has the first, so that there is an update to see.
function publishUpdateOnceInstalled(demo) {
  const published = join(demo.directory, 'published-update')
  let running = Promise.resolve()
  const timer = setInterval(() => {
    if (existsSync(published) || !existsSync(join(demo.container, 'packs/symbols/1'))) return
    clearInterval(timer)
    running = publish(demo, [secondVersion]).then(
      async () => {
        await writeFile(published, 'The second version is in the repository.\n')
        demo.say('Version 2 of "Interface Symbols" is published: check for updates to see it.')
      },
      (error) => {
        demo.say(`The update could not be published: ${error.message}`)
      },
    )
  }, 1000)
  return async () => {
    clearInterval(timer)
    await running
  }
}

function megabytes(bytes) {
  return (bytes / 1e6).toFixed(1)
}
