import { Interruption, type InterruptionSignal } from './interruption'
import { runCommandLine } from './program'

const interruption = new AbortController()
const interrupt = (signal: InterruptionSignal): void => {
  const reason = new Interruption(signal)
  // A second Ctrl-C is somebody who does not want to wait for a clean stop; everything is crash-safe anyway.
  if (interruption.signal.aborted) process.exit(reason.exitCode)
  interruption.abort(reason)
}
process.on('SIGINT', () => {
  interrupt('SIGINT')
})
process.on('SIGTERM', () => {
  interrupt('SIGTERM')
})
// Whoever read our output went away (`assetpack list | head`): that ends the command, it is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1)
})

process.exitCode = await runCommandLine(process.argv.slice(2), process, interruption.signal)
