import { interruptionExitCodes } from './exit-code'

/** What a process is asked to stop with. */
export type InterruptionSignal = keyof typeof interruptionExitCodes

/** Why a command's signal aborted: the whole library takes it as any abort, the exit code tells which it was. */
export class Interruption extends DOMException {
  readonly exitCode: number

  constructor(signal: InterruptionSignal) {
    super('Interrupted', 'AbortError')
    this.exitCode = interruptionExitCodes[signal]
  }
}

/** The exit code of a command that `signal` ended. */
export function interruptedExitCode({ reason }: AbortSignal): number {
  return reason instanceof Interruption ? reason.exitCode : interruptionExitCodes.SIGINT
}
