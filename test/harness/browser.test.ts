import { describe, expect, test } from '@jest/globals';
import { findBrowser } from './browser.ts';

describe('finding the browser', () => {
  test('takes the one that CHROMIUM_PATH names, before any other', () => {
    expect(findBrowser({ CHROMIUM_PATH: '/opt/chrome' }, () => true)).toBe('/opt/chrome');
  });

  test('says so when CHROMIUM_PATH names nothing', () => {
    expect(() => findBrowser({ CHROMIUM_PATH: '/opt/none' }, () => false)).toThrow(
      'CHROMIUM_PATH names /opt/none',
    );
  });

  test('looks in the usual places', () => {
    expect(findBrowser({}, (path) => path === '/usr/bin/google-chrome')).toBe('/usr/bin/google-chrome');
  });

  test('says how to install one when there is none', () => {
    expect(() => findBrowser({}, () => false)).toThrow('sudo apt-get install chromium');
  });
});
