import disconnect from '../../../public/sounds/disconnect.wav';
import key0 from '../../../public/sounds/key-0.wav';
import key1 from '../../../public/sounds/key-1.wav';
import key2 from '../../../public/sounds/key-2.wav';
import key3 from '../../../public/sounds/key-3.wav';
import key4 from '../../../public/sounds/key-4.wav';
import key5 from '../../../public/sounds/key-5.wav';
import key6 from '../../../public/sounds/key-6.wav';
import key7 from '../../../public/sounds/key-7.wav';
import key8 from '../../../public/sounds/key-8.wav';
import key9 from '../../../public/sounds/key-9.wav';
import keyHash from '../../../public/sounds/key-hash.wav';
import keyStar from '../../../public/sounds/key-star.wav';
import outgoing from '../../../public/sounds/outgoing.wav';
import ring from '../../../public/sounds/ring.wav';
import test from '../../../public/sounds/test.wav';

/** Every sound of the telephone, from our own server; made by `scripts/make-sounds.js`. */
export const soundFiles = { ring, test };

/** By the voice library's names. A name left out would be fetched from outside. */
export const voiceSdkSounds = {
  incoming: ring,
  outgoing,
  disconnect,
  dtmf0: key0,
  dtmf1: key1,
  dtmf2: key2,
  dtmf3: key3,
  dtmf4: key4,
  dtmf5: key5,
  dtmf6: key6,
  dtmf7: key7,
  dtmf8: key8,
  dtmf9: key9,
  dtmfs: keyStar,
  dtmfh: keyHash,
};
