import { Logger } from '@nestjs/common';
import { Client, Pool, type ClientConfig, type PoolConfig } from 'pg';

/**
 * A connection to PostgreSQL that may break at any moment without ending the process: whoever waits for an answer gets the error as a
 * rejection, and nobody else needs it. node-postgres raises it as an `error` event beside, also between two owners of a pooled
 * connection, where no listener of theirs can be.
 */
export class DatabaseClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}

/** A pool of such connections; one that breaks while idle is replaced at the next use. */
export function databasePool(config: PoolConfig): Pool {
  const pool = new Pool({ connectionTimeoutMillis: 4000, keepAlive: true, ...config, Client: DatabaseClient });
  pool.on('error', (error) => {
    new Logger(config.application_name ?? 'database').debug(error.message);
  });
  return pool;
}
