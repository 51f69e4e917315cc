/**
 * The ring of the phones, made by the browser itself. Browsers allow sound only after a click, so it starts switched
 * off and its button switches it on.
 */
export function createRingSound() {
  /** @type {AudioContext | null} */
  let audio = null;
  let ringing = false;
  let enabled = false;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;

  function update() {
    const wanted = enabled && ringing;
    if (wanted && timer === undefined) {
      burst();
      timer = setInterval(burst, 3000);
    } else if (!wanted && timer !== undefined) {
      clearInterval(timer);
      timer = undefined;
    }
  }

  function burst() {
    if (!audio) return;
    for (const start of [0, 0.6]) {
      for (const pitch of [440, 554]) tone(audio, audio.currentTime + start, pitch);
    }
  }

  return {
    /** @param {boolean} on */
    setEnabled(on) {
      enabled = on;
      if (on) {
        audio ??= new AudioContext();
        void audio.resume();
      }
      update();
    },
    /** @param {boolean} any whether any phone rings */
    setRinging(any) {
      ringing = any;
      update();
    },
  };
}

/** @param {AudioContext} audio @param {number} start @param {number} pitch */
function tone(audio, start, pitch) {
  const wave = new OscillatorNode(audio, { frequency: pitch });
  const gain = new GainNode(audio, { gain: 0 });
  gain.gain.setTargetAtTime(0.05, start, 0.01);
  gain.gain.setTargetAtTime(0, start + 0.4, 0.02);
  wave.connect(gain).connect(audio.destination);
  wave.start(start);
  wave.stop(start + 0.6);
}
