import { act, cleanup, render } from '@testing-library/react'
import { Suspense, type ComponentType, type ReactElement } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { lazyScreen } from '../../../../src-renderer/views/lazy-screen'

afterEach(cleanup)

function Downloads(): ReactElement {
  return <h1>Downloads</h1>
}

describe('a screen whose code comes later', () => {
  it('is drawn as soon as its code is there', async () => {
    let arrive: (screen: ComponentType) => void = () => undefined
    const { Screen } = lazyScreen(
      () =>
        new Promise((resolve) => {
          arrive = resolve
        }),
    )
    const shown: string[] = []
    const { container } = await act(() =>
      render(
        <Suspense fallback="-">
          <Screen />
        </Suspense>,
      ),
    )
    shown.push(container.textContent)
    await act(async () => {
      arrive(Downloads)
      await Promise.resolve()
    })
    shown.push(container.textContent)
    expect(shown).toEqual(['-', 'Downloads'])
  })

  it('is drawn at once when its code was fetched before', async () => {
    const { Screen, load } = lazyScreen(() => Promise.resolve(Downloads))
    await load()
    const { container } = render(
      <Suspense fallback="-">
        <Screen />
      </Suspense>,
    )
    expect(container.textContent).toBe('Downloads')
  })

  it('fetches its code once, and again only after a failure', async () => {
    const answers = [Promise.reject(new Error('gone')), Promise.resolve(Downloads)]
    let asked = 0
    const { load } = lazyScreen(() => {
      asked += 1
      return answers[asked - 1] ?? Promise.reject(new Error('asked too often'))
    })
    const outcomes = []
    outcomes.push(await Promise.allSettled([load(), load()]))
    outcomes.push(await Promise.allSettled([load(), load()]))
    expect([asked, outcomes.map((both) => both.map(({ status }) => status))]).toEqual([
      2,
      [
        ['rejected', 'rejected'],
        ['fulfilled', 'fulfilled'],
      ],
    ])
  })
})
