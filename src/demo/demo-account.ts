/** The documented account of the emulated telephone company; known to everyone, and of use on the loopback interface only. */
export const DEMO_ACCOUNT = {
  accountSid: 'ACde5cbe11000000000000000000000000',
  authToken: 'deskbellemulatordemotoken0000001',
  /** Signs what browsers sign in with. */
  apiKey: { sid: 'SKde5cbe11000000000000000000000000', secret: 'deskbellemulatordemosecret000001' },
} as const;
