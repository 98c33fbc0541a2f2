import type { Feature } from '#libs/platform';
import { AskContactRuleService } from './ask-contact-rule.service';

/** A person who must not be contacted, or through somebody only: what would reach them asks first. */
export const contactRules: Feature = { controllers: [], providers: [AskContactRuleService] };
