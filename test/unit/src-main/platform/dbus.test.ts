import { describe, expect, test } from 'vitest'
import { sessionBusPaths } from '../../../../src-main/platform/dbus-address'
import { BusMessageReader, encodedMessage, type BusMessage } from '../../../../src-main/platform/dbus-message'

describe('the session bus', () => {
  test.each([
    [
      'where the environment says',
      { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus' },
      ['/run/user/1000/bus'],
    ],
    [
      'with the codes of its address read',
      { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/tmp/a%20bus%3d1,guid=00ff' },
      ['/tmp/a bus=1'],
    ],
    [
      'at each of several addresses',
      { DBUS_SESSION_BUS_ADDRESS: 'tcp:host=localhost,port=1;unix:path=/a;unix:path=/b' },
      ['/a', '/b'],
    ],
    ['in the folder of the session', { XDG_RUNTIME_DIR: '/run/user/7' }, ['/run/user/7/bus']],
    [
      'in the same folder by name',
      { DBUS_SESSION_BUS_ADDRESS: 'unix:runtime=yes', XDG_RUNTIME_DIR: '/run/user/7' },
      ['/run/user/7/bus'],
    ],
    ['nowhere', {}, []],
    [
      'nowhere that can be reached',
      { DBUS_SESSION_BUS_ADDRESS: 'unix:abstract=/tmp/x;autolaunch:', XDG_RUNTIME_DIR: '/run/user/7' },
      [],
    ],
  ])('is found %s', (_where, environment, expected) => {
    expect(sessionBusPaths(environment)).toEqual(expected)
  })
})

const call: BusMessage = {
  kind: 'call',
  serial: 7,
  path: '/StatusNotifierWatcher',
  interface: 'org.freedesktop.DBus.Properties',
  member: 'Get',
  destination: 'org.kde.StatusNotifierWatcher',
  signature: 'ss',
  body: ['org.kde.StatusNotifierWatcher', 'Größe'],
}
const reply: BusMessage = {
  kind: 'reply',
  serial: 8,
  replySerial: 7,
  sender: ':1.4',
  signature: 'vaus(yi)',
  body: [{ signature: 'b', value: true }, [1, 4_000_000_000], '', [255, -2]],
}

describe('a message of D-Bus', () => {
  test('is read as it was written, in whatever pieces it comes', () => {
    const bytes = Buffer.concat([encodedMessage(call), encodedMessage(reply)])
    const whole = new BusMessageReader().push(bytes)
    const reader = new BusMessageReader()
    const pieces = Array.from(bytes, (byte) => reader.push(Buffer.of(byte))).flat()
    expect([whole, pieces]).toEqual([
      [call, reply],
      [call, reply],
    ])
  })

  // The bytes that dbus-daemon 1.14 sends as the answer to NameHasOwner, but for the names.
  test('is read as a bus sends it', () => {
    const hex =
      '6c02010104000000030000003d000000' +
      '0601730006000000' +
      '3a312e3131320000' +
      '0501750002000000' +
      '0801670001620000' +
      '0701730014000000' +
      '6f72672e667265656465736b746f702e444275730000' +
      '0000' +
      '01000000'
    expect(new BusMessageReader().push(Buffer.from(hex, 'hex'))).toEqual([
      {
        kind: 'reply',
        serial: 3,
        destination: ':1.112',
        replySerial: 2,
        signature: 'b',
        sender: 'org.freedesktop.DBus',
        body: [true],
      },
    ])
  })

  const encoded = encodedMessage(reply)
  const changed = (at: number, byte: number): Buffer => {
    const bytes = Buffer.from(encoded)
    bytes[at] = byte
    return bytes
  }
  test.each([
    ['something else', Buffer.from('HTTP/1.1 400 Bad Request\r\n')],
    ['a message that says it is longer than any', changed(7, 0x7f)],
    ['a message of an unknown kind', changed(1, 9)],
    ['a list of fields longer than the message', changed(12, 0xff)],
  ])('is refused when it is %s', (_what, bytes) => {
    const reader = new BusMessageReader()
    expect(() => reader.push(Buffer.concat([bytes, Buffer.alloc(512)]))).toThrow(RangeError)
  })
})
