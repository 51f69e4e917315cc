import { element } from './dom.js';

const KEYS = [
  ['1', ''],
  ['2', 'ABC'],
  ['3', 'DEF'],
  ['4', 'GHI'],
  ['5', 'JKL'],
  ['6', 'MNO'],
  ['7', 'PQRS'],
  ['8', 'TUV'],
  ['9', 'WXYZ'],
  ['*', ''],
  ['0', '+'],
  ['#', ''],
];
const SPOKEN = new Map([
  ['*', 'star'],
  ['#', 'hash'],
]);

/**
 * Twelve keys, pressed by pointer or by the same key on the keyboard while the pad has the focus.
 * @param {string} owner
 * @param {(key: string) => void} onKey
 */
export function createDialPad(owner, onKey) {
  const pad = element('div', { class: 'pad', role: 'group', 'aria-label': `Dial-pad of ${owner}` });
  for (const [key = '', letters = ''] of KEYS) {
    pad.append(
      element(
        'button',
        { type: 'button', 'aria-label': SPOKEN.get(key) ?? key, 'data-key': key, onclick: () => onKey(key) },
        key,
        element('small', { 'aria-hidden': 'true' }, letters || '\u00a0'),
      ),
    );
  }
  pad.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !/^[0-9*#]$/.test(event.key)) return;
    event.preventDefault();
    onKey(event.key);
  });
  return pad;
}
