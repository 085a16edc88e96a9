import {
  Key,
  Metadata,
  MetaFile,
  Root,
  Signature,
  Snapshot,
  TargetFile,
  Targets,
  Timestamp,
} from '@tufjs/models'
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { sha256Hex } from '../../src-main/repository/digest'
import { consistentTargetPath } from '../../src-main/repository/layout'

/** The four roles of the metadata. */
export const roles = ['root', 'timestamp', 'snapshot', 'targets'] as const
/** One of {@link roles}. */
export type RoleName = (typeof roles)[number]

/** A key pair of a test. */
export interface TestKey {
  readonly id: string
  readonly publicKey: string
  readonly privateKey: KeyObject
}

/** A new key pair; `id` when a wrong one is wanted. */
export function testKey(options: { readonly like?: TestKey; readonly id?: string } = {}): TestKey {
  if (options.like !== undefined) return { ...options.like, id: options.id ?? options.like.id }
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const hex = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex')
  return { id: options.id ?? sha256Hex(Buffer.from(hex)), publicKey: hex, privateKey }
}

type Role = Root | Timestamp | Snapshot | Targets

/**
 * A repository whose every signature, version and expiry a test can choose. Whatever is set takes effect with the next
 * `writeRoot` or `publish`.
 */
export class SignedRepository {
  readonly directory: string
  /** The keys that the root lists for each role. */
  readonly keys: Record<RoleName, readonly TestKey[]>
  /** The keys that sign each role; the listed ones when absent. */
  readonly signers: Partial<Record<RoleName, readonly TestKey[]>> = {}
  readonly thresholds: Partial<Record<RoleName, number>> = {}
  readonly versions: Record<RoleName, number> = { root: 1, timestamp: 0, snapshot: 0, targets: 0 }
  readonly expires: Record<RoleName, string>
  readonly targets = new Map<string, TargetFile>()

  constructor(directory: string, now: number) {
    this.directory = directory
    const key = testKey()
    this.keys = { root: [key], timestamp: [testKey()], snapshot: [testKey()], targets: [testKey()] }
    const inDays = (days: number): string => new Date(now + days * 86_400_000).toISOString()
    this.expires = { root: inDays(365), timestamp: inDays(7), snapshot: inDays(14), targets: inDays(90) }
  }

  /** Adds a pack version with these bytes as its index; `custom` and `name` when they shall be unusual. */
  async addPack(
    id: string,
    version: number,
    index: Uint8Array,
    options: { readonly name?: string; readonly custom?: unknown } = {},
  ): Promise<void> {
    const name = options.name ?? `${id}/${String(version)}.packindex`
    const sha256 = sha256Hex(index)
    const assetPack = {
      id,
      version,
      downloadSize: 10,
      installedSize: 20,
      policy: { kind: 'onDemand' },
      platforms: [],
    }
    const custom = options.custom ?? { formatVersion: 1, assetPack }
    this.targets.set(
      name,
      new TargetFile({
        path: name,
        length: index.length,
        hashes: { sha256 },
        unrecognizedFields: { custom: custom as never },
      }),
    )
    await this.write(consistentTargetPath(name, sha256), index)
  }

  /** Signs and writes the root of the present version. `alsoBy` = keys of the version before. */
  async writeRoot(alsoBy: readonly TestKey[] = []): Promise<Uint8Array> {
    const root = new Root({
      version: this.versions.root,
      specVersion: '1.0.31',
      expires: this.expires.root,
      consistentSnapshot: true,
    })
    for (const role of roles) {
      for (const key of this.keys[role]) root.addKey(modelKey(key), role)
      Object.assign(root.roles[role] ?? {}, { threshold: this.thresholds[role] ?? 1 })
    }
    const bytes = this.#sign(root, [...(this.signers.root ?? this.keys.root), ...alsoBy])
    await this.write(`metadata/${String(root.version)}.root.json`, bytes)
    return bytes
  }

  /** Replaces the root by the next version, with new keys for `rotated`, signed by the old and the new root keys. */
  async rotate(rotated: readonly RoleName[]): Promise<void> {
    const before = this.keys.root
    for (const role of rotated) this.keys[role] = [testKey()]
    this.versions.root += 1
    await this.writeRoot(before)
  }

  /** Signs and writes the next version of targets, snapshot and timestamp. */
  async publish(): Promise<void> {
    for (const role of ['targets', 'snapshot', 'timestamp'] as const) this.versions[role] += 1
    await this.writeOnline()
  }

  /** Signs and writes targets, snapshot and timestamp in their present versions. */
  async writeOnline(): Promise<void> {
    const targets = new Targets({ ...this.#common('targets'), targets: Object.fromEntries(this.targets) })
    const targetsBytes = this.#sign(targets, this.signers.targets ?? this.keys.targets)
    await this.write(`metadata/${String(this.versions.targets)}.targets.json`, targetsBytes)
    const meta = { 'targets.json': metaFile(this.versions.targets, targetsBytes) }
    const snapshot = new Snapshot({ ...this.#common('snapshot'), meta })
    const snapshotBytes = this.#sign(snapshot, this.signers.snapshot ?? this.keys.snapshot)
    await this.write(`metadata/${String(this.versions.snapshot)}.snapshot.json`, snapshotBytes)
    const timestamp = new Timestamp({
      ...this.#common('timestamp'),
      snapshotMeta: metaFile(this.versions.snapshot, snapshotBytes),
    })
    await this.write(
      'metadata/timestamp.json',
      this.#sign(timestamp, this.signers.timestamp ?? this.keys.timestamp),
    )
  }

  /** Rewrites a metadata file's text after it was signed. */
  async tamper(name: string, change: (text: string) => string): Promise<void> {
    const path = join(this.directory, 'metadata', name)
    await writeFile(path, change(await readFile(path, 'utf8')))
  }

  async write(path: string, bytes: Uint8Array): Promise<void> {
    const file = join(this.directory, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, bytes)
  }

  #common(role: RoleName): { version: number; specVersion: string; expires: string } {
    return { version: this.versions[role], specVersion: '1.0.31', expires: this.expires[role] }
  }

  #sign(signed: Role, keys: readonly TestKey[]): Uint8Array {
    const metadata = new Metadata(signed)
    for (const { id, privateKey } of keys) {
      metadata.sign((data) => new Signature({ keyID: id, sig: sign(null, data, privateKey).toString('hex') }))
    }
    return Buffer.from(JSON.stringify(metadata.toJSON()))
  }
}

function modelKey({ id, publicKey }: TestKey): Key {
  return new Key({ keyID: id, keyType: 'ed25519', scheme: 'ed25519', keyVal: { public: publicKey } })
}

function metaFile(version: number, bytes: Uint8Array): MetaFile {
  return new MetaFile({ version, length: bytes.length, hashes: { sha256: sha256Hex(bytes) } })
}
