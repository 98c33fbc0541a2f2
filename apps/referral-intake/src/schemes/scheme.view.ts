import type { Eligibility, ServiceLevels } from '#libs/contracts';

/** A scheme as it is answered. */
export interface SchemeView {
  readonly id: string;
  readonly organisationId: string;
  readonly name: string;
  readonly nation: string;
  readonly serviceLevels: ServiceLevels;
  readonly eligibility: Eligibility;
  readonly areas: string[];
}
