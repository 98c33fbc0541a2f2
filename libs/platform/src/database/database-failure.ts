import { types } from 'node:util';

const LOST = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', '57P01', '57P02', '57P03', '53300']);
const RETRIED = new Set(['40001', '40P01', '55P03']);

/** PostgreSQL cannot be reached, or hung up: nothing is wrong with the request (503, tried again later). */
export function isConnectionLost(error: unknown): boolean {
  if (!types.isNativeError(error)) return false;
  const code = codeOf(error);
  if (code !== undefined && (LOST.has(code) || code.startsWith('08'))) return true;
  return /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable|Connection ended/i.test(
    error.message,
  );
}

/** Two transactions met: the same work succeeds when it is run again. */
export function isSerializationFailure(error: unknown): boolean {
  const code = types.isNativeError(error) ? codeOf(error) : undefined;
  return code !== undefined && RETRIED.has(code);
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
