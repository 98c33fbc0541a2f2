import { MeasurementRecorded } from '#libs/contracts';
import type { MessageContext } from '#libs/messaging';
import { Consumer, On } from '../consumers';
import { ShowMeasurementService } from './show-measurement.service';

@Consumer()
export class MeasurementRecordedConsumer {
  constructor(private readonly show: ShowMeasurementService) {}

  @On(MeasurementRecorded)
  handle(measured: MeasurementRecorded, message: MessageContext): Promise<void> {
    return this.show.execute(measured, message.time);
  }
}
