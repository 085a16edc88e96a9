import { describe, expect, it } from 'vitest'
import { assetPackErrorCodes } from '../../../../src-shared/domain/errors'
import { errorLabels, missingBytes } from '../../../../src-renderer/format/labels'
import { en } from '../../../../src-shared/messages/en'
import { anError } from '../../../support/library-builders'

describe('errorLabels', () => {
  it('has a sentence of its own for every code', () => {
    const sentences = assetPackErrorCodes.map((code) => en[errorLabels[code].title])
    expect(new Set(sentences).size).toBe(assetPackErrorCodes.length)
  })

  it('keeps to the tone: no jargon, no excuses, no exclamation, and a title without full stop', () => {
    const wrong = assetPackErrorCodes.flatMap((code) => {
      const { title, text } = errorLabels[code]
      const words = `${en[title]} ${en[text]}`
      const isWrong =
        /please|sorry|oops|!|asset pack|bundle|\bhash|sha-?256|errno|enospc|\bcdn\b/i.test(words) ||
        en[title].endsWith('.')
      return isWrong ? [code] : []
    })
    expect(wrong).toEqual([])
  })
})

describe('missingBytes', () => {
  it('is what does not fit, when the error says so', () => {
    const error = anError('outOfSpace')
    const facts = { ...error, details: { needBytes: 900, freeBytes: 200, bytesToFetch: 10 } }
    expect([missingBytes(facts), missingBytes(error), missingBytes(anError('diskGone'))]).toEqual([
      700,
      undefined,
      undefined,
    ])
  })
})
