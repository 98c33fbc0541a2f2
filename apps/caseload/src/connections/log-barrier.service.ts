import { Injectable } from '@nestjs/common';
import { NotFoundError } from '#libs/contracts';
import type { Principal } from '#libs/platform';
import type { LogBarrierDto, ResolveBarrierDto } from './barrier.dto';
import { ConnectionBarrier } from './connection-barrier.entity';
import type { ConnectionPlace, ConnectionView } from './connection.dto';
import { ConnectionRepository } from './connection.repository';
import { StepConnectionService } from './step-connection.service';

/** Logs what stands in the way of a connection, and how it was resolved (CL-33). */
@Injectable()
export class LogBarrierService {
  constructor(
    private readonly stepConnection: StepConnectionService,
    private readonly connections: ConnectionRepository,
  ) {}

  execute({ caseId, connectionId }: ConnectionPlace, { code, note }: LogBarrierDto, by: Principal, now: Date): Promise<ConnectionView> {
    const step = { caseId, connectionId, step: 'barrier', expectedVersion: undefined };
    return this.stepConnection.execute(step, by, now, async (connection) => {
      await this.connections.saveBarrier(ConnectionBarrier.log(connection.id, code, note ?? null, now));
    });
  }

  resolve(place: ConnectionPlace, barrierId: string, told: ResolveBarrierDto, by: Principal, now: Date): Promise<ConnectionView> {
    const { caseId, connectionId } = place;
    const step = { caseId, connectionId, step: 'barrier-resolved', expectedVersion: undefined };
    return this.stepConnection.execute(step, by, now, async (connection) => {
      const barrier = (await this.connections.barriersOf([connection])).find(({ id }) => id === barrierId);
      if (!barrier) throw new NotFoundError('barrier');
      barrier.resolve(told.resolution, told.costPence ?? null, now);
      await this.connections.saveBarrier(barrier);
    });
  }
}
