import { readFile, rm } from 'node:fs/promises'
import { dirname, isAbsolute, join } from 'node:path'
import { makeFolders, publishFile } from '../platform/file-system'
import { withFileSystemErrors } from '../platform/file-system-errors'

/** Where a desktop of the XDG kind looks for what it starts with a session. */
export interface AutostartPlace {
  /** `XDG_CONFIG_HOME`; what is no absolute path counts as not set, as the specification says. */
  readonly configHome: string | undefined
  /** The person's home. */
  readonly home: string
}

/** What a session starts. */
export interface AutostartProgram {
  /** Names the file: plain letters, digits, dots, dashes. */
  readonly id: string
  readonly name: string
  /** The program and its arguments. */
  readonly command: readonly string[]
}

/** A program in a folder of the person's that the desktop reads when a session begins. */
export class AutostartEntry {
  readonly #file: string
  readonly #program: AutostartProgram

  constructor({ configHome = '', home }: AutostartPlace, program: AutostartProgram) {
    const folder = isAbsolute(configHome) ? configHome : join(home, '.config')
    this.#file = join(folder, 'autostart', `${program.id}.desktop`)
    this.#program = program
  }

  /** Lets the program start with each session. @throws what the disk says. */
  async write(): Promise<void> {
    await withFileSystemErrors(this.#file, () => makeFolders(dirname(this.#file), 0o700))
    await publishFile(this.#file, Buffer.from(autostartText(this.#program)))
  }

  /** Lets it start no longer. */
  async remove(): Promise<void> {
    await withFileSystemErrors(this.#file, () => rm(this.#file, { force: true }))
  }

  /** Where the entry is there and says something else, as after the program has moved, puts it right. */
  async refresh(): Promise<void> {
    const text = await readFile(this.#file, 'utf8').catch(() => undefined)
    if (text !== undefined && text !== autostartText(this.#program)) await this.write()
  }
}

/** The desktop entry of a program. */
export function autostartText({ name, command }: AutostartProgram): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${escapedValue(name)}`,
    `Exec=${escapedValue(command.map(quotedArgument).join(' '))}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n')
}

/** In quotes, where these four mean something to the desktop, and a percent sign would stand for a file. */
function quotedArgument(argument: string): string {
  return `"${argument.replaceAll(/["`$\\]/g, String.raw`\$&`).replaceAll('%', '%%')}"`
}

function escapedValue(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')
}
