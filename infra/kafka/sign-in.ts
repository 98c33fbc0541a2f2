import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Listeners } from './properties';

/** The one login of a broker that clients reach by TLS and SCRAM-SHA-512 only. */
export interface SignIn {
  username: string;
  password: string;
}

/** A broker's own certificate, in a folder of its own. */
export interface Certificate {
  /** PKCS12 file with the certificate and its key. */
  keystore: string;
  storePassword: string;
  /** PEM file with the authority that clients must trust: the certificate itself. */
  authority: string;
}

/** Makes a certificate for 127.0.0.1 by the JDK's `keytool`, valid for two days. */
export async function makeCertificate(directory: string): Promise<Certificate> {
  await mkdir(directory, { recursive: true });
  const made = { keystore: join(directory, 'broker.p12'), storePassword: 'changeit', authority: join(directory, 'authority.pem') };
  const store = ['-alias', 'broker', '-keystore', made.keystore, '-storetype', 'PKCS12', '-storepass', made.storePassword];
  const subject = ['-dname', 'CN=localhost', '-ext', 'san=ip:127.0.0.1,dns:localhost'];
  const keytool = promisify(execFile);
  await keytool('keytool', ['-genkeypair', ...store, ...subject, '-keyalg', 'EC', '-groupname', 'secp256r1', '-validity', '2']);
  await keytool('keytool', ['-exportcert', '-rfc', ...store, '-file', made.authority]);
  return made;
}

/** What changes in a broker's settings; it speaks to itself on `internal`, in plain text. */
export function signInProperties({ keystore, storePassword }: Certificate, listeners: Listeners, internal: string): Record<string, string> {
  const { client, advertised, controller } = listeners;
  return {
    listeners: `SASL_SSL://${client},PLAINTEXT://${internal},CONTROLLER://${controller}`,
    'advertised.listeners': `SASL_SSL://${advertised},PLAINTEXT://${internal}`,
    'listener.security.protocol.map': 'SASL_SSL:SASL_SSL,PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'sasl.enabled.mechanisms': 'SCRAM-SHA-512',
    'listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config': 'org.apache.kafka.common.security.scram.ScramLoginModule required;',
    'ssl.keystore.type': 'PKCS12',
    'ssl.keystore.location': keystore,
    'ssl.keystore.password': storePassword,
  };
}
