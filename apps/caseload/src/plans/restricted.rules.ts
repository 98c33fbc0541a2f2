import type { PlanContent } from './plan-content.rules';

/** What is restricted is for the case's own worker and for supervisors: not for systems, nor for other workers of the scheme. */
export function seesRestricted(
  caller: { readonly kind: 'person' | 'system'; readonly roles: readonly string[] },
  workerOfCaller: string | null,
  workerOfCase: string | null,
): boolean {
  if (caller.kind === 'system') return false;
  return caller.roles.includes('supervisor') || (workerOfCase !== null && workerOfCaller === workerOfCase);
}

/** The content with the restricted items of before that it lacks: who could not see them cannot have meant to strike them out. */
export function keepingRestricted(content: PlanContent, before: PlanContent): PlanContent {
  const keep = <T extends { readonly id: string; readonly restricted: boolean }>(now: readonly T[], then: readonly T[]): T[] => [
    ...now,
    ...then.filter(({ id, restricted }) => restricted && !now.some((item) => item.id === id)),
  ];
  const connections = keep(content.connections, before.connections);
  const hidden = new Set(before.connections.filter(({ restricted }) => restricted).map(({ connectionId }) => connectionId));
  const told = new Set(content.expectations.map(({ connectionId }) => connectionId));
  return {
    ...content,
    connections,
    expectations: [
      ...content.expectations,
      ...before.expectations.filter(({ connectionId }) => hidden.has(connectionId) && !told.has(connectionId)),
    ],
    assets: keep(content.assets, before.assets),
    goals: keep(content.goals, before.goals),
    actions: keep(content.actions, before.actions),
  };
}
