import type { Feature } from '#libs/platform';
import { ClientRepository } from './client.repository';
import { ClientsController } from './clients.controller';
import { ClientsQuery } from './clients.query';
import { RegisterClientService } from './register-client.service';

export const clients: Feature = {
  controllers: [ClientsController],
  providers: [ClientRepository, ClientsQuery, RegisterClientService],
};
