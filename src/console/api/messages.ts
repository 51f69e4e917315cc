import { MessageDetail, MessageFormNow, MessagePage, type NewMessage } from '../../contract/messages.ts';
import { Nothing } from './http.ts';
import { queryOf, useOne, usePages, useRead, useSend, type Narrowing } from './matters.ts';

export function useMessages(narrowing: Narrowing, options: { readonly enabled?: boolean } = {}) {
  return usePages('messages', MessagePage, narrowing, options);
}

export function useMessage(messageId: string | null) {
  return useOne('messages', MessageDetail, messageId);
}

/** The form of this business that fits the topic and the hour. */
export function useMessageForm(businessId: string | null, topic: string | null) {
  return useRead('messages', MessageFormNow, `messages/forms?${queryOf({ business: businessId, topic })}`, {
    enabled: businessId !== null,
  });
}

export function useTakeMessage() {
  const send = useSend('messages', MessageDetail);
  return { ...send, take: (asked: NewMessage) => send.mutateAsync({ path: '', body: asked }) };
}

/** Acknowledges or settles; the path begins with the message's id. */
export function useMessageAction() {
  return useSend('messages', Nothing);
}
