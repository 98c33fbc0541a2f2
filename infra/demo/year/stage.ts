import type { NeedCode } from '#libs/contracts';
import type { SchemeClocks } from '../../../apps/caseload/src/clocks/service-levels.rules';
import { SchemeSettings } from '../../../apps/caseload/src/schemes/scheme-settings.dto';

/** A service that people are referred to. */
export interface Offer {
  readonly serviceId: string;
  readonly serviceName: string;
  readonly providerId: string;
  readonly providerName: string;
  readonly needs: readonly NeedCode[];
}

/** Where the year takes place: what is registered already. */
export interface Stage {
  readonly schemeId: string;
  readonly organisationId: string;
  readonly clocks: SchemeClocks;
  readonly senders: readonly { readonly id: string; readonly name: string }[];
  readonly workerIds: readonly string[];
  readonly offers: readonly Offer[];
}

/** Who writes it all down; nobody signs in as them. */
export const RECORDED_BY = 'made-up-year';

export const SETTINGS = new SchemeSettings();
