import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import * as z from 'zod'

/** Where a window stands on the screen, in density-independent pixels. */
export interface WindowBounds {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** What is kept of a window between two runs. */
export interface WindowState {
  readonly bounds?: WindowBounds | undefined
  readonly maximized: boolean
}

const coordinate = z.int().min(-100_000).max(100_000)
const boundsSchema = z.object({ x: coordinate, y: coordinate, width: coordinate, height: coordinate })
const windowStateSchema = z.object({ bounds: boundsSchema.optional(), maximized: z.boolean() })

/** The smallest window that still shows everything. */
export const minimumSize = { width: 640, height: 480 } as const
/** The size of a window that was never opened before. */
export const defaultSize = { width: 1280, height: 860 } as const

/**
 * The bounds to open with: those of last time if enough of the title bar would be on one of the `workAreas` that are there
 * now, else only the size. Never smaller than {@link minimumSize}.
 */
export function boundsToOpen(
  saved: WindowState,
  workAreas: readonly WindowBounds[],
): { readonly width: number; readonly height: number } | WindowBounds {
  const { bounds } = saved
  if (bounds === undefined) return defaultSize
  const size = {
    width: Math.max(bounds.width, minimumSize.width),
    height: Math.max(bounds.height, minimumSize.height),
  }
  const reachable = workAreas.some((area) => titleBarIsReachable(bounds, area))
  return reachable ? { x: bounds.x, y: bounds.y, ...size } : size
}

function titleBarIsReachable(bounds: WindowBounds, area: WindowBounds): boolean {
  const overlap = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x)
  return overlap >= 100 && bounds.y >= area.y && bounds.y <= area.y + area.height - 40
}

/** Reads what was kept; a missing or damaged file is as good as none. */
export function readWindowState(file: string): WindowState {
  try {
    return windowStateSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    // A window's place is a convenience: whatever is wrong with the file, the default place is right.
    return { maximized: false }
  }
}

/** Keeps `state`. Synchronous, because a closing window has no later; replaces the file in one step. */
export function writeWindowState(file: string, state: WindowState): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.new`, JSON.stringify(state))
  renameSync(`${file}.new`, file)
}
