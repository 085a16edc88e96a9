import * as z from 'zod'
import { assetPackErrorCodes, toAssetPackError, type AssetPackErrorCode } from './errors'

/** A part of the window that could not be drawn, as the log of the main process gets it. */
export interface WindowFailure {
  readonly code: AssetPackErrorCode
  readonly message: string
  /** Where in the code, as far as the browser says. */
  readonly stack: string
  /** Address of what was shown, without what was searched. */
  readonly place: string
}

const longest = { message: 2_000, stack: 20_000, place: 500 } as const

/** Checks a {@link WindowFailure} that came from another process. */
export const windowFailureSchema: z.ZodType<WindowFailure> = z.strictObject({
  code: z.enum(assetPackErrorCodes),
  message: z.string().max(longest.message),
  stack: z.string().max(longest.stack),
  place: z.string().max(longest.place),
})

/** The failure for anything thrown while `place` was drawn; long texts are cut where the log would not take them. */
export function windowFailure(error: unknown, place: string): WindowFailure {
  const { code, message } = toAssetPackError(error)
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  return {
    code,
    message: message.slice(0, longest.message),
    stack: stack.slice(0, longest.stack),
    place: place.slice(0, longest.place),
  }
}
