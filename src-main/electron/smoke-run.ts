import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { BrowserWindow } from 'electron'
import { AssetPackStatus, type AssetPackStatusFlag } from '../../src-shared/domain/asset-pack-status'
import { AssetPackError, toAssetPackError, type SerializedError } from '../../src-shared/domain/errors'
import type { LibraryEntry, LibraryUpdate } from '../../src-shared/domain/library'
import type { Clock } from '../platform/clock'
import { afterUpdate, isInstalled, type LibraryByID } from './library-summary'

/** The most time that the main job may take without a person. */
const timeLimitMs = 300_000
/** The most time until a button that must be there is there. */
const buttonLimitMs = 20_000

/** What {@link runSmoke} needs. */
export interface SmokeOptions {
  readonly window: BrowserWindow
  /** The library stream; each call starts with everything. */
  readonly library: (signal: AbortSignal) => AsyncIterable<LibraryUpdate>
  /** Body bytes fetched so far. */
  readonly bytesFetched: () => number
  /** Path of the PNG to write. */
  readonly screenshot: string
  readonly clock: Clock
}

/** What the run came to; printed as one line of JSON. */
export interface SmokeSummary {
  readonly ok: boolean
  readonly packs: readonly {
    readonly id: string
    readonly version: number
    /** The flags by name, as `list --json` gives them. */
    readonly status: readonly AssetPackStatusFlag[]
    readonly installedSize: number
  }[]
  readonly bytesFetched: number
  readonly seconds: number
  readonly screenshot?: string
  readonly error?: SerializedError
}

/**
 * Does the main job without a person: waits until everything that comes by itself is here, installs one more pack through
 * the window's own button, and takes a picture. Never rejects.
 */
export async function runSmoke(options: SmokeOptions): Promise<SmokeSummary> {
  const { clock } = options
  const startedAt = clock.monotonic()
  const limit = new AbortController()
  const cancelLimit = clock.schedule(timeLimitMs, () => {
    limit.abort(new AssetPackError('timedOut', 'The main job took longer than five minutes.'))
  })
  const run: SmokeRun = {
    ...options,
    library: new Map(),
    isAsked: false,
    signal: limit.signal,
    stream: options.library,
  }
  const facts = (): Pick<SmokeSummary, 'packs' | 'bytesFetched' | 'seconds'> => ({
    packs: packsOf(run.library),
    bytesFetched: options.bytesFetched(),
    seconds: Math.round(clock.monotonic() - startedAt) / 1000,
  })
  try {
    await mainJob(run)
    await takeScreenshot(run)
    return { ok: true, ...facts(), screenshot: options.screenshot }
  } catch (error) {
    return { ok: false, ...facts(), error: toAssetPackError(error).toJSON() }
  } finally {
    cancelLimit()
  }
}

interface SmokeRun extends Omit<SmokeOptions, 'library'> {
  library: LibraryByID
  /** The window asks something before what is recommended comes. */
  isAsked: boolean
  readonly stream: SmokeOptions['library']
  readonly signal: AbortSignal
}

async function mainJob(run: SmokeRun): Promise<void> {
  await libraryUntil(run, (entries) => entries.length > 0)
  // Where the app was never open before; what the window proposes will do.
  if (run.isAsked) await click(run, 'welcome-start')
  await libraryUntil(run, (entries) => {
    const automatic = entries.filter(({ assetPack }) => assetPack.policy.kind !== 'onDemand')
    return automatic.every(isInstalled)
  })
  const chosen = [...run.library.values()].find(
    (entry) => entry.assetPack.policy.kind === 'onDemand' && !isInstalled(entry),
  )
  if (chosen === undefined) return
  const { id } = chosen.assetPack
  // The answer to what was asked may lead to the downloads, a moment after it.
  await click(run, `install-${id}`, 'go-library')
  await libraryUntil(run, (entries) =>
    entries.some((entry) => entry.assetPack.id === id && isInstalled(entry)),
  )
}

/** Follows the library until `isReached`; a pack that failed for good ends the run with its error. */
async function libraryUntil(
  run: SmokeRun,
  isReached: (entries: readonly LibraryEntry[]) => boolean,
): Promise<void> {
  const left = new AbortController()
  const signal = AbortSignal.any([run.signal, left.signal])
  try {
    for await (const update of run.stream(signal)) {
      run.signal.throwIfAborted()
      run.library = afterUpdate(run.library, update)
      if (update.facts !== undefined) run.isAsked = update.facts.isPrefetchHeld === true
      const entries = [...run.library.values()]
      const failed = entries.find(({ error }) => error !== undefined)
      if (failed?.error !== undefined) throw AssetPackError.fromJSON(failed.error)
      if (isReached(entries)) return
    }
  } finally {
    left.abort()
  }
  run.signal.throwIfAborted()
  throw new AssetPackError('internal', 'The library ended before the packs were here.')
}

/** Presses a button of the window as a person would, once it is there; until then they press what leads to it. */
async function click(run: SmokeRun, testID: string, way?: string): Promise<void> {
  const { clock, signal } = run
  const until = clock.monotonic() + buttonLimitMs
  while (!(await pressed(run, testID))) {
    if (clock.monotonic() > until) {
      throw new AssetPackError('internal', `The window shows no button "${testID}".`)
    }
    if (way !== undefined) await pressed(run, way)
    await clock.delay(100, signal)
  }
}

/** Presses a button of the window if it is there; whether it was. */
async function pressed({ window }: SmokeRun, testID: string): Promise<boolean> {
  const selector = JSON.stringify(`[data-testid=${JSON.stringify(testID)}]`)
  const script = `(() => { const button = document.querySelector(${selector}); button?.click(); return button !== null })()`
  return (await window.webContents.executeJavaScript(script)) as boolean
}

async function takeScreenshot({ window, screenshot, clock, signal }: SmokeRun): Promise<void> {
  // Long enough for the last state to arrive and every transition to end.
  await clock.delay(1_500, signal)
  const image = await window.webContents.capturePage()
  await mkdir(dirname(screenshot), { recursive: true })
  await writeFile(screenshot, image.toPNG())
}

function packsOf(library: LibraryByID): SmokeSummary['packs'] {
  return [...library.values()].flatMap(({ assetPack, local, status }) =>
    local === undefined
      ? []
      : [
          {
            id: assetPack.id,
            version: local.version,
            status: [...new AssetPackStatus(status)],
            installedSize: local.installedSize,
          },
        ],
  )
}
