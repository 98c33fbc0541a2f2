import type { CodeableConcept, Task, TaskOutput } from '@medplum/fhirtypes';
import { CODE_SYSTEMS } from './names';
import { NEEDS_REASON, type ReasonCode, REASONS, type TaskStatus } from './status-map';

/** Why a Task has its status: a code of `H/CodeSystem/reason`, with other words than the code's own where there are any. */
export interface StatusReason {
  readonly code: string;
  readonly text?: string;
}

/** Something that came of the work, shown to the sender in `Task.output`; outputs are appended, never removed. */
export type WorkOutput =
  | { readonly kind: 'activity'; readonly concept: CodeableConcept }
  | { readonly kind: 'procedure'; readonly id: string }
  | { readonly kind: 'content'; readonly type: 'Observation' | 'QuestionnaireResponse' | 'Goal' | 'CarePlan'; readonly id: string }
  | { readonly kind: 'closing-document'; readonly id: string };

export const FULFILL: CodeableConcept = { coding: [{ system: CODE_SYSTEMS.taskCode, code: 'fulfill' }] };

const isReason = (code: string): code is ReasonCode => Object.hasOwn(REASONS, code);

/** `statusReason` of a Task: what was told, else the status's own reason; absent only where the status needs none and nobody told one. */
export function statusReason(status: TaskStatus, told: StatusReason | undefined, own: ReasonCode | undefined): Pick<Task, 'statusReason'> {
  const code = told?.code ?? own ?? 'other';
  if (!told && !NEEDS_REASON.has(status)) return {};
  const text = told?.text ?? (isReason(code) ? REASONS[code] : REASONS.other);
  return { statusReason: { coding: [{ system: CODE_SYSTEMS.reason, code }], text } };
}

export function taskOutput(output: WorkOutput): TaskOutput {
  const sdohcc = (code: string): CodeableConcept => ({ coding: [{ system: CODE_SYSTEMS.sdohcc, code }] });
  switch (output.kind) {
    case 'activity':
      return { type: sdohcc('resulting-activity'), valueCodeableConcept: output.concept };
    case 'procedure':
      return { type: sdohcc('resulting-activity'), valueReference: { reference: `Procedure/${output.id}` } };
    case 'content':
      return { type: sdohcc('additional-content'), valueReference: { reference: `${output.type}/${output.id}` } };
    case 'closing-document':
      return {
        type: { coding: [{ system: CODE_SYSTEMS.taskOutput, code: 'closing-document' }] },
        valueReference: { reference: `DocumentReference/${output.id}` },
      };
  }
}

export const outputs = (all: readonly WorkOutput[]): Pick<Task, 'output'> => (all.length > 0 ? { output: all.map(taskOutput) } : {});

/** `meta` of a version of a resource kept by the hub. */
export const versionMeta = (version: number, lastUpdated: string): { versionId: string; lastUpdated: string } => ({
  versionId: String(version),
  lastUpdated,
});
