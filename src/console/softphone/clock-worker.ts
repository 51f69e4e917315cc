// Browsers slow down or stop the timers of pages that nobody looks at; those of a worker go on for as long as the page lives.
// A worker speaks to nobody but its page.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
setInterval(() => globalThis.postMessage(null), 1_000);
