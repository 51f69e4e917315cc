import { ActionIcon, Button, Kbd, Menu, Tooltip, useMantineColorScheme } from '@mantine/core';
import {
  IconBell,
  IconBellOff,
  IconBellPause,
  IconBellRinging,
  IconDeviceLandlinePhone,
  IconDeviceDesktop,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconSearch,
  IconSun,
  IconUser,
} from '@tabler/icons-react';
import { useState } from 'react';
import { hasRole, useMe, useSignOut } from '../../api/session.ts';
import { roleWords } from '../words.ts';
import { PushSettings } from '../../push/push-settings.tsx';
import { useSound } from '../sound/sound-context.tsx';
import { useNoticePermission } from '../sound/ring-notice.ts';
import { BusinessChoice } from './business-choice.tsx';
import { ConnectionLight } from './connection-light.tsx';
import { MyState } from './my-state.tsx';
import styles from './top-line.module.css';

interface Props {
  readonly onSearch: () => void;
  readonly onShortcuts: () => void;
}

export function TopLine({ onSearch, onShortcuts }: Props) {
  const me = useMe();
  return (
    <header className={styles.top}>
      <div className={styles.business}>
        <BusinessChoice />
      </div>
      <Button
        variant="default"
        className={styles.search ?? ''}
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={<Kbd>Ctrl K</Kbd>}
        onClick={onSearch}
      >
        Search
      </Button>
      <div className={styles.space} />
      {me.handsetsUrl ? (
        <a className={styles.handsets} href={me.handsetsUrl} target="_blank" rel="noreferrer">
          <IconDeviceLandlinePhone size={16} aria-hidden />
          Handsets
        </a>
      ) : null}
      <ConnectionLight />
      <div className={styles.mine}>
        <MyState />
      </div>
      <SoundButton />
      <AccountMenu onSearch={onSearch} onShortcuts={onShortcuts} />
    </header>
  );
}

function SoundButton() {
  const { wanted, blocked, choose } = useSound();
  const Icon = !wanted ? IconBellOff : blocked ? IconBellPause : IconBell;
  const words = !wanted
    ? 'Sound is off. Switch on'
    : blocked
      ? 'Sound is on, once you click or press a key. Switch off'
      : 'Sound is on. Switch off';
  return (
    <Tooltip label={words}>
      <ActionIcon
        className={styles.sound ?? ''}
        variant="default"
        size={36}
        aria-label={words}
        onClick={() => choose(!wanted)}
      >
        <Icon size={18} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

function AccountMenu({ onSearch, onShortcuts }: Props) {
  const me = useMe();
  const signOut = useSignOut();
  const [pushOpen, setPushOpen] = useState(false);
  const sound = useSound();
  const notices = useNoticePermission();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const highest = (['admin', 'manager', 'expert', 'receptionist'] as const).find((role) => hasRole(me, role));
  const themes = [
    { value: 'light', words: 'Light', Icon: IconSun },
    { value: 'dark', words: 'Dark', Icon: IconMoon },
    { value: 'auto', words: 'As the system', Icon: IconDeviceDesktop },
  ] as const;
  return (
    <>
      <Menu position="bottom-end" width={260} withinPortal>
        <Menu.Target>
          <Button
            variant="default"
            className={styles.account ?? ''}
            leftSection={<IconUser size={16} aria-hidden />}
            aria-label={`${me.name}: theme, shortcuts, sign out`}
          >
            <span className={styles.name}>{me.name}</span>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            {me.name}
            {highest ? `, ${roleWords(highest).toLowerCase()}` : ''}
          </Menu.Label>
          <Menu.Item leftSection={<IconSearch size={16} />} onClick={onSearch}>
            Search
          </Menu.Item>
          <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={onShortcuts}>
            Keyboard shortcuts
          </Menu.Item>
          {me.handsetsUrl ? (
            <Menu.Item
              component="a"
              href={me.handsetsUrl}
              target="_blank"
              rel="noreferrer"
              leftSection={<IconDeviceLandlinePhone size={16} />}
            >
              Handsets page
            </Menu.Item>
          ) : null}
          <Menu.Item
            leftSection={sound.wanted ? <IconBellOff size={16} /> : <IconBell size={16} />}
            onClick={() => sound.choose(!sound.wanted)}
          >
            {sound.wanted ? 'Switch sound off' : 'Switch sound on'}
          </Menu.Item>
          {notices.permission === 'default' ? (
            <Menu.Item leftSection={<IconBell size={16} />} onClick={notices.request}>
              Show system notices of calls
            </Menu.Item>
          ) : null}
          <Menu.Item leftSection={<IconBellRinging size={16} />} onClick={() => setPushOpen(true)}>
            Notices on this device
          </Menu.Item>
          <Menu.Divider />
          <Menu.Label>Theme</Menu.Label>
          {themes.map(({ value, words, Icon }) => (
            <Menu.RadioItem
              key={value}
              value={value}
              checked={colorScheme === value}
              rightSection={<Icon size={16} aria-hidden />}
              closeMenuOnClick
              onChange={() => setColorScheme(value)}
            >
              {words}
            </Menu.RadioItem>
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => signOut.mutate()}>
            Sign out
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <PushSettings opened={pushOpen} onClose={() => setPushOpen(false)} />
    </>
  );
}
