/** Every shortcut of the console. `code` is the key's place on the keyboard, so that it holds in every layout. */
export const shortcutTable = {
  answer: { code: 'KeyA', key: 'A', words: 'Answer what rings for me' },
  mute: { code: 'KeyM', key: 'M', words: 'Mute, or be heard again (calls in this browser)' },
  hold: { code: 'KeyH', key: 'H', words: 'Hold the caller, or take them back' },
  transfer: { code: 'KeyT', key: 'T', words: 'Transfer' },
  askFirst: { code: 'KeyW', key: 'W', words: 'Ask a colleague first' },
  escalate: { code: 'KeyE', key: 'E', words: 'Escalate' },
  pauseRecording: { code: 'KeyP', key: 'P', words: 'Pause or go on recording' },
  note: { code: 'KeyN', key: 'N', words: 'Write a note' },
  openCase: { code: 'KeyC', key: 'C', words: 'Open a case for this call' },
  promise: { code: 'KeyD', key: 'D', words: 'Promise the caller something' },
  approval: { code: 'KeyY', key: 'Y', words: 'Ask for approval' },
  message: { code: 'KeyL', key: 'L', words: 'Take a message' },
  takeCase: { code: 'KeyI', key: 'I', words: 'I take this case' },
  resolve: { code: 'KeyS', key: 'S', words: 'Resolve this case' },
  ready: { code: 'KeyR', key: 'R', words: 'Become available, or go away' },
} as const;

export type ShortcutName = keyof typeof shortcutTable;
export const shortcutNames = Object.keys(shortcutTable) as readonly ShortcutName[];

/** Which shortcut a key press means; null: none of ours. */
export function shortcutOf(event: KeyboardEvent): ShortcutName | null {
  // Browsers keep some Ctrl+Shift letters for themselves (a closed tab, a private window); Alt+Shift always arrives.
  if (!event.shiftKey || event.metaKey || event.ctrlKey === event.altKey) return null;
  return shortcutNames.find((name) => shortcutTable[name].code === event.code) ?? null;
}

/** Whether the person is typing, so that plain letters belong to the text. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
