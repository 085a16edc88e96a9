// A repository that grows version by version, and machines that install from it.
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createSigningKeys, publish } from '../out/main/index.js'
import { run, timed } from './program.mjs'

const client = join(import.meta.dirname, 'node-client.mjs')
const publisher = join(import.meta.dirname, 'publish-client.mjs')

/**
 * A folder with keys, a repository per published version and a link `site` to the one that is served: a machine can be
 * brought to any version, as if it had been offline since.
 */
export class Site {
  #directory
  #versions = 0

  /** @param {string} directory made anew */
  constructor(directory) {
    this.#directory = directory
  }

  /** What a web server serves below `site/`. */
  get directory() {
    return this.#directory
  }

  async open() {
    await rm(this.#directory, { recursive: true, force: true })
    await mkdir(join(this.#directory, 'source'), { recursive: true })
    await createSigningKeys({ directory: this.#path('keys') })
  }

  /**
   * Publishes a folder as the next version of the pack, with what is said of packs by default.
   *
   * @param {string} content
   * @param {object} [options] more for `publish`
   * @returns what `publish` reports of the pack
   */
  async publish(content, options = {}) {
    const prepared = await this.#prepare(content)
    const report = await publish({ ...prepared, ...options })
    await this.#published()
    return report.packs[0]
  }

  /** As {@link publish} in a process of its own, and gives what that process cost. */
  async publishTimed(content, options = {}) {
    const prepared = await this.#prepare(content)
    const figures = await timed([process.execPath, publisher, JSON.stringify({ ...prepared, ...options })])
    await this.#published()
    return figures
  }

  /** From now on the web server serves the repository as it was when that version was new. */
  async offer(version) {
    await rm(this.#path('site'), { force: true })
    await symlink(`repository-${version}`, this.#path('site'))
  }

  /** Writes a configuration for a machine, by default with its container in `name`, and gives its path. */
  async configuration(url, name, { container = name } = {}) {
    const file = this.#path(`${name}.json`)
    await writeFile(
      file,
      JSON.stringify({
        appGroupID: 'group.bench',
        hasManagedAssetPacks: false,
        manifestURL: `${url}/site/`,
        rootMetadata: 'repository-1/metadata/root.json',
        containerDirectory: container,
      }),
    )
    return file
  }

  /** Where that machine has the pack's files. */
  installed(name, version) {
    return installedIn(this.#path(name), version)
  }

  async forget(name) {
    await rm(this.#path(name), { recursive: true, force: true })
  }

  /** Puts the next repository and its source in place, and gives the options of `publish` for them. */
  async #prepare(content) {
    const next = this.#repository(this.#versions + 1)
    if (this.#versions > 0) await run(['cp', '-a', '-l', this.#repository(this.#versions), next])
    const manifest = this.#path('source/Manifest.json')
    await rm(this.#path('source/content'), { recursive: true, force: true })
    await run(['cp', '-a', '-l', content, this.#path('source/content')])
    await writeFile(manifest, JSON.stringify(packagingManifest('bench', 'content')))
    return { sources: [manifest], repositoryDirectory: next, keysDirectory: this.#path('keys') }
  }

  async #published() {
    this.#versions += 1
    await this.offer(this.#versions)
  }

  #path(name) {
    return join(this.#directory, name)
  }

  #repository(version) {
    return this.#path(`repository-${version}`)
  }
}

/** The command that brings a machine to what is offered now. */
export function clientCommand(configuration) {
  return [process.execPath, client, configuration]
}

/** Where a machine with that container has the pack's files. */
export function installedIn(container, version) {
  return join(container, 'packs/bench', String(version))
}

/** A packaging manifest that takes a folder as it is. */
export function packagingManifest(assetPackID, sourceRoot) {
  return {
    assetPackID,
    downloadPolicy: { onDemand: {} },
    sourceRoot,
    fileSelectors: [{ directory: '.' }],
    platforms: [],
  }
}
