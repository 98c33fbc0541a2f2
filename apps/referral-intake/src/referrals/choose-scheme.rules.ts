import type { OpenScheme } from '../senders/sender.view';
import { SchemeNotOpenError } from './referral.errors';

/**
 * The scheme a referral is for: the HealthcareService it is addressed to, if that is open to its sender; without one,
 * the only scheme open to the sender.
 */
export function chooseScheme(addressed: readonly string[], open: readonly OpenScheme[], entry: number): OpenScheme {
  const pointer = `Bundle.entry[${String(entry)}].resource.performer`;
  const refuse = (detail: string): never => {
    throw new SchemeNotOpenError({ pointer, code: 'business-rule', detail });
  };
  if (addressed.length > 1) return refuse('A referral is addressed to one HealthcareService.');
  const [wanted] = addressed;
  if (wanted !== undefined)
    return (
      open.find(({ id }) => id === wanted) ??
      refuse('This HealthcareService is not open to you; GET HealthcareService lists those that are.')
    );
  if (open.length > 1) return refuse('Several schemes are open to you: name one as performer; GET HealthcareService lists them.');
  return open[0] ?? refuse('No scheme is open to you.');
}
