import { describe, test } from '@jest/globals';
import { expectLooksRight } from './expect-looks.ts';
import { softphoneDesk } from './softphone-desk.ts';

const { stage, openDesk, button, line, takesCallsHere, talks } = softphoneDesk();

describe('light and dark, wide and narrow, accessible and within the content policy is', () => {
  test('the check', async () => {
    await openDesk();
    await button('Take calls in this browser instead').click();
    await stage.page.getByRole('meter', { name: 'How loud the microphone is' }).waitFor();
    await button('Play a tone').click();
    await expectLooksRight(stage);
  });

  test('the check while calls are taken here', async () => {
    await openDesk();
    await takesCallsHere();
    await button('Check sound and microphone').click();
    await stage.page.getByRole('heading', { name: 'Sound and microphone' }).waitFor();
    await button('Take calls on my telephone').waitFor();
    await expectLooksRight(stage);
  });

  test('a call with its keypad and devices', async () => {
    await openDesk();
    await talks();
    await stage.page.keyboard.press('Control+Shift+M');
    await button('Keypad').click();
    await expectLooksRight(stage);
  });

  test('the banner of a browser that cannot be rung', async () => {
    await openDesk();
    await takesCallsHere();
    await line("become({ line: { status: 'down', why: 'The line to the telephone company is lost.' } })");
    await stage.page.getByText('Calls cannot ring here.').waitFor();
    await expectLooksRight(stage);
  });
});
