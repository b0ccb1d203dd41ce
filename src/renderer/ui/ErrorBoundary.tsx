import { Component, type ComponentType, type ReactNode } from 'react'

export interface Failure {
  readonly error: unknown
  /** Draws once more what failed. */
  tryAgain(): void
}

/** Why something could not be drawn. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

interface ErrorBoundaryProps {
  readonly children: ReactNode
  /** What stands in for what could not be drawn. */
  readonly fallback: ComponentType<Failure>
  /** What failed is drawn once more when one of these changes. */
  readonly resetKeys?: readonly unknown[]
}

interface BoundaryState {
  readonly error: unknown
  readonly failed: boolean
}

const sound: BoundaryState = { error: null, failed: false }

/** Keeps what could not be drawn from taking along what is around it. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, BoundaryState> {
  override state = sound

  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { error, failed: true }
  }

  override componentDidUpdate(before: ErrorBoundaryProps, { failed }: BoundaryState): void {
    const keys = this.props.resetKeys ?? []
    const changed = keys.some((key, i) => !Object.is(key, before.resetKeys?.[i]))
    // Where the change itself failed, once is enough.
    if (changed && failed && this.state.failed) this.tryAgain()
  }

  tryAgain = (): void => this.setState(sound)

  override render(): ReactNode {
    const { children, fallback: Fallback } = this.props
    const { error, failed } = this.state
    return failed ? <Fallback error={error} tryAgain={this.tryAgain} /> : children
  }
}
