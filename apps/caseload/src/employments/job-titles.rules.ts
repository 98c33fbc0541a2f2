import type { WorkerRole } from '#libs/contracts';

/** What link workers are called in the source documents; each counts as the one role (CL-26). */
export const LINK_WORKER_TITLES = [
  'link worker',
  'social prescribing link worker',
  'health advisor',
  'health trainer',
  'care navigator',
  'community connector',
  'social prescribing co-ordinator',
  'community care co-ordinator',
] as const;

/** The role that a local job title stands for, however it is written; null: it must be said. */
export function roleOfTitle(title: string): WorkerRole | null {
  const known: readonly string[] = LINK_WORKER_TITLES;
  const plain = title.toLowerCase().replaceAll('coordinator', 'co-ordinator').replaceAll('adviser', 'advisor');
  return known.includes(plain.replaceAll(/\s+/g, ' ').trim()) ? 'link-worker' : null;
}
