import { contractOf, EVENTS, producerOn, type Topic } from '#libs/contracts';
import { handlersOf } from './handled-by';
import { eventDescriptions } from './schemas';

/** `docs/generated/events.md`: every event, when it is published, by whom, who handles it, on which topic. */
export function catalogue(): string {
  const descriptions = eventDescriptions();
  const handled = handlersOf();
  const rows = EVENTS.map((event) => ({ ...contractOf(event), by: [...(handled.get(event.name) ?? [])].join(', ') }))
    .map(({ topics, ...contract }) => {
      const [topic = ''] = topics;
      return topics.length === 1
        ? { ...contract, topic, producer: producerOn(topic as Topic) }
        : { ...contract, topic: topic.replace(/^[^.]+/, '<service>'), producer: 'every service' };
    })
    .sort((a, b) => a.topic.localeCompare(b.topic) || a.name.localeCompare(b.name))
    .map(({ name, topic, subject, sealed, producer, by }) => {
      const when = (descriptions.get(name) ?? '').replaceAll('|', '\\|');
      return `| [${name}](../../libs/contracts/schemas/${name}.json) | ${producer} | ${by} | ${topic} | ${subject} | ${sealed ?? ''} | ${when} |`;
    });
  return [
    '# Events',
    '',
    'Generated from the classes in `libs/contracts/src/events`; do not edit. Who handles an event is read from the `@On` of the services.',
    '',
    '| event | published by | handled by | topic | key | sealed field | when |',
    '|---|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
