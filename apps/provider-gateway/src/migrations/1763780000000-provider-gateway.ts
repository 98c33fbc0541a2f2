import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Directory, endpoints, the providers' tasks, and the lanes by which deliveries go out in order. Deliveries and lanes
 * have no foreign key to their endpoint: its row is locked by every claim, and endpoints are never deleted.
 */
export class ProviderGateway1763780000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE provider (
        id uuid NOT NULL,
        name character varying(200) NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT provider_pk PRIMARY KEY (id)
      )`);
    await runner.query(`
      CREATE TABLE service (
        id uuid NOT NULL,
        provider_id uuid NOT NULL,
        name character varying(200) NOT NULL,
        description text NOT NULL,
        needs text array NOT NULL,
        status text NOT NULL,
        version integer NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT service_pk PRIMARY KEY (id),
        CONSTRAINT service_provider_fk FOREIGN KEY (provider_id) REFERENCES provider (id)
      )`);
    await runner.query(`CREATE INDEX service_provider ON service (provider_id)`);
    await runner.query(`
      CREATE TABLE endpoint (
        id uuid NOT NULL,
        provider_id uuid NOT NULL,
        url character varying(2000) NOT NULL,
        sealed_secret text NOT NULL,
        status text NOT NULL,
        disabled_reason text,
        cap integer NOT NULL,
        served_at timestamptz NOT NULL,
        blocked_until timestamptz NOT NULL,
        slowdowns integer NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT endpoint_pk PRIMARY KEY (id),
        CONSTRAINT endpoint_provider_fk FOREIGN KEY (provider_id) REFERENCES provider (id)
      )`);
    await runner.query(`CREATE INDEX endpoint_provider ON endpoint (provider_id)`);
    await runner.query(`CREATE INDEX endpoint_served_at ON endpoint (served_at)`);
    await runner.query(`
      CREATE TABLE task (
        id uuid NOT NULL,
        connection_id uuid NOT NULL,
        referral_id uuid NOT NULL,
        provider_id uuid NOT NULL,
        service_id uuid NOT NULL,
        status text NOT NULL,
        business_status text NOT NULL,
        status_reason text,
        needs text array NOT NULL,
        level_of_support text NOT NULL,
        consent_to_share boolean NOT NULL,
        person jsonb,
        attendances integer NOT NULL,
        requested_at timestamptz NOT NULL,
        respond_by timestamptz NOT NULL,
        last_modified timestamptz NOT NULL,
        version integer NOT NULL,
        CONSTRAINT task_pk PRIMARY KEY (id),
        CONSTRAINT task_connection UNIQUE (connection_id)
      )`);
    await runner.query(`CREATE INDEX task_provider ON task (provider_id, requested_at, id)`);
    await runner.query(`CREATE INDEX task_referral ON task (referral_id)`);
    await runner.query(`
      CREATE TABLE delivery (
        id uuid NOT NULL,
        event_id text NOT NULL,
        endpoint_id uuid NOT NULL,
        referral_id uuid NOT NULL,
        task_id uuid,
        sequence integer NOT NULL,
        type text NOT NULL,
        body text NOT NULL,
        state text NOT NULL,
        reason text,
        attempts integer NOT NULL,
        correlation_id text NOT NULL,
        traceparent text,
        created_at timestamptz NOT NULL,
        delivered_at timestamptz,
        CONSTRAINT delivery_pk PRIMARY KEY (id),
        CONSTRAINT delivery_event UNIQUE (endpoint_id, event_id)
      )`);
    await runner.query(`CREATE INDEX delivery_open ON delivery (endpoint_id, referral_id, sequence) WHERE state IN ('pending', 'waiting')`);
    await runner.query(`CREATE INDEX delivery_failed ON delivery (created_at, id) WHERE state IN ('failed', 'waiting', 'pending')`);
    await runner.query(`CREATE INDEX delivery_created ON delivery (created_at, id)`);
    await runner.query(`
      CREATE TABLE delivery_lane (
        endpoint_id uuid NOT NULL,
        referral_id uuid NOT NULL,
        sequence integer NOT NULL,
        head uuid,
        open_count integer NOT NULL,
        attempts integer NOT NULL,
        next_attempt_at timestamptz,
        lease_until timestamptz,
        lease_token uuid,
        CONSTRAINT delivery_lane_pk PRIMARY KEY (endpoint_id, referral_id)
      )`);
    await runner.query(
      `CREATE INDEX delivery_lane_first ON delivery_lane (endpoint_id, next_attempt_at) WHERE lease_until IS NULL AND attempts = 0`,
    );
    await runner.query(
      `CREATE INDEX delivery_lane_again ON delivery_lane (endpoint_id, next_attempt_at) WHERE lease_until IS NULL AND attempts > 0`,
    );
    await runner.query(`CREATE INDEX delivery_lane_leased ON delivery_lane (endpoint_id) WHERE lease_until IS NOT NULL`);
    await runner.query(`
      CREATE TABLE delivery_attempt (
        id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
        delivery_id uuid NOT NULL,
        number integer NOT NULL,
        at timestamptz NOT NULL,
        duration_ms integer NOT NULL,
        status integer,
        error text,
        CONSTRAINT delivery_attempt_pk PRIMARY KEY (id),
        CONSTRAINT delivery_attempt_delivery_fk FOREIGN KEY (delivery_id) REFERENCES delivery (id)
      )`);
    await runner.query(`CREATE INDEX delivery_attempt_delivery ON delivery_attempt (delivery_id)`);
    await runner.query(`CREATE INDEX delivery_attempt_at ON delivery_attempt (at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['delivery_attempt', 'delivery_lane', 'delivery', 'task', 'endpoint', 'service', 'provider']) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
