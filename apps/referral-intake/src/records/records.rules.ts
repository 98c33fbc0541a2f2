/** What can be asked of records. */
export const REQUEST_KINDS = ['erasure', 'retention', 'access', 'correction'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];
