import { cancelledBecause } from '../../src-shared/domain/cancellation-reason'
import { abortable } from '../../src-shared/base/cancellation'
import { assetPackIDKey, type AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { AssetPackError } from '../../src-shared/domain/errors'
import type { Repairer } from '../installation/repairer'
import type { OnVerificationProgress, RepairReport, VerificationReport } from '../installation/verification'
import type { VerificationRequest, Verifier } from '../installation/verifier'
import type { AssetPackStore, InstalledPack } from '../store/asset-pack-store'
import { versionNotWhole } from '../store/kept-versions'
import type { VerificationOptions } from './call-options'
import type { ContainerAccess } from './container-access'
import { requiredPack } from './required-pack'

/** What a {@link PackMaintenance} works with. */
interface PackMaintenanceOptions {
  readonly store: Pick<AssetPackStore, 'installedPack' | 'keptVersions' | 'lease'>
  readonly verifier: Pick<Verifier, 'verify' | 'isWhole'>
  readonly repairer: Pick<Repairer, 'repair'>
  readonly access: ContainerAccess
}

/** One verification or repair, while it runs or waits for its turn. */
interface Job {
  readonly key: string
  readonly controller: AbortController
  readonly ended: Promise<unknown>
}

/** Verifies and repairs installed packs: of one pack one thing at a time. The files stay while it works on them. */
export class PackMaintenance {
  readonly #options: PackMaintenanceOptions
  readonly #jobs = new Set<Job>()
  readonly #lifetime = new AbortController()

  constructor(options: PackMaintenanceOptions) {
    this.#options = options
  }

  /** See `AssetPackManager.verify`. */
  async verify(text: string, options: VerificationOptions): Promise<VerificationReport> {
    return this.#inTurn(text, options, (turn) => this.#options.verifier.verify(turn))
  }

  /** See `AssetPackManager.repair`. */
  async repair(text: string, options: VerificationOptions): Promise<RepairReport> {
    return this.#inTurn(text, options, (turn) => this.#options.repairer.repair(turn))
  }

  /** @throws AssetPackError `versionNotFound` when a version, active or kept, has lost files. */
  async requireWhole(installed: InstalledPack): Promise<void> {
    const { store, verifier, access } = this.#options
    const { signal } = this.#lifetime
    const giveBack = store.lease(installed)
    try {
      const isWhole = await access.use(() => verifier.isWhole(this.#inPlace(installed), signal), signal)
      if (!isWhole) throw versionNotWhole(installed.assetPack)
    } finally {
      giveBack()
    }
  }

  /** Cancels what runs or waits for that pack, and waits until it has stopped. */
  async stop(id: AssetPackID): Promise<void> {
    await this.#stop((job) => job.key === assetPackIDKey(id))
  }

  /** Cancels everything, and waits until it has stopped. */
  async close(reason: AssetPackError = cancelledBecause('closed')): Promise<void> {
    this.#lifetime.abort(reason)
    await this.#stop(() => true, reason)
  }

  /** The same version in its folder of now. */
  #inPlace(installed: InstalledPack): InstalledPack {
    const { store } = this.#options
    const { id, version } = installed.assetPack
    const here = [store.installedPack(id), ...store.keptVersions(id)]
    return here.find((one) => one?.assetPack.version === version) ?? installed
  }

  async #inTurn<T>(
    text: string,
    { signal, onProgress = () => undefined }: VerificationOptions,
    work: (turn: VerificationRequest) => Promise<T>,
  ): Promise<T> {
    signal?.throwIfAborted()
    const { assetPack } = requiredPack(this.#options.store, text)
    const key = assetPackIDKey(assetPack.id)
    const controller = new AbortController()
    const joint = signal === undefined ? controller.signal : AbortSignal.any([signal, controller.signal])
    const before = [...this.#jobs].filter((job) => job.key === key).map(({ ended }) => ended)
    const turn = before.length === 0 ? Promise.resolve([]) : abortable(Promise.all(before), joint)
    const { access } = this.#options
    const run = turn.then(() =>
      access.use(() => this.#withLease(assetPack.id, joint, onProgress, work), joint),
    )
    const job: Job = { key, controller, ended: run.catch(() => undefined) }
    this.#jobs.add(job)
    return run.finally(() => this.#jobs.delete(job))
  }

  async #withLease<T>(
    id: AssetPackID,
    signal: AbortSignal,
    onProgress: OnVerificationProgress,
    work: (turn: VerificationRequest) => Promise<T>,
  ): Promise<T> {
    signal.throwIfAborted()
    const installed = requiredPack(this.#options.store, id)
    const giveBack = this.#options.store.lease(installed)
    try {
      return await work({ installed, signal, onProgress })
    } finally {
      giveBack()
    }
  }

  async #stop(isMeant: (job: Job) => boolean, reason = stopped()): Promise<void> {
    const meant = [...this.#jobs].filter(isMeant)
    for (const { controller } of meant) controller.abort(reason)
    await Promise.all(meant.map(({ ended }) => ended))
  }
}

function stopped(): AssetPackError {
  return cancelledBecause('caller', 'The check of a pack was stopped.')
}
