import type { Feature } from '#libs/platform';
import { KeepRelatedPersonsService } from './keep-related-persons.service';
import { RelatedPersonRepository } from './related-person.repository';
import { RelatedPersonsController } from './related-persons.controller';

/** Who belongs to a person, and whether the person is contacted through them (ID-02). */
export const relatedPersons: Feature = {
  controllers: [RelatedPersonsController],
  providers: [KeepRelatedPersonsService, RelatedPersonRepository],
};
