/** Counts who reads a version's files, so that they are not deleted meanwhile. */
export class Leases {
  readonly #counts = new Map<string, Map<number, number>>()

  /** @returns gives it back; calling that twice does nothing. */
  take(key: string, version: number): () => void {
    const versions = this.#counts.get(key) ?? new Map<number, number>()
    this.#counts.set(key, versions)
    versions.set(version, (versions.get(version) ?? 0) + 1)
    let isHeld = true
    return () => {
      if (!isHeld) return
      isHeld = false
      const left = (versions.get(version) ?? 0) - 1
      if (left > 0) versions.set(version, left)
      else versions.delete(version)
    }
  }

  /** Whether somebody reads that version, or any version when none is named. */
  isTaken(key: string, version?: number): boolean {
    const versions = this.#counts.get(key)
    if (versions === undefined) return false
    return version === undefined ? versions.size > 0 : versions.has(version)
  }
}
