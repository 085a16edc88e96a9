import type {
  DownloadProgress,
  DownloadStatusDescription,
} from '../../src-shared/domain/download-status-update'
import type { ContainerMoveProgress, VerificationProgress } from '../index'
import type { Output } from './output'
import { bytesText, terminalText } from './terminal-text'

const barWidth = 20

/** Shows how downloads go: one line that redraws itself, for all packs together. */
export class ProgressPrinter {
  readonly #output: Output
  readonly #running = new Map<string, DownloadProgress>()

  constructor(output: Output) {
    this.#output = output
  }

  /** Takes in one update and redraws. */
  show(update: DownloadStatusDescription): void {
    const { id, version } = update.assetPack
    if (update.kind === 'downloading') this.#running.set(id, update.progress)
    if (update.kind === 'paused') this.#output.note(`${terminalText(id)}: paused`)
    if (update.kind === 'finished') {
      this.#running.delete(id)
      // Of the last one the command's result tells at once.
      if (this.#running.size > 0)
        this.#output.note(`${terminalText(id)}: version ${String(version)} installed`)
    }
    if (update.kind === 'failed') this.#running.delete(id)
    if (this.#running.size > 0) this.#output.status(progressLine(this.#running))
  }
}

/** Shows how the verification or repair of one pack goes. */
export class VerificationPrinter {
  readonly #output: Output
  readonly #name: string

  constructor(output: Output, id: string) {
    this.#output = output
    this.#name = terminalText(id)
  }

  /** Redraws. */
  readonly show = ({ phase, completedBytes, totalBytes }: VerificationProgress): void => {
    const fraction = totalBytes === 0 ? 0 : Math.min(1, completedBytes / totalBytes)
    const amounts = `${bytesText(completedBytes)} of ${bytesText(totalBytes)}`
    this.#output.status(`${bar(fraction)}  ${amounts}  ${this.#name} (${phase})`)
  }
}

/** Shows how a move of the packs to another folder goes. */
export class MovePrinter {
  readonly #output: Output

  constructor(output: Output) {
    this.#output = output
  }

  /** Redraws. */
  readonly show = (progress: ContainerMoveProgress): void => {
    const { completedBytes, totalBytes, completedFiles, totalFiles } = progress
    const fraction = totalBytes === 0 ? 0 : completedBytes / totalBytes
    const files = `${String(completedFiles)} of ${String(totalFiles)} files`
    this.#output.status(
      `${bar(fraction)}  ${bytesText(completedBytes)} of ${bytesText(totalBytes)}  ${files}`,
    )
  }
}

/** The line for all packs that run now. */
export function progressLine(running: ReadonlyMap<string, DownloadProgress>): string {
  const all = [...running.values()]
  const sum = (pick: (progress: DownloadProgress) => number): number =>
    all.reduce((total, one) => total + pick(one), 0)
  const total = sum((one) => one.totalBytes)
  const fraction = sum((one) => one.fractionCompleted) / Math.max(1, all.length)
  const names = [...running].map(
    ([id, { phase, waitingBecause }]) =>
      `${terminalText(id)} (${waitingBecause === undefined ? phase : 'waiting'})`,
  )
  return [
    bar(fraction),
    `${bytesText(sum((one) => one.completedBytes))} of ${bytesText(total)}`,
    `${bytesText(sum((one) => one.bytesPerSecond))}/s`,
    names.join(', '),
  ].join('  ')
}

function bar(fraction: number): string {
  const filled = Math.round(fraction * barWidth)
  const percent = String(Math.floor(fraction * 100)).padStart(3)
  return `[${'#'.repeat(filled)}${'.'.repeat(barWidth - filled)}]  ${percent} %`
}
