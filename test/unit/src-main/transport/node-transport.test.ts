import { systemClock } from '../../../../src-main/platform/clock'
import { NodeTransport } from '../../../../src-main/transport/node-transport'
import { describeTransport } from '../../../contracts/transport.contract'

describeTransport('NodeTransport', () => ({ transport: new NodeTransport({ clock: systemClock }) }))
