import type { RelatedPersonView } from './related-person.dto';
import { REFERRER, type RelatedPerson } from './related-person.entity';

export function relatedPersonViewOf(related: RelatedPerson): RelatedPersonView {
  const { id, name, relationship, relationshipText, authority, contactRule, phone, email, note, fromOn, untilOn, endedAt } = related;
  return {
    ...{ id, name, relationship, relationshipText, authority, contactRule, phone, email, note },
    ...{ from: fromOn, until: untilOn, endedAt: endedAt?.toISOString() ?? null, fromReferral: related.recordedBy === REFERRER },
  };
}
