import { createTransport, type Transporter } from 'nodemailer';

const TIMEOUT_MS = 20_000;

/** A way to a mail server. It waits 20 s at each step, and no message makes it read a file or fetch an address. */
export function smtpTransport(url: string): Transporter {
  const timeouts = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS };
  return createTransport({ url, ...timeouts, disableFileAccess: true, disableUrlAccess: true });
}
