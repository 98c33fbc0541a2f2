import { inflateSync } from 'node:zlib';

/** The text of a PDF that uses its own fonts (Windows-1252), in the order in which it is drawn, pieces joined by a space. */
export function textsOf(pdf: Buffer): string {
  const source = pdf.toString('latin1');
  const streams = [...source.matchAll(/<<([^>]*(?:>(?!>)[^>]*)*)>>\s*stream\r?\n([\s\S]*?)\r?\nendstream/g)];
  const drawn = streams.filter(([, head = '']) => head.includes('FlateDecode')).map(([, , body = '']) => inflated(body));
  const lines = drawn.flatMap((content) => [...content.matchAll(/\[([^\]]*)\] TJ/g)].map(([, pieces = '']) => textOf(pieces)));
  return lines.join(' ').replaceAll(/\s+/g, ' ');
}

function inflated(body: string): string {
  try {
    return inflateSync(Buffer.from(body, 'latin1')).toString('latin1');
  } catch {
    return '';
  }
}

function textOf(pieces: string): string {
  return [...pieces.matchAll(/<([\da-f]*)>/gi)]
    .map(([, hex = '']) => new TextDecoder('windows-1252').decode(Buffer.from(hex, 'hex')))
    .join('');
}
