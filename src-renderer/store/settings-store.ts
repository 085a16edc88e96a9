import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AppSettings, AppSettingsChange, AppSettingsState } from '../../src-shared/domain/app-settings'
import type { DownloadLimits } from '../../src-shared/domain/download-limits'
import { toAssetPackError, type SerializedError } from '../../src-shared/domain/errors'
import type { AssetPackClient } from '../../src-shared/ipc/contract'
import type { Clock } from './clock'
import { followAgain } from './follow-again'

/** A setting by its name, whoever keeps it. */
export type SettingName = keyof AppSettings | keyof DownloadLimits

/** A setting that was kept. */
export interface SavedSetting {
  readonly name: SettingName
  /** Grows, since the same one may be kept again. */
  readonly turn: number
  /** The language, where that is what was chosen: it is spoken a moment later. */
  readonly language?: string | undefined
}

/** What the window knows of settings: what the main process keeps, and what became of what was changed here. */
export interface SettingsState {
  /** Absent until the main process has told it. */
  readonly app: AppSettingsState | undefined
  /** Whether the main process has told it, or did not answer when it was asked. */
  readonly isAnswered: boolean
  /** Absent until {@link SettingsState.readLimits} has asked for them. */
  readonly limits: DownloadLimits | undefined
  /** The setting that was kept last. */
  readonly saved: SavedSetting | undefined
  /** Why settings were not kept, until another try. */
  readonly refusals: ReadonlyMap<SettingName, SerializedError>
  readonly change: (change: AppSettingsChange) => void
  /** Resolves once that is kept, or was refused. */
  readonly changeLimits: (change: Partial<DownloadLimits>) => Promise<void>
  /** Asks for the limits, which others may have changed. */
  readonly readLimits: () => void
  /** Forgets what became of earlier changes: whoever comes again starts afresh. */
  readonly forgetOutcomes: () => void
}

/** The store of {@link SettingsState}. */
export type SettingsStore = StoreApi<SettingsState>

/** A store that knows nothing yet; {@link followSettings} fills it. */
export function createSettingsStore(client: AssetPackClient): SettingsStore {
  /** One change of the limits after the other: each replaces all of them. */
  let limitsLine: Promise<void> = Promise.resolve()
  return createStore<SettingsState>((set, get) => {
    const keep = async (
      change: AppSettingsChange | Partial<DownloadLimits>,
      request: () => Promise<unknown>,
    ): Promise<void> => {
      const names = Object.keys(change) as SettingName[]
      set(({ refusals }) => ({ saved: undefined, refusals: without(refusals, names) }))
      try {
        await request()
        const language = 'language' in change ? change.language : undefined
        set({ saved: { name: names[0] ?? 'theme', turn: nextTurn(), language } })
      } catch (error) {
        const refusal = toAssetPackError(error).toJSON()
        set(({ refusals }) => ({
          refusals: new Map([...refusals, ...names.map((name) => [name, refusal] as const)]),
        }))
      }
    }
    const setLimits = async (change: Partial<DownloadLimits>): Promise<void> => {
      const limits = { ...(await client.limits(undefined)), ...change }
      await client.setLimits(limits)
      set({ limits: await client.limits(undefined) })
    }
    let turn = 0
    const nextTurn = (): number => (turn += 1)
    return {
      app: undefined,
      isAnswered: false,
      limits: undefined,
      saved: undefined,
      refusals: new Map(),
      change: (change) => void keep(change, () => client.changeSettings(change)),
      changeLimits: (change) => {
        limitsLine = limitsLine.then(() => keep(change, () => setLimits(change)))
        return limitsLine
      },
      readLimits: () => {
        client.limits(undefined).then(
          (limits) => {
            set({ limits })
          },
          () => undefined,
        )
      },
      forgetOutcomes: () => {
        if (get().saved !== undefined || get().refusals.size > 0)
          set({ saved: undefined, refusals: new Map() })
      },
    }
  })
}

/** Keeps `store` equal to the settings that the main process keeps, until `signal` aborts. Never rejects. */
export async function followSettings(
  store: SettingsStore,
  client: AssetPackClient,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const follow = async (): Promise<void> => {
    for await (const app of client.settings(undefined, { signal })) store.setState({ app, isAnswered: true })
  }
  await followAgain(clock, signal, follow, () => {
    store.setState({ isAnswered: true })
  })
}

function without(
  refusals: ReadonlyMap<SettingName, SerializedError>,
  names: readonly SettingName[],
): ReadonlyMap<SettingName, SerializedError> {
  return new Map([...refusals].filter(([name]) => !names.includes(name)))
}
