import type { Feature } from '#libs/platform';
import { AbsenceRepository } from './absence.repository';
import { AbsencesController } from './absences.controller';
import { RecordAbsenceService } from './record-absence.service';

/** What is due goes to a named cover while a worker is away; the cases stay theirs. */
export const absences: Feature = { controllers: [AbsencesController], providers: [AbsenceRepository, RecordAbsenceService] };
