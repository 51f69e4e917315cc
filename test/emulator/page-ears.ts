import type { Page } from 'playwright-core';

/** From now on a page remembers every sound that reaches it, as its loudspeaker would get it. Call before it is opened. */
export async function listenInPage(page: Page): Promise<void> {
  await page.addInitScript(`
    window.heardHere = [];
    const Plain = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Plain {
      constructor(...options) {
        super(...options);
        this.addEventListener('track', ({ track }) => {
          const context = new AudioContext({ sampleRate: 8000 });
          const ears = context.createScriptProcessor(1024, 1, 1);
          ears.onaudioprocess = ({ inputBuffer }) => {
            for (const level of inputBuffer.getChannelData(0)) window.heardHere.push(Math.round(level * 32767));
          };
          context.createMediaStreamSource(new MediaStream([track])).connect(ears);
          ears.connect(context.destination);
        });
      }
    };
  `);
}

/** How many samples the page has heard so far. */
export async function heardSoFar(page: Page): Promise<number> {
  return Number(await page.evaluate('window.heardHere.length'));
}

/** What the page has heard since it had heard `from` samples, at 8000 samples a second. */
export async function heardInPage(page: Page, from = 0): Promise<Int16Array> {
  // As one text: a minute of samples as numbers, one by one, takes half a minute to hand over.
  const text: unknown = await page.evaluate(`(() => {
    const bytes = new Uint8Array(Int16Array.from(window.heardHere.slice(${from})).buffer);
    let text = '';
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return btoa(text);
  })()`);
  if (typeof text !== 'string') throw new Error('The page was not told to listen.');
  const bytes = Buffer.from(text, 'base64');
  const samples = new Int16Array(bytes.length / 2);
  for (let i = 0; i < samples.length; i++) samples[i] = bytes.readInt16LE(i * 2);
  return samples;
}
