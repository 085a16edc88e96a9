import { describe, expect, it } from 'vitest'
import { keepToolkitFromGraphics } from '../../../../src-main/electron/toolkit-graphics'

describe('keeping GTK from the OpenGL driver', () => {
  it('asks for it until the app is ready, and passes nothing on to programs started later', async () => {
    const environment: NodeJS.ProcessEnv = {}
    let becomeReady: () => void = () => undefined
    const ready = new Promise<void>((resolve) => {
      becomeReady = resolve
    })

    keepToolkitFromGraphics(environment, ready)
    const before = { ...environment }
    becomeReady()
    await ready

    expect([before, environment]).toEqual([{ GDK_GL: 'disable' }, {}])
  })

  it('leaves a wish of the user as it is', async () => {
    const environment: NodeJS.ProcessEnv = { GDK_GL: 'always' }
    const ready = Promise.resolve()

    keepToolkitFromGraphics(environment, ready)
    await ready

    expect(environment).toEqual({ GDK_GL: 'always' })
  })
})
