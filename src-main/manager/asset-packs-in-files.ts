import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { SavedPackFile } from '../installation/pack-file-writer'
import type { FileInstallOptions, Cancellable, SaveFileOptions } from './call-options'
import type { CheckedPackFile } from './file-installs'

/** Packs that come out of `.assetpack` files and go into them. */
export interface AssetPacksInFiles {
  /**
   * (+) What is in an `.assetpack` file, and whether it may be installed: its index must be the one that the publisher signed for
   * the version that is offered, by the newest list that can be had. Without a host the last trusted list will do. Changes
   * nothing, and reads no bundle.
   *
   * @throws `fileNotFound`, `packFileInvalid` for something else, `packFileDamaged` for one that is cut short or damaged,
   * `packFileUnsigned` for what the publisher has not signed, `packFileOtherVersion` for an older or newer version than the one
   * that is offered, or an older one than is here; what `manifest` throws; the signal's reason.
   */
  checkFile(path: string, options?: Cancellable): Promise<CheckedPackFile>

  /**
   * (+) Installs the pack of an `.assetpack` file, or updates to it; resolves when it is here. An explicit request, which joins
   * the pack's download if there is one, and is planned, verified, committed, followed, paused and cancelled like any other;
   * it needs no network, and a process that dies goes on with the file at its next start. A version that is here already
   * stays as it is.
   *
   * @throws what {@link AssetPacksInFiles.checkFile} throws; `packFileDamaged` when a part of the file is damaged, or it changes
   * while it is read, and the network may not stand in; `outOfSpace` and what else an installation can fail with; the
   * signal's reason: a download that nobody else wants is then paused.
   */
  installFromFile(path: string, options?: FileInstallOptions): Promise<AssetPack>

  /** (+) The same, but resolves once it is durable in the queue. @throws what {@link AssetPacksInFiles.checkFile} throws. */
  startInstallFromFile(path: string, options?: FileInstallOptions): Promise<AssetPack>

  /**
   * (+) Saves the version of a pack that is offered as one self-contained `.assetpack` file, which
   * {@link AssetPacksInFiles.installFromFile} takes on any machine that trusts the publisher. Of a version that is installed
   * nothing comes over the network where its files give the publisher's bytes; everything else comes from the host. A file
   * that has the name is replaced, at the end and at once. What a failure left beside it (`.partial`) is used by the next call; a
   * cancelled one leaves nothing.
   *
   * @param assetPack - For an id, its newest version.
   * @throws `assetPackNotFound` when it is not offered, `outOfSpace`, `notWritable`, `fileInUse` while another call writes it,
   * `integrityCheckFailed` when the host sends other bytes than were signed, `offline` and what else fetching can fail with;
   * the signal's reason.
   */
  saveAsFile(assetPack: AssetPack | string, path: string, options?: SaveFileOptions): Promise<SavedPackFile>
}
