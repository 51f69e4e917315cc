import type { IncomingMessage } from 'node:http';

/** Twilio's own forms are below 4 kB. */
export const BODY_LIMIT_BYTES = 65_536;

/**
 * The body as text; null when it is longer than the limit, of which nothing is kept.
 * @throws Error when the connection broke before the body was whole
 */
export function readBody(request: IncomingMessage): Promise<string | null> {
  if (Number(request.headers['content-length'] ?? 0) > BODY_LIMIT_BYTES) {
    request.resume();
    return Promise.resolve(null);
  }
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > BODY_LIMIT_BYTES) resolve(null);
      else chunks.push(chunk);
    });
    request.on('end', () =>
      resolve(chunks.length === 1 ? String(chunks[0]) : Buffer.concat(chunks).toString('utf8')),
    );
    request.on('close', () => reject(new Error('The request broke off before its body was whole')));
    request.on('error', reject);
  });
}
