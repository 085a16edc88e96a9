import type { ContainerMoveProgress } from '../../src-shared/domain/container-move'
import type { VerificationProgress } from '../../src-shared/domain/verification'
import type { PackFileProgress } from '../installation/pack-file-writer'

/** What anything that may take long accepts. */
export interface Cancellable {
  /** Ends the wait; what others asked for goes on. */
  readonly signal?: AbortSignal | undefined
}

/** How {@link AssetPackManager.ensureLocalAvailability} makes sure. */
export interface EnsureOptions extends Cancellable {
  /** True: an installed pack is also brought to its newest version. False by default. */
  readonly requireLatestVersion?: boolean | undefined
  /**
   * True: where there is no room for the new version beside the old one, the old one is taken apart while the new one is put
   * together. That is slower, ends the way back to earlier versions, and the pack is not here until it has ended. It needs
   * room for the largest changed file and what is in flight. False by default; `shortageOf` an
   * `outOfSpace` error says whether it would help, and what it takes.
   */
  readonly lowSpace?: boolean | undefined
}

/** How a pack is installed from an `.assetpack` file. */
export interface FileInstallOptions extends Pick<EnsureOptions, 'lowSpace' | 'signal'> {
  /**
   * True: what the file lacks or holds damaged comes over the network. False by default: then nothing but the signed list is
   * asked for, where the host can be reached.
   */
  readonly mayUseNetwork?: boolean | undefined
}

/** How a pack is saved as a file. */
export interface SaveFileOptions extends Cancellable {
  /** Hears how it goes; called often. */
  readonly onProgress?: ((progress: PackFileProgress) => void) | undefined
}

/** How an installed pack is verified or repaired. */
export interface VerificationOptions extends Cancellable {
  /** Hears how it goes; called often. */
  readonly onProgress?: ((progress: VerificationProgress) => void) | undefined
}

/** How the packs are moved to another folder. */
export interface ContainerMoveCallOptions extends Cancellable {
  /** Hears how it goes; called often. */
  readonly onProgress?: ((progress: ContainerMoveProgress) => void) | undefined
}

/** Where a path is looked for. */
export interface LookupScope {
  /** Only in this pack. Absent = in all. */
  readonly assetPackID?: string | undefined
  /** Only in packs that are localized for this language: BCP-47; `en` is `en-US`, not `en-CA`. Absent = in all. */
  readonly asLocalizedFor?: string | undefined
}
