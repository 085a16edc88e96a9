import { runCommandLine } from './program'

const interruption = new AbortController()
let interruptions = 0
const interrupt = (): void => {
  interruptions += 1
  // A second Ctrl-C is somebody who does not want to wait for a clean stop; everything is crash-safe anyway.
  if (interruptions > 1) process.exit(130)
  interruption.abort(new DOMException('Interrupted', 'AbortError'))
}
process.on('SIGINT', interrupt)
process.on('SIGTERM', interrupt)
// Whoever read our output went away (`assetpack list | head`): that ends the command, it is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1)
})

process.exitCode = await runCommandLine(process.argv.slice(2), process, interruption.signal)
