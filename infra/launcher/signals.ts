/** Calls back once when this process is asked to end (Ctrl-C, a supervisor, a closed terminal), instead of ending at once. */
export function untilAskedToStop(stop: () => void): void {
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (asked) return;
      asked = true;
      stop();
    });
  }
}
