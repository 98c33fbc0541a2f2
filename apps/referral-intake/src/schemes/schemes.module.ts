import type { Feature } from '#libs/platform';
import { RegisterSchemeService } from './register-scheme.service';
import { SchemesController } from './schemes.controller';
import { SchemesQuery } from './schemes.query';

export const schemes: Feature = { controllers: [SchemesController], providers: [RegisterSchemeService, SchemesQuery] };
