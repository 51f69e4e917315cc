import { Menu } from '@mantine/core';
import { IconBellRinging } from '@tabler/icons-react';
import { usePush } from './use-push.ts';

/** One's own switch: be told of what needs me while no page is open. Nothing is shown where the browser cannot. */
export function PushSwitch() {
  const { state, error, toggle } = usePush();
  if (state === 'looking' || state === 'unsupported') return null;
  return (
    <>
      <Menu.Item
        leftSection={<IconBellRinging size={16} />}
        closeMenuOnClick={false}
        disabled={state === 'denied'}
        onClick={toggle}
      >
        {state === 'denied'
          ? 'This browser forbids notices for this address'
          : state === 'on'
            ? 'Stop telling me while no page is open'
            : 'Tell me while no page is open'}
      </Menu.Item>
      {error ? <Menu.Label role="alert">It was not switched: {error.message}</Menu.Label> : null}
    </>
  );
}
