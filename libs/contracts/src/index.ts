export * from './code-lists';
export * from './domain-error';
export * from './event-catalogue';
export { Event, Sealed, contractOf, type EventClass, type EventContract } from './event-contract';
export * from './events/index';
export * from './names';
