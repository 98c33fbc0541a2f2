import { join } from 'node:path';
import { isPortTaken } from '../launcher/ports';
import { ROOT } from '../launcher/root';
import { StopWithSentence, say } from '../launcher/say';
import { untilAskedToStop } from '../launcher/signals';
import { startBroker } from './start-broker';

/** `npm run kafka`: a local broker until Ctrl-C; its data stays in `.hub-kafka`. */
export async function main(): Promise<number> {
  const port = Number(process.env['KAFKA_PORT'] || '9092');
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new StopWithSentence(`KAFKA_PORT is not a port number: ${process.env['KAFKA_PORT']}.`);
  if (await isPortTaken(port))
    throw new StopWithSentence(`Port ${port} is taken by another program: choose another, as in "KAFKA_PORT=${port + 1} npm run kafka".`);
  const broker = await startBroker({ directory: join(ROOT, '.hub-kafka', `broker-${port}`), port });
  process.stdout.write(`KAFKA_BROKERS=${broker.brokers}\n`);
  say('Kafka is ready; Ctrl-C stops it.');
  const asked = new Promise<number>((resolve) =>
    untilAskedToStop(() => {
      resolve(0);
      void broker.stop();
    }),
  );
  const keepAlive = setInterval(() => undefined, 60_000); // the broker is a process of its own and does not keep ours going
  const code = await Promise.race([asked, broker.ended.then(() => 1)]);
  await broker.ended;
  clearInterval(keepAlive);
  if (code !== 0) say('Kafka ended by itself; its log says why.');
  return code;
}
