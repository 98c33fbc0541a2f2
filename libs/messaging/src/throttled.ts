/**
 * Runs `act` now, and while it is called again within `ms` or `act` still runs, once more afterwards: many calls become
 * few, and the last one always counts. A failure is swallowed: what is told here is only a hint, polling covers its loss.
 */
export function throttled(ms: number, act: () => Promise<unknown>): () => void {
  let busy = false;
  let again = false;
  const turn = (): void => {
    busy = true;
    again = false;
    const started = performance.now();
    void act()
      .catch(() => undefined)
      .then(() => {
        setTimeout(
          () => {
            busy = false;
            if (again) turn();
          },
          Math.max(0, ms - (performance.now() - started)),
        );
      });
  };
  return () => {
    if (busy) again = true;
    else turn();
  };
}
