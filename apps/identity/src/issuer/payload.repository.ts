import { Injectable } from '@nestjs/common';
import { Transaction } from '#libs/platform';

/** What the issuer remembers between two requests, as oidc-provider makes it. */
export type Payload = Record<string, unknown> & { grantId?: string; uid?: string };

interface Row {
  readonly payload: Payload;
  readonly consumed: string | null;
}

/** Sessions, sign-ins under way, codes, grants, refresh tokens and used assertions. Any instance of the service finds them. */
@Injectable()
export class PayloadRepository {
  constructor(private readonly transaction: Transaction) {}

  async upsert(model: string, id: string, payload: Payload, expiresIn: number | undefined): Promise<void> {
    await this.write(
      `INSERT INTO oidc_payload (model, id, payload, grant_id, uid, expires_at)
       VALUES ($1, $2, $3, $4, $5, now() + make_interval(secs => $6))
       ON CONFLICT ON CONSTRAINT oidc_payload_pkey
       DO UPDATE SET payload = excluded.payload, grant_id = excluded.grant_id, uid = excluded.uid, expires_at = excluded.expires_at`,
      [model, id, payload, payload.grantId ?? null, payload.uid ?? null, expiresIn ?? null],
    );
  }

  /** False when it stands there already: of two requests with the same assertion one is a replay, also when they meet. */
  async insert(model: string, id: string, payload: Payload, expiresIn: number | undefined): Promise<boolean> {
    const rows = await this.write(
      `INSERT INTO oidc_payload (model, id, payload, expires_at) VALUES ($1, $2, $3, now() + make_interval(secs => $4))
       ON CONFLICT ON CONSTRAINT oidc_payload_pkey DO NOTHING RETURNING id`,
      [model, id, payload, expiresIn ?? null],
    );
    return rows.length === 1;
  }

  async find(model: string, id: string): Promise<Payload | undefined> {
    return this.one('id = $2', [model, id]);
  }

  async findByUid(model: string, uid: string): Promise<Payload | undefined> {
    return this.one('uid = $2', [model, uid]);
  }

  /** False when it was consumed before: a code works once, also when two requests meet. */
  async consume(model: string, id: string): Promise<boolean> {
    const rows = await this.write(
      `UPDATE oidc_payload SET consumed_at = now() WHERE model = $1 AND id = $2 AND consumed_at IS NULL RETURNING id`,
      [model, id],
    );
    return rows.length === 1;
  }

  async remove(model: string, id: string): Promise<void> {
    await this.write(`DELETE FROM oidc_payload WHERE model = $1 AND id = $2`, [model, id]);
  }

  async removeGrant(grantId: string): Promise<void> {
    await this.write(`DELETE FROM oidc_payload WHERE grant_id = $1`, [grantId]);
  }

  /** Ends what a person has: sessions, sign-ins under way, codes, grants and refresh tokens. */
  async removeOf(accountId: string): Promise<void> {
    await this.write(`DELETE FROM oidc_payload WHERE payload ->> 'accountId' = $1 AND payload ? 'accountId'`, [accountId]);
  }

  /** Removes what nobody can use any more; kept a little longer than its time, for clocks that differ. */
  async removeExpired(): Promise<void> {
    await this.write(`DELETE FROM oidc_payload WHERE expires_at < now() - interval '1 minute'`, []);
    await this.write(`DELETE FROM sign_in_attempt WHERE last_failed_at < now() - interval '1 day'`, []);
    await this.write(`DELETE FROM set_up_token WHERE expires_at < now()`, []);
    await this.write(`DELETE FROM known_device WHERE last_used_at < now() - interval '180 days'`, []);
    await this.write(`DELETE FROM account_link WHERE expires_at < now()`, []);
    await this.write(`DELETE FROM deleted_caller WHERE kind = 'person' AND deleted_at < now() - interval '1 day'`, []);
  }

  private async one(condition: string, parameters: readonly string[]): Promise<Payload | undefined> {
    const [row] = await this.transaction.read<Row>(
      `SELECT payload, extract(epoch FROM consumed_at)::bigint AS consumed FROM oidc_payload WHERE model = $1 AND ${condition}`,
      parameters,
    );
    if (!row) return undefined;
    return row.consumed === null ? row.payload : { ...row.payload, consumed: Number(row.consumed) };
  }

  private write(sql: string, parameters: readonly unknown[]): Promise<{ id: string }[]> {
    return this.transaction.run(() => this.transaction.query<{ id: string }>(sql, parameters));
  }
}
