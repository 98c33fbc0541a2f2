import { Problem } from '../hub/problem';

const ATTEMPTS = 20;
const PAUSE_MS = 250;

/** Asks again while one service has not yet heard of what another has just made: they tell each other by events. */
export async function untilKnown<T>(ask: () => Promise<T>, attempts = ATTEMPTS): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const unknown = error instanceof Problem && (error.status === 404 || error.status === 422);
    if (!unknown || attempts <= 1) throw error;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    return untilKnown(ask, attempts - 1);
  }
}
