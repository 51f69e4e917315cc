import type { Exchange } from './exchange.ts';
import { newSid } from './ids.ts';
import { isPhoneNumber, normaliseAddress } from './phone-number.ts';
import type { ApplicationRecord, Callback, HttpMethod, NumberRecord } from './records.ts';
import { TwilioError } from './world.ts';
import type { Fallback } from './world.ts';

export type NumberSettings = Partial<
  Omit<NumberRecord, 'sid' | 'accountSid' | 'phoneNumber' | 'dateCreated' | 'dateUpdated'>
>;
export type ApplicationSettings = Partial<
  Omit<ApplicationRecord, 'sid' | 'accountSid' | 'dateCreated' | 'dateUpdated'>
>;

/** What happens when one of the account's numbers is rung. */
export interface VoiceSettings {
  readonly url: string;
  readonly method: HttpMethod;
  readonly fallback: Fallback | null;
  readonly statusCallback: Callback | null;
}

/** The account's own telephone numbers. Every other number belongs to a handset. */
export class Numbers {
  readonly #exchange: Exchange;
  readonly #records = new Map<string, NumberRecord>();

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
  }

  list(): readonly NumberRecord[] {
    return [...this.#records.values()];
  }

  get(sid: string): NumberRecord | undefined {
    return this.#records.get(sid);
  }

  byPhoneNumber(number: string): NumberRecord | undefined {
    return this.list().find((record) => record.phoneNumber === number);
  }

  create(number: { phoneNumber: string; settings: NumberSettings }): NumberRecord {
    const phoneNumber = normaliseAddress(number.phoneNumber);
    if (phoneNumber === null || !isPhoneNumber(phoneNumber)) {
      throw new TwilioError(
        400,
        21421,
        `PhoneNumber ${number.phoneNumber} is not a valid number; use E.164, as +15550100.`,
      );
    }
    if (this.byPhoneNumber(phoneNumber)) {
      throw new TwilioError(
        400,
        21422,
        `PhoneNumber ${phoneNumber} is not available: this account has it already.`,
      );
    }
    const { accountSid, clock } = this.#exchange;
    const now = clock.now();
    const record: NumberRecord = {
      sid: newSid('PN'),
      accountSid,
      phoneNumber,
      friendlyName: phoneNumber,
      voiceUrl: '',
      voiceMethod: 'POST',
      voiceFallbackUrl: '',
      voiceFallbackMethod: 'POST',
      statusCallback: '',
      statusCallbackMethod: 'POST',
      voiceApplicationSid: null,
      smsUrl: '',
      smsMethod: 'POST',
      dateCreated: now,
      dateUpdated: now,
      ...number.settings,
    };
    this.#records.set(record.sid, record);
    return record;
  }

  update(sid: string, settings: NumberSettings): NumberRecord {
    const record = this.#records.get(sid);
    if (!record)
      throw new TwilioError(404, 20404, `The requested resource /IncomingPhoneNumbers/${sid} was not found`);
    Object.assign(record, withoutUndefined(settings), { dateUpdated: this.#exchange.clock.now() });
    return record;
  }

  remove(sid: string): void {
    if (!this.#records.delete(sid)) {
      throw new TwilioError(404, 20404, `The requested resource /IncomingPhoneNumbers/${sid} was not found`);
    }
  }

  /**
   * The number that a call made by REST shows; it must be the account's own.
   * @throws TwilioError 21212 when it is no number, 21210 when it is somebody else's
   */
  requireCallerId(text: string): string {
    const address = normaliseAddress(text);
    if (address === null)
      throw new TwilioError(400, 21212, `The 'From' number ${text} is not a valid number.`);
    if (isPhoneNumber(address) && !this.byPhoneNumber(address)) {
      throw new TwilioError(
        400,
        21210,
        `The source phone number provided, ${address}, is not one of this account's numbers.`,
      );
    }
    return address;
  }

  /** An application set on a number wins over the number's own addresses. Null when nothing would answer. */
  voiceSettingsOf(number: NumberRecord): VoiceSettings | null {
    const source = number.voiceApplicationSid
      ? this.#exchange.applications.get(number.voiceApplicationSid)
      : number;
    return source && source.voiceUrl !== '' ? this.settingsIn(source) : null;
  }

  /** What a number or an application with a voice URL says about its calls. */
  settingsIn(source: NumberRecord | ApplicationRecord): VoiceSettings {
    return {
      url: source.voiceUrl,
      method: source.voiceMethod,
      fallback:
        source.voiceFallbackUrl === ''
          ? null
          : { url: source.voiceFallbackUrl, method: source.voiceFallbackMethod },
      statusCallback:
        source.statusCallback === ''
          ? null
          : { url: source.statusCallback, method: source.statusCallbackMethod, events: ['completed'] },
    };
  }
}

/** TwiML applications: a set of voice addresses that numbers and calls may refer to. */
export class Applications {
  readonly #exchange: Exchange;
  readonly #records = new Map<string, ApplicationRecord>();

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
  }

  list(): readonly ApplicationRecord[] {
    return [...this.#records.values()];
  }

  get(sid: string): ApplicationRecord | undefined {
    return this.#records.get(sid);
  }

  create(settings: ApplicationSettings): ApplicationRecord {
    const { accountSid, clock } = this.#exchange;
    const now = clock.now();
    const record: ApplicationRecord = {
      sid: newSid('AP'),
      accountSid,
      friendlyName: '',
      voiceUrl: '',
      voiceMethod: 'POST',
      voiceFallbackUrl: '',
      voiceFallbackMethod: 'POST',
      statusCallback: '',
      statusCallbackMethod: 'POST',
      dateCreated: now,
      dateUpdated: now,
      ...settings,
    };
    this.#records.set(record.sid, record);
    return record;
  }

  update(sid: string, settings: ApplicationSettings): ApplicationRecord {
    const record = this.#records.get(sid);
    if (!record)
      throw new TwilioError(404, 20404, `The requested resource /Applications/${sid} was not found`);
    Object.assign(record, withoutUndefined(settings), { dateUpdated: this.#exchange.clock.now() });
    return record;
  }

  remove(sid: string): void {
    if (!this.#records.delete(sid)) {
      throw new TwilioError(404, 20404, `The requested resource /Applications/${sid} was not found`);
    }
  }
}

function withoutUndefined(settings: object): object {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
