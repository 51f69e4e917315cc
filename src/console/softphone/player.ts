/**
 * Plays one of our sound files on a chosen device until the returned function is called.
 * @param deviceId null: the system's own choice @param volume per cent
 * @param onFailure told when the browser lets nothing sound, or the device is gone
 */
export function play(
  url: string,
  options: { readonly deviceId: string | null; readonly volume: number; readonly loop: boolean },
  onFailure: (error: unknown) => void,
): () => void {
  const audio = new Audio(url);
  audio.loop = options.loop;
  audio.volume = Math.min(1, options.volume / 100);
  let stopped = false;
  const start = async (): Promise<void> => {
    if (options.deviceId !== null && 'setSinkId' in audio) {
      try {
        await audio.setSinkId(options.deviceId);
      } catch (error) {
        // Pulled out since it was chosen: better heard on the wrong device than on none.
        console.warn('The chosen device cannot ring; the system’s own rings.', error);
      }
    }
    if (!stopped) await audio.play();
  };
  start().catch((error: unknown) => {
    if (!stopped) onFailure(error);
  });
  return () => {
    stopped = true;
    audio.pause();
    audio.removeAttribute('src');
  };
}
