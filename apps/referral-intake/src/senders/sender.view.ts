import type { ServiceLevels } from '#libs/contracts';

/** A scheme that a sender has an agreement with. */
export interface OpenScheme {
  readonly id: string;
  readonly organisationId: string;
  readonly name: string;
  readonly serviceLevels: ServiceLevels;
}

export interface RegisteredSender {
  readonly id: string;
  readonly name: string;
  readonly odsCode?: string;
  readonly schemes: readonly OpenScheme[];
}

/** A sender as an operator is shown it. */
export interface SenderView {
  readonly id: string;
  readonly name: string;
  readonly odsCode: string | null;
  /** The clients that act for it. */
  readonly clientIds: readonly string[];
  /** The schemes it may refer to. */
  readonly schemeIds: readonly string[];
}
