/** A value as D-Bus knows it; a variant says what it holds. */
export type BusValue = string | number | boolean | readonly BusValue[] | BusVariant

/** A value together with its type. */
export interface BusVariant {
  readonly signature: string
  readonly value: BusValue
}

/** Deeper than any message that is asked for here; the specification allows twice as much. */
const deepestNesting = 32

/** The complete types of a signature, one after the other: `sa{sv}u` has three. @throws RangeError when it is none. */
export function typesOf(signature: string): readonly string[] {
  const types: string[] = []
  for (let at = 0; at < signature.length;) {
    const end = endOfType(signature, at, 0)
    types.push(signature.slice(at, end))
    at = end
  }
  return types
}

function endOfType(signature: string, start: number, depth: number): number {
  const code = signature.charAt(start)
  if (depth > deepestNesting) throw new RangeError('A D-Bus signature is nested too deeply.')
  if (code === 'a') return endOfType(signature, start + 1, depth + 1)
  const closing = code === '(' ? ')' : code === '{' ? '}' : undefined
  if (closing === undefined) {
    if (!'ybnqiuxtdsogvh'.includes(code) || code === '')
      throw new RangeError(`A D-Bus signature is wrong: ${signature}`)
    return start + 1
  }
  let at = start + 1
  while (signature.charAt(at) !== closing) at = endOfType(signature, at, depth + 1)
  return at + 1
}

/** The boundary at which a value of this type begins. */
export function alignmentOf(type: string): number {
  switch (type.charAt(0)) {
    case 'n':
    case 'q':
      return 2
    case 'b':
    case 'i':
    case 'u':
    case 's':
    case 'o':
    case 'a':
    case 'h':
      return 4
    case 'x':
    case 't':
    case 'd':
    case '(':
    case '{':
      return 8
    default:
      return 1
  }
}

/** Writes values of the types that are sent from here: numbers of 32 bits, texts, paths, signatures, flags, variants, arrays. */
export class BusWriter {
  #bytes: Buffer = Buffer.alloc(256)
  #length = 0

  /** What has been written. */
  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length)
  }

  align(boundary: number): void {
    this.#grow(boundary)
    while (this.#length % boundary !== 0) this.#length += 1
  }

  write(type: string, value: BusValue): void {
    this.align(alignmentOf(type))
    switch (type.charAt(0)) {
      case 'y':
        this.#grow(1)
        this.#bytes.writeUInt8(Number(value), this.#length++)
        return
      case 'b':
      case 'u':
        this.#word(Number(value))
        return
      case 'i':
        this.#word(Number(value) >>> 0)
        return
      case 's':
      case 'o':
        this.#text(value as string, 4)
        return
      case 'g':
        this.#text(value as string, 1)
        return
      case 'v': {
        const { signature, value: inner } = value as BusVariant
        this.#text(signature, 1)
        this.write(signature, inner)
        return
      }
      case '(':
        for (const [index, part] of typesOf(type.slice(1, -1)).entries())
          this.write(part, (value as readonly BusValue[])[index] ?? 0)
        return
      case 'a':
        this.#array(type.slice(1), value as readonly BusValue[])
        return
      default:
        throw new RangeError(`A D-Bus value of type ${type} is never sent from here.`)
    }
  }

  #array(element: string, values: readonly BusValue[]): void {
    const at = this.#length
    this.#word(0)
    this.align(alignmentOf(element))
    const start = this.#length
    for (const value of values) this.write(element, value)
    this.#bytes.writeUInt32LE(this.#length - start, at)
  }

  #text(text: string, lengthBytes: 1 | 4): void {
    const bytes = Buffer.from(text, 'utf8')
    if (lengthBytes === 4) this.#word(bytes.length)
    else this.write('y', bytes.length)
    this.#grow(bytes.length + 1)
    bytes.copy(this.#bytes, this.#length)
    // A zero ends each; the buffer is full of them.
    this.#length += bytes.length + 1
  }

  #word(value: number): void {
    this.#grow(4)
    this.#bytes.writeUInt32LE(value, this.#length)
    this.#length += 4
  }

  #grow(more: number): void {
    if (this.#length + more + 8 <= this.#bytes.length) return
    const larger = Buffer.alloc((this.#length + more + 8) * 2)
    this.#bytes.copy(larger)
    this.#bytes = larger
  }
}

/** Reads values of every type but those of 64 bits, which nobody here asks for. @throws RangeError where there are none. */
export class BusReader {
  readonly #bytes: Buffer
  readonly #isLittleEndian: boolean
  #at: number

  constructor(bytes: Buffer, isLittleEndian: boolean, at = 0) {
    this.#bytes = bytes
    this.#isLittleEndian = isLittleEndian
    this.#at = at
  }

  /** Where it is. */
  get position(): number {
    return this.#at
  }

  align(boundary: number): void {
    this.#at = Math.ceil(this.#at / boundary) * boundary
  }

  read(type: string, depth = 0): BusValue {
    if (depth > deepestNesting) throw new RangeError('A D-Bus value is nested too deeply.')
    this.align(alignmentOf(type))
    switch (type.charAt(0)) {
      case 'y':
        return this.#bytes.readUInt8(this.#at++)
      case 'b':
        return this.#word() !== 0
      case 'u':
      case 'h':
        return this.#word()
      case 'i':
        return this.#word() | 0
      case 's':
      case 'o':
        return this.#text(this.#word())
      case 'g':
        return this.#text(this.#bytes.readUInt8(this.#at++))
      case 'v': {
        const signature = this.#text(this.#bytes.readUInt8(this.#at++))
        return { signature, value: this.read(onlyType(signature), depth + 1) }
      }
      case '(':
      case '{':
        return typesOf(type.slice(1, -1)).map((part) => this.read(part, depth + 1))
      case 'a':
        return this.#array(type.slice(1), depth)
      default:
        throw new RangeError(`A D-Bus value of type ${type} is never read here.`)
    }
  }

  #array(element: string, depth: number): readonly BusValue[] {
    const length = this.#word()
    this.align(alignmentOf(element))
    const end = this.#at + length
    if (end > this.#bytes.length) throw new RangeError('A D-Bus array is longer than its message.')
    const values: BusValue[] = []
    while (this.#at < end) values.push(this.read(element, depth + 1))
    return values
  }

  #text(length: number): string {
    if (this.#at + length >= this.#bytes.length)
      throw new RangeError('A D-Bus text is longer than its message.')
    const text = this.#bytes.toString('utf8', this.#at, this.#at + length)
    this.#at += length + 1
    return text
  }

  #word(): number {
    const value = this.#isLittleEndian
      ? this.#bytes.readUInt32LE(this.#at)
      : this.#bytes.readUInt32BE(this.#at)
    this.#at += 4
    return value
  }
}

function onlyType(signature: string): string {
  const [type, ...more] = typesOf(signature)
  if (type === undefined || more.length > 0) throw new RangeError('A D-Bus variant must hold one value.')
  return type
}
