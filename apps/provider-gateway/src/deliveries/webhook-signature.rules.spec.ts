import { secretBytes, newSecret } from '../endpoints/endpoint-secret.mapper';
import { signatureOf } from './webhook-signature.rules';

const CONTENT = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1614265330, body: '{"test": 2432232314}' };
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const SIGNATURE = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';

describe('signatureOf', () => {
  it('gives the signature of the published vector', () => {
    expect(signatureOf(CONTENT, [secretBytes(SECRET)])).toBe(SIGNATURE);
  });

  it('signs with each secret when one is being changed', () => {
    const signatures = signatureOf(CONTENT, [secretBytes(newSecret()), secretBytes(SECRET)]).split(' ');
    expect(signatures).toHaveLength(2);
    expect(signatures[1]).toBe(SIGNATURE);
  });
});

describe('newSecret', () => {
  it('has 32 random bytes behind whsec_, another each time', () => {
    expect(newSecret()).toMatch(/^whsec_[A-Za-z\d+/]{43}=$/);
    expect(secretBytes(newSecret())).toHaveLength(32);
    expect(newSecret()).not.toBe(newSecret());
  });
});
