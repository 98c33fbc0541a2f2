import type { Feature } from '#libs/platform';
import { OwnResourcesQuery } from './own-resources.query';
import { ResourcesController } from './resources.controller';

export const reading: Feature = { controllers: [ResourcesController], providers: [OwnResourcesQuery] };
