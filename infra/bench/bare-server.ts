import { databasePool } from '#libs/platform';
import Fastify from 'fastify';

/** The limit of the intake bench: one route that stores the body it got in one insert, and nothing else. */
async function main(): Promise<void> {
  const pool = databasePool({ connectionString: process.env['BARE_DATABASE_URL'], max: 16 });
  await pool.query('CREATE TABLE IF NOT EXISTS bare (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text NOT NULL)');
  const server = Fastify();
  server.addContentTypeParser('application/fhir+json', { parseAs: 'string' }, (_request, body, done) => {
    done(null, body);
  });
  server.post('/', async (request) => {
    const { rows } = await pool.query<{ id: string }>('INSERT INTO bare (body) VALUES ($1) RETURNING id', [request.body]);
    return { id: rows[0]?.id };
  });
  process.stdout.write(`ready ${await server.listen({ port: 0, host: '127.0.0.1' })}\n`);
}

void main();
