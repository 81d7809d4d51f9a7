import { Component } from 'react';
import type { ReactNode } from 'react';
import type { Failure } from '../data/failure.ts';
import { failureOf } from '../data/failure.ts';
import { Failed } from './states.tsx';

type State = { failure: Failure | null };

/** Keeps one broken part from taking the page with it, and offers to try again. */
export class Boundary extends Component<{ children: ReactNode }, State> {
  override state: State = { failure: null };

  static getDerivedStateFromError(error: unknown): State {
    return { failure: failureOf(error) };
  }

  override render(): ReactNode {
    if (this.state.failure === null) return this.props.children;
    return (
      <main className="page narrow" id="content">
        <Failed failure={this.state.failure} retry={() => this.setState({ failure: null })} />
      </main>
    );
  }
}
