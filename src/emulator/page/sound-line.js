/**
 * The sound of one call, between this browser and the emulator on the same machine; no other host is ever asked.
 *
 * @typedef {object} SoundLine
 * @property {(key: string) => boolean} press false: keys cannot go with the sound now
 * @property {() => number} level how loud it is what comes, 0 to 1
 * @property {() => void} close
 */

/** Between two programs of one machine it takes a moment; what takes longer has gone wrong and is worth another try. */
const CONNECT_MS = 8000;
const TELEPHONE_CODECS = ['audio/pcmu', 'audio/telephone-event'];
/** What a quiet voice and a loud one measure, in decibels below the loudest there is. */
const QUIETEST_DB = -60;

/**
 * @param {string} callSid
 * @param {MediaStreamTrack | null} microphone without one the person only listens
 * @param {{ onOpen: () => void, onLost: (why: string) => void, onSilenced: (play: () => void) => void }} told
 *   `onSilenced`: the browser plays nothing before somebody clicks; `play` tries again
 * @returns {SoundLine}
 */
export function openSoundLine(callSid, microphone, { onOpen, onLost, onSilenced }) {
  const connection = new RTCPeerConnection({ iceServers: [] });
  const transceiver = connection.addTransceiver(microphone ?? 'audio', {
    direction: microphone ? 'sendrecv' : 'recvonly',
  });
  speakLikeATelephone(transceiver);
  const socket = new WebSocket(
    `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/emulator/sound?call=${callSid}`,
  );
  const speaker = new Audio();
  /** @type {AudioContext | null} */
  let context = null;
  /** @type {AnalyserNode | null} */
  let analyser = null;
  let isClosed = false;
  const limit = setTimeout(() => lose('The sound did not come about.'), CONNECT_MS);

  connection.addEventListener('track', ({ track }) => {
    const stream = new MediaStream([track]);
    speaker.srcObject = stream;
    context = new AudioContext();
    analyser = new AnalyserNode(context, { fftSize: 512 });
    new MediaStreamAudioSourceNode(context, { mediaStream: stream }).connect(analyser);
    play();
  });
  connection.addEventListener('connectionstatechange', () => {
    if (connection.connectionState === 'connected') {
      clearTimeout(limit);
      onOpen();
    }
    if (connection.connectionState === 'failed') lose('The sound broke off.');
  });
  socket.addEventListener('open', async () => {
    try {
      await connection.setLocalDescription();
      socket.send(JSON.stringify({ type: 'offer', sdp: connection.localDescription?.sdp }));
    } catch (error) {
      lose(`This browser cannot give a call sound (${error}).`);
    }
  });
  socket.addEventListener('message', async ({ data }) => {
    const message = JSON.parse(data);
    if (message.type === 'error') return lose(`${message.message} ${message.remedy}`);
    try {
      await connection.setRemoteDescription(message);
    } catch (error) {
      lose(`This browser cannot give a call sound (${error}).`);
    }
  });
  socket.addEventListener('close', () => lose('The sound broke off.'));

  function play() {
    if (isClosed) return;
    void context?.resume();
    speaker.play().catch(() => {
      if (!isClosed) onSilenced(play);
    });
  }

  /** @param {string} why */
  function lose(why) {
    if (isClosed) return;
    close();
    onLost(why);
  }

  function close() {
    isClosed = true;
    clearTimeout(limit);
    socket.close();
    connection.close();
    speaker.srcObject = null;
    void context?.close();
  }

  return {
    press(key) {
      const keys = connection.connectionState === 'connected' ? transceiver.sender.dtmf : null;
      if (!keys?.canInsertDTMF) return false;
      // What is asked for while keys are still sounding replaces those that are left.
      keys.insertDTMF(keys.toneBuffer + key);
      return true;
    },
    level: () => (analyser ? loudness(analyser) : 0),
    close,
  };
}

/** @param {RTCRtpTransceiver} transceiver */
function speakLikeATelephone(transceiver) {
  const known = RTCRtpReceiver.getCapabilities('audio')?.codecs ?? [];
  const wanted = TELEPHONE_CODECS.flatMap((name) =>
    known.filter((codec) => codec.mimeType.toLowerCase() === name && codec.clockRate === 8000),
  );
  if (wanted.length > 0) transceiver.setCodecPreferences(wanted);
}

/** @param {AnalyserNode} analyser */
function loudness(analyser) {
  const samples = new Float32Array(analyser.fftSize);
  analyser.getFloatTimeDomainData(samples);
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  const decibels = 10 * Math.log10(power || Number.MIN_VALUE);
  return Math.min(1, Math.max(0, 1 - decibels / QUIETEST_DB));
}
