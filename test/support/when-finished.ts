import { onTestFinished, TestRunner } from 'vitest'

const ofFile: (() => unknown)[] = []

/** Runs `end` when the present test has finished; outside of one, as in `beforeAll`, when its file has. The last come first. */
export function whenFinished(end: () => unknown): void {
  if (TestRunner.getCurrentTest() === undefined) ofFile.push(end)
  else
    onTestFinished(async () => {
      await end()
    })
}

/** The present file has finished. */
export async function finishFile(): Promise<void> {
  for (const end of ofFile.splice(0).reverse()) await end()
}
