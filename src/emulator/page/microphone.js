/**
 * The one microphone of this machine, for all phones on the page. It is asked for when the first phone needs it and let
 * go when the last is done, so that the browser's recording light tells the truth.
 */
/** @type {Promise<MediaStream> | null} */
let opened = null;
let users = 0;

/** @typedef {{ track: MediaStreamTrack, release: () => void }} Microphone */

/** @returns {Promise<Microphone>} @throws DOMException when it is refused or there is none */
export async function openMicrophone() {
  users += 1;
  try {
    if (!navigator.mediaDevices) throw new DOMException('only secure pages may listen', 'NotAllowedError');
    opened ??= navigator.mediaDevices.getUserMedia({ audio: true });
    const [track] = (await opened).getAudioTracks();
    if (!track || track.readyState === 'ended') throw new DOMException('it was unplugged', 'NotFoundError');
    // A track of its own for every phone: one may be muted while another speaks.
    const own = track.clone();
    let isReleased = false;
    return {
      track: own,
      release: () => {
        if (isReleased) return;
        isReleased = true;
        own.stop();
        letGo();
      },
    };
  } catch (error) {
    opened = null;
    letGo();
    throw error;
  }
}

function letGo() {
  users -= 1;
  if (users > 0 || !opened) return;
  void opened.then((stream) => stream.getTracks().forEach((track) => track.stop()));
  opened = null;
}

/** Why a person can only listen, and what to do about it. @param {unknown} error */
export function withoutMicrophone(error) {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError')
    return 'The microphone is not allowed, so you only listen. Allow it beside the address bar, then switch the sound off and on.';
  if (name === 'NotFoundError' || name === 'OverconstrainedError')
    return 'No microphone was found, so you only listen. Plug one in, then switch the sound off and on.';
  if (name === 'NotReadableError')
    return 'Another program holds the microphone, so you only listen. Close it there, then switch the sound off and on.';
  return `The microphone cannot be used (${error}), so you only listen.`;
}
