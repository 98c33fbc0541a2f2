import { say } from '../launcher/say';
import { JOURNEY, newJourney } from './journey';
import type { World } from './world';

/** One line a step with its time; stops at the first that was not seen. */
export async function playJourney(world: World): Promise<boolean> {
  const journey = newJourney();
  const started = performance.now();
  for (const step of JOURNEY) {
    try {
      const seen = await step.run(world, journey);
      say(`${((performance.now() - started) / 1000).toFixed(2).padStart(6)} s  ✓ ${step.title}\n            ${seen}`);
    } catch (error) {
      say(`          ✗ ${step.title}\n            ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
  }
  say(`Every one of ${String(JOURNEY.length)} steps was seen.`);
  return true;
}
