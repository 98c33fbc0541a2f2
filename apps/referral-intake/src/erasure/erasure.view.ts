/** What an erasure did. */
export interface ErasureView {
  readonly personId: string;
  /** When the person's key was destroyed: what it had sealed is unreadable since. */
  readonly keyErasedAt: string;
  /** It had been done before; nothing was left to do. */
  readonly alreadyErased: boolean;
}
