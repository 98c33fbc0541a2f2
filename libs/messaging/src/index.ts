export { BUS, type Bus, type BusRecord, type Lag, type ReadRecord, type Subscription } from './bus';
export { consumersOf, type Consumers } from './consumers';
export type { MessageContext } from './message-context';
