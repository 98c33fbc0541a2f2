import type { Channel } from './person-message.rules';

/** A message with its words, ready to go. */
export interface WrittenMessage {
  /** The same at every attempt, so that a carrier can tell a repeat. */
  readonly id: string;
  readonly channel: Channel;
  readonly to: string;
  /** Of an e-mail. */
  readonly subject: string;
  readonly text: string;
  /** True when it has been attempted before: it may have gone out although nobody heard so. */
  readonly isRepeat: boolean;
}

/** What became of an attempt; `why` is a code without anything of the person. */
export type Carried =
  | { readonly outcome: 'sent' }
  /** It will never go: the address is refused, or the message. */
  | { readonly outcome: 'refused'; readonly why: string }
  /** It may go later. */
  | { readonly outcome: 'later'; readonly why: string; readonly afterMs?: number };

/** Takes messages to people. */
export interface MessageCarrier {
  /** Never rejects: whatever went wrong is the outcome. */
  carry(message: WrittenMessage): Promise<Carried>;
}
