import { BusReader, BusWriter, typesOf, type BusValue, type BusVariant } from './dbus-values'

const kinds = ['call', 'reply', 'error', 'signal'] as const

/** A message on a bus, as far as anybody here looks at it. */
export interface BusMessage {
  readonly kind: (typeof kinds)[number]
  readonly serial: number
  /** Of a reply or an error: the serial of the call. */
  readonly replySerial?: number
  readonly path?: string
  readonly interface?: string
  readonly member?: string
  readonly errorName?: string
  readonly destination?: string
  readonly sender?: string
  /** The types of the body. */
  readonly signature?: string
  readonly body: readonly BusValue[]
}

/** The names of the header's fields by their numbers, and the type of each. */
const fields = {
  path: [1, 'o'],
  interface: [2, 's'],
  member: [3, 's'],
  errorName: [4, 's'],
  replySerial: [5, 'u'],
  destination: [6, 's'],
  sender: [7, 's'],
  signature: [8, 'g'],
} as const

/** More than any message that is asked for here; what is larger ends the conversation. */
const longestMessage = 1024 * 1024
const fixedHeader = 16

/** The bytes of a message. */
export function encodedMessage(message: BusMessage): Buffer {
  const body = new BusWriter()
  for (const [index, type] of typesOf(message.signature ?? '').entries())
    body.write(type, message.body[index] ?? 0)
  const header = new BusWriter()
  const flags = 0
  const start = ['l'.charCodeAt(0), kinds.indexOf(message.kind) + 1, flags, 1]
  for (const byte of start) header.write('y', byte)
  header.write('u', body.bytes.length)
  header.write('u', message.serial)
  const entries = Object.entries(fields).flatMap(([name, [code, signature]]): BusValue[] => {
    const value = message[name as keyof typeof fields]
    return value === undefined ? [] : [[code, { signature, value }]]
  })
  header.write('a(yv)', entries)
  header.align(8)
  return Buffer.concat([header.bytes, body.bytes])
}

/** Takes messages apart as their bytes come. */
export class BusMessageReader {
  #rest: Buffer = Buffer.alloc(0)

  /** The messages that are whole with these bytes. @throws RangeError when they are no messages of D-Bus. */
  push(bytes: Buffer): readonly BusMessage[] {
    this.#rest = Buffer.concat([this.#rest, bytes])
    const messages: BusMessage[] = []
    for (let length = this.#nextLength(); length <= this.#rest.length; length = this.#nextLength()) {
      messages.push(decodedMessage(this.#rest.subarray(0, length)))
      this.#rest = this.#rest.subarray(length)
    }
    return messages
  }

  /** The length of the next message, as soon as it can be known. */
  #nextLength(): number {
    if (this.#rest.length < fixedHeader) return Infinity
    const isLittleEndian = endianness(this.#rest)
    const word = (at: number): number =>
      isLittleEndian ? this.#rest.readUInt32LE(at) : this.#rest.readUInt32BE(at)
    const length = Math.ceil((fixedHeader + word(12)) / 8) * 8 + word(4)
    if (length > longestMessage) throw new RangeError('A message on the bus is too long.')
    return length
  }
}

function endianness(bytes: Buffer): boolean {
  const mark = bytes.toString('latin1', 0, 1)
  if (mark !== 'l' && mark !== 'B') throw new RangeError('What came over the bus is no message.')
  return mark === 'l'
}

function decodedMessage(bytes: Buffer): BusMessage {
  const reader = new BusReader(bytes, endianness(bytes), 1)
  const kind = kinds[Number(reader.read('y')) - 1]
  if (kind === undefined) throw new RangeError('A message on the bus is of no known kind.')
  const header = new BusReader(bytes, endianness(bytes), 8)
  const serial = Number(header.read('u'))
  const values = new Map((header.read('a(yv)') as readonly (readonly [number, BusVariant])[]).map(fieldValue))
  header.align(8)
  const named = Object.fromEntries(
    Object.entries(fields).flatMap(([name, [code]]) =>
      values.has(code) ? [[name, values.get(code)] as const] : [],
    ),
  ) as Partial<Omit<BusMessage, 'kind' | 'serial' | 'body'>>
  const body = typesOf(named.signature ?? '').map((type) => header.read(type))
  return { kind, serial, ...named, body }
}

function fieldValue([code, { value }]: readonly [number, BusVariant]): readonly [number, BusValue] {
  return [code, value]
}
