// class-transformer's @Type reads the types that the compiler leaves with it; whoever imports an event needs this first.
import 'reflect-metadata';
export * from './code-lists';
export * from './domain-error';
export * from './event-catalogue';
export { Event, Sealed, contractOf, producerOn, type EventClass, type EventClassContract, type EventContract } from './event-contract';
export * from './events/index';
export * from './names';
export * from './organisation-kinds';
export * from './storable-text';
export * from './trust-document';
