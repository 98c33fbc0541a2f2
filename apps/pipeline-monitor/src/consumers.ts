import { consumersOf } from '#libs/messaging';

export const PIPELINE_MONITOR = Symbol('pipeline-monitor');

/** This service's own doors for events. */
export const { Consumer, On } = consumersOf(PIPELINE_MONITOR);
