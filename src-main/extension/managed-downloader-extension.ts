import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { ExtensionHost } from './extension-host'

/**
 * What an app says to packs that would come by themselves (the original's `ManagedDownloaderExtension`): the default export
 * of a module of its own, or that module's export `shouldDownload`. The configuration names the module.
 *
 * The code runs apart from the app, without its memory, and only while something is asked; it may be ended at any moment
 * and started again.
 */
export interface ManagedDownloaderExtension {
  /**
   * Whether a pack may come that the system would download by itself: an essential or prefetch pack of a content request, or an
   * update (the original's `shouldDownload(_:)`). Never asked about what the app or a person asks for. `false` skips the pack
   * until the next content request. Several questions may be open at the same time, and one may come twice; a download that is
   * in the queue already moves on to a newer version without another one.
   *
   * Without it, and when it throws, takes too long or gives anything but a boolean, the answer is `true`.
   */
  shouldDownload?(assetPack: AssetPack): boolean | Promise<boolean>
}

/** What can go wrong with an extension. */
export const extensionFailureKinds = [
  /** The module is missing, throws, takes too long to load or exports nothing that fits. */
  'notLoaded',
  /** `shouldDownload` threw, or its promise was rejected. */
  'threw',
  /** The answer was no boolean. */
  'noBoolean',
  /** No answer came in time; the extension was ended. */
  'timedOut',
  /** The extension ended, or was ended for taking too much memory. */
  'died',
  /** It was ended too often: for an hour nothing is asked. */
  'suspended',
] as const

/** One of {@link extensionFailureKinds}. */
export type ExtensionFailureKind = (typeof extensionFailureKinds)[number]

/** A failure of the extension. What it was asked about counts as `true`. */
export interface ExtensionFailure {
  readonly kind: ExtensionFailureKind
  /** Absent when it has nothing to do with one pack. */
  readonly assetPack?: AssetPack | undefined
  /** In words, for a log. */
  readonly reason: string
}

/** How the code that answers for the app is found and held. */
export interface DownloaderExtensionOptions {
  /**
   * The module: a file URL, or a path that starts from the configuration's folder. Absent = as the configuration says.
   */
  readonly module?: string | URL | undefined
  /** Milliseconds that an answer may take; 5,000 by default. */
  readonly questionLimitMs?: number | undefined
  /** Milliseconds that loading the module may take; 10,000 by default. */
  readonly loadLimitMs?: number | undefined
  /** Where it runs; in a thread of this process by default. */
  readonly host?: ExtensionHost | undefined
  /**
   * The built program of that thread: `extension-thread.js`, beside the library's own code by default. A bundle that the library is
   * part of needs it beside itself, made of `packhouse/extension-thread`, or named here.
   */
  readonly extensionThread?: URL | undefined
}
