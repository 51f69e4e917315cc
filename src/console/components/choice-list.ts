import { useEffect, useId, useState, type KeyboardEvent } from 'react';

interface Choice {
  readonly id: string;
  readonly disabled?: boolean;
}

/**
 * A search box with a list beneath, by keyboard: arrows move, Enter chooses, the focus stays in the box.
 * The first choice that can be taken is the obvious one and starts active.
 * @param click whether a click takes the choice at once, or only makes it the active one to be read first
 */
export function useChoiceList<C extends Choice>(
  choices: readonly C[],
  onChoose: (choice: C) => void,
  click: 'chooses' | 'marks' = 'chooses',
) {
  const listId = useId();
  const [activeId, setActiveId] = useState<string | null>(null);
  const possible = choices.filter((choice) => !choice.disabled);
  const active = possible.find((choice) => choice.id === activeId) ?? possible[0] ?? null;
  const domId = (choice: C): string => `${listId}-${choice.id.replaceAll(/[^\w-]/g, '_')}`;
  const activeDomId = active ? domId(active) : null;

  useEffect(() => {
    if (activeDomId) document.getElementById(activeDomId)?.scrollIntoView({ block: 'nearest' });
  }, [activeDomId]);

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>): void => {
    if (event.key === 'Enter' && active && !event.nativeEvent.isComposing) {
      event.preventDefault();
      onChoose(active);
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    const at = active ? possible.indexOf(active) : -1;
    const next = possible[(at + (event.key === 'ArrowDown' ? 1 : -1) + possible.length) % possible.length];
    if (next) setActiveId(next.id);
  };

  return {
    active,
    /** For a box that has keys of its own besides. */
    moveFrom: onKeyDown,
    boxProps: {
      role: 'combobox',
      'aria-expanded': true,
      'aria-autocomplete': 'list',
      'aria-controls': listId,
      'aria-activedescendant': activeDomId ?? undefined,
      autoComplete: 'off',
      onKeyDown,
    } as const,
    listProps: { id: listId, role: 'listbox' } as const,
    choiceProps: (choice: C) =>
      ({
        id: domId(choice),
        role: 'option',
        'aria-selected': choice === active,
        'aria-disabled': choice.disabled === true,
        onClick: choice.disabled
          ? undefined
          : () => (click === 'chooses' ? onChoose(choice) : setActiveId(choice.id)),
        onMouseMove:
          choice.disabled || choice === active || click === 'marks'
            ? undefined
            : () => setActiveId(choice.id),
      }) as const,
  };
}
