import { Loader, Modal, Stack, Switch } from '@mantine/core';
import { usePush, type PushState } from './use-push.ts';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** One's own choice for this device: be told of what needs me while no page is open. */
export function PushSettings({ opened, onClose }: Props) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Notices on this device"
      lockScroll={false}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Choice />
    </Modal>
  );
}

function Choice() {
  const { state, error, busy, toggle } = usePush();
  const possible = state === 'on' || state === 'off';
  return (
    <Stack gap="xs">
      <p>
        While no page of Deskbell is open, this browser can tell you of what needs you: the business and the
        subject, as on your desk list.
      </p>
      <Switch
        label="Tell me on this device"
        checked={state === 'on'}
        disabled={!possible || busy}
        aria-busy={busy || state === 'looking'}
        onChange={toggle}
        {...(busy || state === 'looking' ? { thumbIcon: <Loader size={10} /> } : {})}
      />
      <p role="status" className="soft">
        {words(state)}
      </p>
      {error === null ? null : <p role="alert">{error}</p>}
    </Stack>
  );
}

function words(state: PushState): string {
  switch (state) {
    case 'looking':
      return 'Looking what this browser may do…';
    case 'unsupported':
      return window.isSecureContext
        ? 'This browser cannot do it. On an iPhone or iPad, add Deskbell to the home screen and open it from there.'
        : 'Browsers do this for addresses with https only. Ask whoever runs Deskbell for one.';
    case 'denied':
      return `This browser was told to refuse notices of ${location.host}. To allow them, open the settings of the site (the sign to the left of the address), set notifications to “Allow”, and load the page again.`;
    case 'on':
      return 'This device tells you. On another device, switch it on there.';
    case 'off':
      return 'This device does not tell you. The browser will ask you once whether it may.';
  }
}
