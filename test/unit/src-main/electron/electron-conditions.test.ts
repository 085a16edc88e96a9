import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import { ElectronConditions } from '../../../../src-main/electron/electron-conditions'
import { silentLogger } from '../../../../src-main/platform/logger'
import type { ConditionsSnapshot } from '../../../../src-main/platform/system-conditions'
import { ManualClock } from '../../../support/manual-clock'

class Machine {
  online = true
  onBattery = false
  readonly clock = new ManualClock()
  readonly power = Object.assign(new EventEmitter(), { isOnBatteryPower: () => this.onBattery })
  readonly heard: ConditionsSnapshot[] = []
  readonly conditions = new ElectronConditions({
    net: { isOnline: () => this.online },
    powerMonitor: this.power as never,
    clock: this.clock,
    logger: silentLogger,
  })

  constructor() {
    this.conditions.subscribe((snapshot) => {
      this.heard.push(snapshot)
    })
  }
}

describe('ElectronConditions', () => {
  test('hears that the network went and came back', async () => {
    const machine = new Machine()
    machine.online = false
    await machine.clock.advance(10_000)
    machine.online = true
    await machine.clock.advance(10_000)
    expect(machine.heard.map(({ online }) => online)).toEqual([false, true])
  })

  test('B-29 does not believe a flag that flips', async () => {
    const machine = new Machine()
    for (let flip = 0; flip < 20; flip += 1) {
      machine.online = !machine.online
      await machine.clock.advance(2_000)
    }
    expect(machine.heard).toEqual([])
  })

  test('hears the battery at once', () => {
    const machine = new Machine()
    machine.power.emit('on-battery')
    machine.power.emit('on-battery')
    machine.power.emit('on-ac')
    expect(machine.heard.map(({ onBattery }) => onBattery)).toEqual([true, false])
  })

  test('sees within seconds that the power changed, even where no event says so', async () => {
    const machine = new Machine()
    machine.onBattery = true
    await machine.clock.advance(2_000)
    machine.onBattery = false
    await machine.clock.advance(2_000)
    expect(machine.heard.map(({ onBattery }) => onBattery)).toEqual([true, false])
  })

  test('believes after sleep what the machine says then', () => {
    const machine = new Machine()
    machine.online = false
    machine.onBattery = true
    machine.power.emit('resume')
    const { heard } = machine
    expect(heard).toEqual([{ online: false, metered: false, onBattery: true, asleep: false, wakes: 1 }])
  })

  test('says that the machine goes to sleep, and that it has woken up, each time', () => {
    const machine = new Machine()
    for (const event of ['suspend', 'resume', 'suspend', 'suspend', 'resume']) machine.power.emit(event)
    expect(machine.heard.map(({ asleep, wakes }) => [asleep, wakes])).toEqual([
      [true, 0],
      [false, 1],
      [true, 1],
      [false, 2],
    ])
  })

  test('believes no sleep that does not come, or whose end nobody told', async () => {
    const machine = new Machine()
    machine.power.emit('suspend')
    await machine.clock.advance(50_000)
    const stillBelieved = machine.conditions.current().asleep
    await machine.clock.advance(20_000)
    expect([stillBelieved, machine.conditions.current()]).toMatchObject([true, { asleep: false, wakes: 1 }])
  })

  test('leaves no timer and no listener behind', () => {
    const machine = new Machine()
    machine.conditions.close()
    expect([machine.clock.pendingTimers, machine.power.eventNames()]).toEqual([0, []])
  })
})
