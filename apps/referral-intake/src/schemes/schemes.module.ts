import type { Feature } from '#libs/platform';
import { RegisterSchemeService } from './register-scheme.service';
import { SchemesController } from './schemes.controller';

export const schemes: Feature = { controllers: [SchemesController], providers: [RegisterSchemeService] };
