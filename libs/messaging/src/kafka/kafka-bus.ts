import { Kafka, type Admin } from 'kafkajs';
import type { Bus, BusRecord, Lag, OnRecords, Subscription } from '../bus';
import { kafkaLagOf } from './kafka-lag';
import { withReason } from './kafka-reason';
import { clientConfig, type KafkaSettings } from './kafka-settings';
import { KafkaSubscription } from './kafka-subscription';
import { SerialProducer } from './serial-producer';
import { TopicMaker } from './topic-maker';
import { refuseLongRetention } from './topic-retention';

/** Apache Kafka behind the bus port. */
export class KafkaBus implements Bus {
  private readonly kafka: Kafka;
  private readonly topics: TopicMaker;
  private readonly producers = new Map<string, SerialProducer>();
  private readonly subscriptions = new Set<KafkaSubscription>();
  private connected: Promise<Admin> | undefined;

  constructor(
    private readonly settings: KafkaSettings,
    clientId: string,
  ) {
    this.kafka = new Kafka(clientConfig(settings, clientId));
    this.topics = new TopicMaker((work) => this.ask(work), settings);
  }

  /** Makes the topics that are missing, whatever `createTopics` says; answers their names. */
  makeTopics(): Promise<string[]> {
    return this.topics.makeAll();
  }

  async append(topic: string, records: readonly BusRecord[]): Promise<void> {
    if (records.length === 0) return;
    await this.topics.ensure(topic);
    const producer = this.producers.get(topic) ?? new SerialProducer(this.kafka, topic);
    this.producers.set(topic, producer);
    await withReason(producer.send(records));
  }

  async subscribe(subscription: Subscription, onRecords: OnRecords): Promise<{ stop(): Promise<void> }> {
    for (const topic of subscription.topics) await this.topics.ensure(topic);
    await this.ask((admin) => refuseLongRetention(admin, subscription.topics));
    const made = new KafkaSubscription(this.kafka, subscription, onRecords, this.settings.sessionTimeoutMs);
    this.subscriptions.add(made);
    const stop = async (): Promise<void> => {
      this.subscriptions.delete(made);
      await made.stop();
    };
    try {
      await withReason(made.start());
    } catch (error) {
      await stop();
      throw error;
    }
    return { stop };
  }

  lag(group: string): Promise<Lag[]> {
    const own = [...this.subscriptions].filter(({ subscription }) => subscription.group === group);
    const topics = [...new Set(own.flatMap(({ subscription }) => subscription.topics))];
    return this.ask((admin) => kafkaLagOf(admin, group, topics));
  }

  async health(): Promise<void> {
    await this.ask((admin) => admin.describeCluster());
  }

  async close(): Promise<void> {
    await Promise.all([...this.subscriptions].map((subscription) => subscription.stop()));
    await Promise.all([...this.producers.values()].map((producer) => producer.close()));
    await this.connected?.then((admin) => admin.disconnect()).catch(() => undefined);
  }

  /**
   * Asks by the one admin client, which is given up after a failure: one whose broker answered too late when it came believes itself
   * connected ever after, and can ask nothing.
   */
  private async ask<T>(work: (admin: Admin) => Promise<T>): Promise<T> {
    const connecting = (this.connected ??= this.connectAdmin());
    try {
      return await withReason(connecting.then(work));
    } catch (error) {
      if (this.connected === connecting) this.connected = undefined;
      void connecting.then((admin) => admin.disconnect()).catch(() => undefined);
      throw error;
    }
  }

  private async connectAdmin(): Promise<Admin> {
    const admin = this.kafka.admin({ retry: { initialRetryTime: 100, maxRetryTime: 500, retries: 3 } });
    await admin.connect();
    return admin;
  }
}
