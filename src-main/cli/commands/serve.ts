import type { Command } from 'commander'
import { startHostingServer } from '../../index'
import { CommandRunner, wholeNumber, type CommonOptions } from '../command'
import { terminalText } from '../terminal-text'

interface ServeOptions extends CommonOptions {
  readonly host: string
  readonly port: number
}

/** `serve`: a static host for development. */
export function addServeCommand(program: Command, runner: CommandRunner): void {
  CommandRunner.withCommonOptions(
    program
      .command('serve <repository>')
      .description('serve a repository folder on this machine; prints the URL first')
      .option('--host <address>', 'address to listen on', '127.0.0.1')
      .option('--port <number>', 'port to listen on; 0 = any free one', wholeNumber('--port', 0, 65_535), 0),
  ).action((repository: string, options: ServeOptions) =>
    runner.run(options, async ({ output, signal }) => {
      const server = await startHostingServer({
        directory: repository,
        host: options.host,
        port: options.port,
      })
      output.result({ url: server.url }, server.url)
      if (!server.hasRepository) {
        output.warn(
          `${terminalText(repository)} holds no metadata/root.json, so it is no repository yet: clients will find nothing there. "assetpack publish" makes one.`,
        )
      }
      output.note('Press Ctrl-C to stop.')
      await new Promise<void>((resolve) => {
        if (signal.aborted) resolve()
        signal.addEventListener(
          'abort',
          () => {
            resolve()
          },
          { once: true },
        )
      })
      await server.close()
      return 0
    }),
  )
}
