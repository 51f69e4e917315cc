import type { MediaBackend } from './media-peer.ts';

/** `auto` takes node-datachannel where it is installed, for it carries several times as many calls, else werift. */
export type MediaChoice = MediaBackend['name'] | 'auto';

export const mediaChoices: readonly MediaChoice[] = ['auto', 'werift', 'node-datachannel'];

/** Loads the library that carries sound. @throws Error when the one that was named cannot be loaded, saying what to do */
export async function chooseBackend(choice: MediaChoice): Promise<MediaBackend> {
  switch (choice) {
    case 'werift':
      return load('werift', 'Install it with "npm install werift".');
    case 'node-datachannel':
      return load(
        'node-datachannel',
        'It is optional: install it with "npm install node-datachannel", or leave EMULATOR_MEDIA out and werift is used.',
      );
    case 'auto':
      try {
        return await loaders['node-datachannel']();
      } catch {
        // Not installed, or not for this kind of machine: that is what the other one is for.
        return chooseBackend('werift');
      }
    default:
      return choice satisfies never;
  }
}

const loaders: Readonly<Record<MediaBackend['name'], () => Promise<MediaBackend>>> = {
  werift: async () => (await import('./werift-peer.ts')).loadWerift(),
  'node-datachannel': async () => (await import('./datachannel-peer.ts')).loadNodeDatachannel(),
};

async function load(name: MediaBackend['name'], remedy: string): Promise<MediaBackend> {
  try {
    return await loaders[name]();
  } catch (error) {
    throw new Error(`Sound cannot be carried by ${name}: ${String(error)}. ${remedy}`, { cause: error });
  }
}
