import type { Feature } from '#libs/platform';
import { ClientRepository } from './client.repository';
import { ClientsController } from './clients.controller';
import { ClientsQuery } from './clients.query';
import { ManageClientService } from './manage-client.service';
import { RegisterClientService } from './register-client.service';

export const clients: Feature = {
  controllers: [ClientsController],
  providers: [ClientRepository, ClientsQuery, ManageClientService, RegisterClientService],
};
