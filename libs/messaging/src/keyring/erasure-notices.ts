import { BackgroundLoop } from '#libs/platform';
import { DedicatedConnection } from '../dedicated-connection';
import { ERASED_CHANNEL, KEYRING_SCHEMA } from './key-table';

const RETRY_MS = 1000;

/** Hears when a key was erased by any process, over a connection that is kept for it. */
export class ErasureNotices {
  private readonly loop = new BackgroundLoop('keyring notices', RETRY_MS, () => this.listen());
  private connection: DedicatedConnection | undefined;

  /** `heard` also when some may have been missed: the connection broke, or begins. */
  constructor(
    private readonly url: string,
    private readonly heard: () => void,
  ) {}

  /** While it does not listen, nothing may be remembered for long. */
  get listening(): boolean {
    return this.connection !== undefined;
  }

  start(): void {
    this.loop.start();
  }

  async stop(): Promise<void> {
    await this.loop.stop();
    await this.connection?.close();
    this.connection = undefined;
  }

  private async listen(): Promise<boolean> {
    if (this.connection) return false;
    const state = { lost: false };
    const connection = await DedicatedConnection.open({ url: this.url, schema: KEYRING_SCHEMA, name: 'keyring notices' }, () => {
      state.lost = true;
      this.connection = undefined;
      this.heard();
    });
    await connection.listen(ERASED_CHANNEL, this.heard);
    if (!state.lost) this.connection = connection;
    this.heard();
    return false;
  }
}
