import { Component, type ReactNode } from 'react'

/** What a {@link FailureBoundary} does. */
export interface FailureBoundaryProps {
  readonly children: ReactNode
  /** What is drawn in place of what could not be; `retry` draws that anew. */
  readonly fallback: (error: unknown, retry: () => void) => ReactNode
  /** Hears of each failure once, after the fallback is drawn. */
  readonly onFailure: (error: unknown) => void
  /** What is drawn: anything else is tried afresh. */
  readonly subject: unknown
}

interface BoundaryState {
  readonly failure: { readonly error: unknown } | undefined
  readonly subject: unknown
}

/**
 * Keeps what goes wrong while a part of the window is drawn within that part: React takes down everything up to the next
 * boundary, and without one that is the whole window. React knows boundaries only as classes.
 */
export class FailureBoundary extends Component<FailureBoundaryProps, BoundaryState> {
  override readonly state: BoundaryState = { failure: undefined, subject: this.props.subject }

  static getDerivedStateFromError(error: unknown): Pick<BoundaryState, 'failure'> {
    return { failure: { error } }
  }

  static getDerivedStateFromProps(
    { subject }: FailureBoundaryProps,
    state: BoundaryState,
  ): BoundaryState | null {
    return Object.is(subject, state.subject) ? null : { failure: undefined, subject }
  }

  override componentDidCatch(error: unknown): void {
    this.props.onFailure(error)
  }

  readonly #retry = (): void => {
    this.setState({ failure: undefined })
  }

  override render(): ReactNode {
    const { failure } = this.state
    return failure === undefined ? this.props.children : this.props.fallback(failure.error, this.#retry)
  }
}
