import type { ConsentPurpose } from '#libs/contracts';
import type { ConsentState } from '../consents/consent.rules';
import type { PreferredChannel } from '../person-messages/person-message.rules';
import type { DocumentSection } from '../plans/plan-document.view';

/** All that the person's own page says, in one language. */
export interface MyPage {
  readonly personName: string | null;
  readonly status: string;
  /** Who acts next and by when. */
  readonly next: string;
  readonly workerName: string | null;
  readonly reference: string;
  readonly services: readonly { readonly name: string; readonly provider: string; readonly state: string }[];
  /** Null while none is agreed. Its own words are in the language of the plan. */
  readonly plan: { readonly lang: string; readonly sections: readonly DocumentSection[] } | null;
  readonly consents: readonly { readonly purpose: ConsentPurpose; readonly state: ConsentState }[];
  /** False for a person under 16, who says yes with somebody (ID-02). */
  readonly agreesAlone: boolean;
  readonly channel: PreferredChannel | null;
}
