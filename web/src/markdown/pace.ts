/** How often what grows is drawn: at once while that is cheap. A table of hundreds of rows, which is laid out as a whole every time, waits so that four fifths of the time are left for everything else. */
export class DrawingPace {
  #next = 0;

  /** Milliseconds until it may be drawn again. */
  wait(now: number): number { return Math.max(0, this.#next - now); }

  drew(began: number, ended: number): void { this.#next = ended + (ended - began) * 4; }
}
