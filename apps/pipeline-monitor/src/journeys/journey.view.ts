export interface StepView {
  readonly eventId: string;
  /** CloudEvents type of the event. */
  readonly type: string;
  /** The service that told of it. */
  readonly source: string;
  /** When that service wrote it down. */
  readonly at: string;
  /** When the monitor heard of it. */
  readonly recordedAt: string;
  readonly correlationId: string;
  readonly codes: Readonly<Record<string, string>>;
}

/** A message of the referral that cannot be handled just now; later ones from the same topic wait behind it. */
export interface StandstillView {
  /** The service that cannot handle it. */
  readonly consumer: string;
  readonly topic: string;
  readonly eventId: string;
  readonly type: string;
  /** `waiting` is tried again by itself, `dead` needs an operator. */
  readonly state: 'waiting' | 'dead';
  readonly errorCode: string;
  readonly attempts: number;
  readonly since: string;
}

export interface JourneyView {
  readonly referralId: string;
  /** As it is spoken and printed; null until the referral itself has been heard of. */
  readonly reference: string | null;
  /** Of the first step; what people do later has correlation ids of its own. */
  readonly correlationId: string;
  readonly firstStepAt: string;
  readonly lastStepAt: string;
  /** By their time. */
  readonly steps: readonly StepView[];
  /** Empty when everything told of the referral has been handled everywhere. */
  readonly standstills: readonly StandstillView[];
}
