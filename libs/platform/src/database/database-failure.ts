import { types } from 'node:util';

/** Why PostgreSQL does not do now what it can do later. Nothing is wrong with the request. */
export type DatabaseFailure =
  | 'unreachable'
  | 'read-only'
  | 'disk-full'
  | 'out-of-memory'
  | 'too-many-connections'
  | 'storage-failing'
  | 'timed-out'
  | 'locked'
  | 'contended';

/** By SQLSTATE, or by its class (the first two characters). Source: PostgreSQL, appendix A. Also the codes of Node's sockets. */
const BY_CODE: Readonly<Record<string, DatabaseFailure>> = {
  ECONNREFUSED: 'unreachable',
  ECONNRESET: 'unreachable',
  EPIPE: 'unreachable',
  ETIMEDOUT: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  '08': 'unreachable', // connection exception
  '57P01': 'unreachable', // shut down by an administrator
  '57P02': 'unreachable', // shut down by a crash
  '57P03': 'unreachable', // starting, or in recovery
  '57P05': 'unreachable', // idle session timeout
  '25P03': 'unreachable', // idle in transaction for too long: PostgreSQL hung up
  '25006': 'read-only',
  '53100': 'disk-full',
  '53200': 'out-of-memory',
  '53300': 'too-many-connections',
  '53': 'out-of-memory', // other resources
  '58': 'storage-failing', // errors of the operating system, such as I/O
  '57014': 'timed-out', // statement_timeout, or cancelled
  '25P04': 'timed-out', // transaction_timeout
  '55P03': 'locked', // lock_timeout, or NOWAIT
  '40001': 'contended',
  '40P01': 'contended',
};

const WITHOUT_CODE =
  /Connection terminated|timeout exceeded when trying to connect|timeout expired|Client has encountered a connection error|not queryable|Connection ended/i;

/** Failures that last until the database is well again, whatever is asked of it. */
const OF_THE_WHOLE: ReadonlySet<DatabaseFailure> = new Set([
  'unreachable',
  'read-only',
  'disk-full',
  'too-many-connections',
  'storage-failing',
]);

/** Undefined for an error that will be the same next time, or that is not the database's. */
export function databaseFailure(error: unknown): DatabaseFailure | undefined {
  if (!types.isNativeError(error)) return undefined;
  const code = codeOf(error);
  const known = code === undefined ? undefined : (BY_CODE[code] ?? (code.length === 5 ? BY_CODE[code.slice(0, 2)] : undefined));
  return known ?? (WITHOUT_CODE.test(error.message) ? 'unreachable' : undefined);
}

/** PostgreSQL cannot be reached, or cannot write: the same work succeeds when it is well again. */
export function isDatabaseUnavailable(error: unknown): boolean {
  const failure = databaseFailure(error);
  return failure !== undefined && OF_THE_WHOLE.has(failure);
}

/** Two transactions met: the same work succeeds when it is run again. */
export function isSerializationFailure(error: unknown): boolean {
  const failure = databaseFailure(error);
  return failure === 'contended' || failure === 'locked';
}

/** A row with the same key stands already; `constraint` names which. */
export function violatedUnique(error: unknown): string | undefined {
  if (!types.isNativeError(error) || codeOf(error) !== '23505') return undefined;
  const driver = (error as { driverError?: { constraint?: string } }).driverError;
  return driver?.constraint ?? (error as { constraint?: string }).constraint ?? '';
}

/** PostgreSQL refused the statement only because an earlier one of the transaction had failed. */
export function isAfterFailure(error: unknown): boolean {
  return types.isNativeError(error) && codeOf(error) === '25P02';
}

function codeOf(error: Error): string | undefined {
  const { code, driverError } = error as { code?: string; driverError?: { code?: string } };
  return driverError?.code ?? code;
}
