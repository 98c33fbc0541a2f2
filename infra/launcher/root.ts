import { join } from 'node:path';

/** The clone's folder, from the build (`dist/infra/launcher`) as from the sources. */
export const ROOT = join(__dirname, __dirname.includes(join('dist', 'infra')) ? '../../..' : '../..');
