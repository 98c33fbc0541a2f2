import { randomBytes } from 'node:crypto';
import { compactDecrypt, CompactEncrypt } from 'jose';
import { KeyWrapping } from './key-wrapping';
import { Sealer } from './sealer';
import { asSealingKeys } from './sealing-keys';

const jwk = (kid: string) => ({ kty: 'oct', k: randomBytes(32).toString('base64url'), kid });
const keysOf = (...jwks: object[]) => asSealingKeys(JSON.stringify({ keys: jwks }));
const [older, newer] = [jwk('2025'), jwk('2026')];
const PERSON = { name: { text: 'Zoë Okafor' }, phone: '020 7946 0000' };

describe('Sealed personal data', () => {
  const sealer = new Sealer(keysOf(newer, older));

  it('opens again, for its own event only', () => {
    const sealed = sealer.seal(PERSON, 'event-1');
    expect(sealed).not.toContain('Okafor');
    expect(sealer.open(sealed, 'event-1')).toEqual(PERSON);
    expect(() => sealer.open(sealed, 'event-2')).toThrow('cannot be opened');
  });

  it('is a compact JWE that jose opens', async () => {
    const { plaintext, protectedHeader } = await compactDecrypt(sealer.seal(PERSON, 'event-1'), Buffer.from(newer.k, 'base64url'));
    expect(JSON.parse(Buffer.from(plaintext).toString())).toEqual(PERSON);
    expect(protectedHeader).toEqual({ alg: 'dir', enc: 'A256GCM', kid: '2026', evt: 'event-1' });
  });

  it('opens when jose has sealed it', async () => {
    const sealed = await new CompactEncrypt(Buffer.from(JSON.stringify(PERSON)))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: '2025', evt: 'event-1' })
      .encrypt(Buffer.from(older.k, 'base64url'));
    expect(sealer.open(sealed, 'event-1')).toEqual(PERSON);
  });

  it('uses the first key after a rotation, and still opens what older keys sealed', () => {
    const before = new Sealer(keysOf(older)).seal(PERSON, 'event-1');
    expect(sealer.open(before, 'event-1')).toEqual(PERSON);
    expect(() => new Sealer(keysOf(older)).open(sealer.seal(PERSON, 'event-1'), 'event-1')).toThrow(
      'The sealing key "2026" is not among SEALING_KEYS.',
    );
  });

  it.each([
    ['text', 'not sealed'],
    ['no text', 42],
    ['nothing', undefined],
    ['another algorithm', `${Buffer.from('{"alg":"none","enc":"A256GCM","evt":"event-1","kid":"2026"}').toString('base64url')}....`],
  ])('is refused when it is %s', (_what, sealed) => {
    expect(() => sealer.open(sealed, 'event-1')).toThrow('cannot be opened');
  });

  it('is refused when any of its parts was touched', () => {
    const parts = sealer.seal(PERSON, 'event-1').split('.');
    for (const index of [2, 3, 4]) {
      const touched = parts.map((part, at) => (at === index ? `${part.startsWith('A') ? 'B' : 'A'}${part.slice(1)}` : part));
      expect(() => sealer.open(touched.join('.'), 'event-1')).toThrow('cannot be opened');
    }
    const short = [...parts.slice(0, 4), parts[4]?.slice(0, 8)].join('.');
    expect(() => sealer.open(short, 'event-1')).toThrow('cannot be opened');
  });
});

describe('The key of a person', () => {
  const wrapping = new KeyWrapping(keysOf(newer, older));
  const keyId = 'a5b0b4d8-0c1d-4b9a-9a55-2f9f2c1d0b7e';

  it('is wrapped by the first of SEALING_KEYS as an encrypted JWK that jose opens', async () => {
    const { wrapped, environmentKid } = wrapping.make(keyId);
    const { plaintext, protectedHeader } = await compactDecrypt(wrapped, Buffer.from(newer.k, 'base64url'));
    expect(environmentKid).toBe('2026');
    expect(protectedHeader).toEqual({ alg: 'dir', enc: 'A256GCM', kid: '2026', cty: 'jwk+json', key: keyId });
    const { kty, k } = JSON.parse(Buffer.from(plaintext).toString()) as Record<string, string>;
    expect([kty, Buffer.from(k ?? '', 'base64url')]).toEqual(['oct', Buffer.from(wrapping.unwrap(keyId, wrapped).secret)]);
  });

  it('is unwrapped by older ones too, and by no other', () => {
    const { wrapped } = new KeyWrapping(keysOf(older)).make(keyId);
    expect(wrapping.unwrap(keyId, wrapped).kid).toBe(keyId);
    expect(() => new KeyWrapping(keysOf(newer)).unwrap(keyId, wrapped)).toThrow('The sealing key "2025" is not among SEALING_KEYS.');
  });

  it('is refused under the name of another, and when it is sealed data of an event', () => {
    const { wrapped } = wrapping.make(keyId);
    expect(() => wrapping.unwrap('8d6d9a0e-55a5-4b62-9c36-0b1f5b0ad7f1', wrapped)).toThrow('cannot be opened');
    expect(() => wrapping.unwrap(keyId, new Sealer(keysOf(newer)).seal({ k: 'x' }, keyId))).toThrow('cannot be opened');
    expect(() => new Sealer(keysOf(newer)).open(wrapped, keyId)).toThrow('cannot be opened');
  });
});

describe('SEALING_KEYS', () => {
  it.each([
    ['no JSON', 'k', 'must be a JWK set'],
    ['no key', '{"keys":[]}', 'at least one key'],
    ['a short key', '{"keys":[{"kty":"oct","k":"c2hvcnQ","kid":"a"}]}', '32 bytes'],
    ['two keys of one name', JSON.stringify({ keys: [older, older] }), 'its own kid'],
  ])('is refused, without repeating it, when it is %s', (_what, text, told) => {
    expect(() => asSealingKeys(text)).toThrow(told);
    expect(() => asSealingKeys(text)).not.toThrow('c2hvcnQ');
  });
});
