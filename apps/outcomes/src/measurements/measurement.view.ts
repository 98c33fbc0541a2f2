import type { Measurement } from './measurement.entity';
import { bandsOf, type Band, type Ons4, type Ons4Item } from './ons4.rules';

export interface MeasurementView {
  readonly id: string;
  readonly referralId: string;
  readonly instrument: string;
  readonly stage: string;
  readonly source: string;
  readonly takenAt: string;
  readonly recordedAt: string;
  readonly answers: Ons4;
  readonly bands: Readonly<Record<Ons4Item, Band | null>>;
}

export function viewOf(measurement: Measurement): MeasurementView {
  const { id, referralId, instrument, stage, source, takenAt, recordedAt, answers } = measurement;
  return {
    id,
    referralId,
    instrument,
    stage,
    source,
    takenAt: takenAt.toISOString(),
    recordedAt: recordedAt.toISOString(),
    answers,
    bands: bandsOf(answers),
  };
}
