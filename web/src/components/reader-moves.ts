/** Tells a scroll that the reader made (wheel, finger, key, scroll bar) from one that a changed layout made: both come as the same event. */
export class ReaderMoves {
  private at = -Infinity;
  private isHeld = false;

  watch(frame: HTMLElement) {
    const moved = () => { this.at = performance.now(); };
    for (const name of ["wheel", "touchmove", "keydown"]) frame.addEventListener(name, moved, { passive: true });
    frame.addEventListener("pointerdown", () => { this.isHeld = true; }, { passive: true });
    for (const name of ["pointerup", "pointercancel"]) window.addEventListener(name, () => { this.isHeld = false; }, { passive: true });
  }

  /** Held, or moved within the last second: a scroll goes on for some frames after its wheel or finger. */
  isRecent() {
    return this.isHeld || performance.now() - this.at < 1_000;
  }
}
