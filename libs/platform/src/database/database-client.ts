import { Logger } from '@nestjs/common';
import { Client, Pool, type ClientConfig, type PoolConfig } from 'pg';
import { RequestContext } from '../http/request-context';
import { CONNECT_WITHIN_MS, WORK_LIMITS } from './work-limits';

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
  const pool = new Pool({ connectionTimeoutMillis: CONNECT_WITHIN_MS, keepAlive: true, ...config, Client: DatabaseClient });
  pool.on('error', (error) => {
    new Logger(config.application_name ?? 'database').debug(error.message);
  });
  return pool;
}

const { statement, lock } = WORK_LIMITS.request;
const FOR_A_REQUEST = `SET statement_timeout = ${String(statement)}; SET lock_timeout = ${String(lock)}`;
const AS_IT_BEGAN = `RESET statement_timeout; RESET lock_timeout`;

/**
 * A connection that requests and background work take in turn. Its limits follow whoever uses it: those of a request while a request is
 * answered, else those that the connection began with. The change travels in front of the first statement.
 */
export class WorkClient extends DatabaseClient {
  constructor(config?: string | ClientConfig) {
    super(config);
    const send = this.query.bind(this) as (...parts: unknown[]) => Promise<unknown>;
    let limited = false;
    this.query = ((...parts: unknown[]) => {
      const wanted = RequestContext.find()?.answers === true;
      // Inside a transaction a change would not outlive its rollback.
      if (wanted !== limited && this.getTransactionStatus() === 'I') {
        limited = wanted;
        send(wanted ? FOR_A_REQUEST : AS_IT_BEGAN).catch(() => undefined);
      }
      return send(...parts);
    }) as Client['query'];
  }
}
