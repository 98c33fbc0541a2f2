export * from './test-issuer';
export { freePort } from '../../../infra/launcher/ports';
export * from './app-process';
export * from './eventually';
export * from './kafka';
export * from './postgres';
export * from './tokens';
export * from './test-bus';
export * from './webhook-receiver';
