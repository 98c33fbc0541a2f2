import { Injectable } from '@nestjs/common';
import { MessagingConfig } from '#libs/messaging';
import { ProcessConfig } from '#libs/platform';
import { codeOf, hashOf, tokenOf, type MyKey } from './my-secret.rules';

/** Makes links and codes from the environment's keys, of which the first makes new ones and all make old ones again. */
@Injectable()
export class MyKeys {
  private readonly keys: readonly MyKey[];

  constructor(
    { sealingKeys }: MessagingConfig,
    private readonly config: ProcessConfig,
  ) {
    this.keys = sealingKeys ?? [];
  }

  /** What is stored of a new link. */
  hashOfLink(linkId: string): Buffer {
    return hashOf(tokenOf(this.first, linkId));
  }

  /** The address of a link's page; null when the key it was made with is gone. */
  addressOf(linkId: string, tokenHash: Buffer): string | null {
    const token = this.keys.map((key) => tokenOf(key, linkId)).find((each) => hashOf(each).equals(tokenHash));
    return token === undefined ? null : `${this.config.publicUrl}/my/${token}`;
  }

  codeOf(codeId: string): string {
    return codeOf(this.first, codeId);
  }

  /** True when people reach the hub by TLS. */
  get isSecure(): boolean {
    return this.config.publicUrl.startsWith('https:');
  }

  private get first(): MyKey {
    const [first] = this.keys;
    if (!first) throw new Error('SEALING_KEYS is missing: links and codes are made from it');
    return first;
  }
}
