import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Caller, Clock, type Principal } from '#libs/platform';
import { RecordMeasurementDto } from './measurement.dto';
import { viewOf, type MeasurementView } from './measurement.view';
import { RecordMeasurementService } from './record-measurement.service';

@ApiTags('measurements')
@Controller('api/outcomes/measurements')
export class MeasurementsController {
  constructor(
    private readonly recordMeasurement: RecordMeasurementService,
    private readonly clock: Clock,
  ) {}

  /** Records what a person answered. A referral has one baseline. */
  @Post()
  @Access({ roles: ['link-worker', 'supervisor'], scopes: ['hub/outcomes.write'], reach: 'own-scheme' })
  async record(@Body() body: RecordMeasurementDto, @Caller() caller: Principal): Promise<MeasurementView> {
    return viewOf(await this.recordMeasurement.execute(body, caller, this.clock.now()));
  }
}
