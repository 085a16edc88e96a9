import type { Command } from 'commander'
import { createSigningKeys } from '../../index'
import { CommandRunner, type CommonOptions } from '../command'

/** `keys create`: the repository's signing keys. */
export function addKeysCommand(program: Command, runner: CommandRunner): void {
  const keys = program.command('keys').description("the repository's signing keys")
  CommandRunner.withCommonOptions(
    keys
      .command('create')
      .description('make one key per role, readable by their owner only; never overwrites')
      .requiredOption('--out <directory>', 'folder for the keys'),
  ).action((options: CommonOptions & { readonly out: string }) =>
    runner.run(options, async ({ output }) => {
      await createSigningKeys({ directory: options.out })
      output.result(
        { ok: true, directory: options.out },
        `Keys are in ${options.out}. Keep them secret and keep a copy: whoever has them can publish, whoever loses them cannot.`,
      )
      return undefined
    }),
  )
}
