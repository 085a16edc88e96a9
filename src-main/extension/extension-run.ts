import type { AssetPack } from '../../src-shared/domain/asset-pack'
import { scheduleAwake } from '../platform/awake-timer'
import type { Clock } from '../platform/clock'
import type { ExtensionProcess } from './extension-host'
import { extensionReplySchema, type ExtensionReply, type ExtensionRequest } from './extension-messages'
import type { ExtensionFailureKind } from './managed-downloader-extension'

/** How long an extension may take. */
export interface ExtensionLimits {
  /** Milliseconds for loading its module. */
  readonly loadMs: number
  /** Milliseconds for one answer. */
  readonly questionMs: number
}

/** An answer, or what came instead of one. */
export type ExtensionAnswer = Extract<ExtensionReply, { readonly kind: 'answered' | 'failed' }>

/** How a run came to an end that nobody wanted. */
export interface ExtensionLoss {
  readonly kind: Extract<ExtensionFailureKind, 'notLoaded' | 'timedOut' | 'died'>
  readonly reason: string
  /** The packs whose question ended it. */
  readonly guilty: readonly AssetPack[]
  /** The packs one of whose questions did. */
  readonly suspects: readonly AssetPack[]
}

/** How {@link ExtensionRun.ask} asks. */
export interface AskOptions {
  readonly signal: AbortSignal
  /** Hears each answer as it comes. */
  readonly onAnswer: (assetPack: AssetPack, answer: ExtensionAnswer) => void
}

interface OpenQuestion {
  readonly assetPack: AssetPack
  /** When the extension's code was called; on the clock that never goes backwards. */
  begunAt?: number
  cancelTimer: () => void
}

interface Batch extends AskOptions {
  readonly waiting: AssetPack[]
  readonly settle: (outcome: ExtensionLoss | undefined) => void
}

/** So many questions are open at the same time: those that wait for a network do not wait for each other. */
const questionsAtOnce = 8
/** A program that is not blocked says so within this. */
const signOfLifeMs = 1_000

/**
 * The conversation with one run of an extension, until it ends or takes too long: then it is lost, and killed.
 *
 * A question has its time from the moment at which the extension's code is called for it. One that stays without an answer
 * while the program is alive is guilty. A program that says nothing any more is blocked by one of the questions
 * that were begun; which one is known only if there is one.
 */
export class ExtensionRun {
  readonly #process: ExtensionProcess
  readonly #limits: ExtensionLimits
  readonly #clock: Clock
  readonly #onLost: (loss: ExtensionLoss) => void
  readonly #open = new Map<number, OpenQuestion>()
  #state: 'loading' | 'loaded' | 'over' = 'loading'
  #batch: Batch | undefined
  #nextID = 0
  /** Ends the run when nothing is heard of it any more. */
  #cancelSilence: () => void

  /** Begins to load the module. `onLost` is called once, before a running `ask` hears of it, unless the run is stopped. */
  constructor(options: {
    readonly process: ExtensionProcess
    readonly module: URL
    readonly limits: ExtensionLimits
    readonly clock: Clock
    readonly onLost: (loss: ExtensionLoss) => void
  }) {
    this.#process = options.process
    this.#limits = options.limits
    this.#clock = options.clock
    this.#onLost = options.onLost
    this.#process.onMessage((message) => {
      const reply = extensionReplySchema.safeParse(message)
      if (reply.success && this.#state !== 'over') this.#hear(reply.data)
    })
    this.#process.onExit((reason) => {
      if (this.#state === 'loading') this.#lose('notLoaded', reason)
      else this.#lose('died', reason)
    })
    this.#cancelSilence = scheduleAwake(this.#clock, this.#limits.loadMs, () => {
      this.#lose('notLoaded', `Loading took longer than ${String(this.#limits.loadMs)} ms.`)
    })
    this.#post({ kind: 'load', module: options.module.href })
  }

  /**
   * Asks about packs, one batch at a time; resolves when all are answered, or the run is lost.
   *
   * @throws the signal's reason; a run whose code was still at it is then stopped.
   */
  ask(assetPacks: readonly AssetPack[], options: AskOptions): Promise<ExtensionLoss | undefined> {
    const { signal } = options
    return new Promise((resolve, reject) => {
      signal.throwIfAborted()
      const leave = (): void => {
        this.#batch = undefined
        reject(signal.reason as Error)
        void this.stop()
      }
      signal.addEventListener('abort', leave, { once: true })
      this.#batch = {
        ...options,
        waiting: [...assetPacks],
        settle: (outcome) => {
          this.#batch = undefined
          signal.removeEventListener('abort', leave)
          resolve(outcome)
        },
      }
      this.#send()
    })
  }

  /** Ends the run now; nobody is guilty of that. Resolves when it has ended, also when it had before. */
  stop(): Promise<void> {
    this.#end()
    return this.#process.kill()
  }

  /** Lets a run that nobody waits for end by itself, with all that it has printed; resolves when it has ended. */
  async finish(): Promise<void> {
    if (!this.isOver && this.#state === 'loaded') {
      this.#end()
      const patience = new AbortController()
      const exited = new Promise<void>((resolve) => {
        this.#process.onExit(() => {
          resolve()
        })
      })
      this.#post({ kind: 'end' })
      await Promise.race([exited, this.#clock.delay(signOfLifeMs, patience.signal).catch(() => undefined)])
      patience.abort()
    }
    await this.stop()
  }

  get isOver(): boolean {
    return this.#state === 'over'
  }

  #post(request: ExtensionRequest): void {
    this.#process.post(request)
  }

  #hear(reply: ExtensionReply): void {
    if (reply.kind === 'notLoaded') {
      this.#lose('notLoaded', reply.reason)
      return
    }
    if (reply.kind === 'loaded') this.#state = 'loaded'
    else if (reply.kind === 'alive') this.#blameOverdue()
    else if (reply.kind === 'begun') this.#begin(reply.id)
    // Nothing was handed over here: the app's code shares the line.
    else if (reply.kind !== 'handled') this.#answer(reply)
    if (!this.isOver) this.#send()
  }

  #begin(id: number): void {
    const question = this.#open.get(id)
    if (question === undefined || question.begunAt !== undefined) return
    question.begunAt = this.#clock.monotonic()
    question.cancelTimer = scheduleAwake(this.#clock, this.#limits.questionMs, () => {
      // A sign of life tells a question that hangs from one that has to wait for another.
      this.#post({ kind: 'ping' })
      this.#expectReply(signOfLifeMs)
    })
  }

  #answer(answer: ExtensionAnswer): void {
    const question = this.#open.get(answer.id)
    if (question === undefined) return
    question.cancelTimer()
    this.#open.delete(answer.id)
    this.#batch?.onAnswer(question.assetPack, answer)
  }

  #blameOverdue(): void {
    const latest = this.#clock.monotonic() - this.#limits.questionMs
    const overdue = this.#begun().filter(({ begunAt }) => begunAt <= latest)
    if (overdue.length > 0)
      this.#lose(
        'timedOut',
        this.#tooLong,
        overdue.map(({ assetPack }) => assetPack),
      )
  }

  /** Asks what waits, as far as there is room, and waits for what comes. */
  #send(): void {
    if (this.#state !== 'loaded') return
    this.#cancelSilence()
    const batch = this.#batch
    if (batch === undefined) return
    while (this.#open.size < questionsAtOnce) {
      const assetPack = batch.waiting.shift()
      if (assetPack === undefined) break
      const id = this.#nextID
      this.#nextID += 1
      this.#open.set(id, { assetPack, cancelTimer: () => undefined })
      this.#post({ kind: 'ask', id, assetPack: assetPack.toJSON() })
    }
    if (this.#open.size === 0) batch.settle(undefined)
    else this.#expectReply(this.#limits.questionMs)
  }

  #expectReply(withinMs: number): void {
    this.#cancelSilence()
    this.#cancelSilence = scheduleAwake(this.#clock, withinMs, () => {
      this.#lose('timedOut', this.#tooLong)
    })
  }

  get #tooLong(): string {
    return `There was no answer within ${String(this.#limits.questionMs)} ms.`
  }

  #begun(): readonly (OpenQuestion & { readonly begunAt: number })[] {
    return [...this.#open.values()].flatMap((question) =>
      question.begunAt === undefined ? [] : { ...question, begunAt: question.begunAt },
    )
  }

  #lose(kind: ExtensionLoss['kind'], reason: string, known?: readonly AssetPack[]): void {
    if (this.isOver) return
    const begun = this.#begun().map(({ assetPack }) => assetPack)
    const guilty = known ?? (begun.length === 1 ? begun : [])
    const loss = { kind, reason, guilty, suspects: guilty.length === 0 ? begun : [] }
    const batch = this.#batch
    this.#end()
    this.#onLost(loss)
    void this.#process.kill()
    batch?.settle(loss)
  }

  #end(): void {
    this.#state = 'over'
    this.#cancelSilence()
    for (const { cancelTimer } of this.#open.values()) cancelTimer()
    this.#open.clear()
  }
}
