// The log of incidents, read as server-sent events by fetch: EventSource has no header for a key.

import {send, Problem} from './api.js';

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 15_000;
/** The connector sends a sign of life every 15 s. */
const SILENCE = 45_000;

/**
 * Reads the log for ever, from where it broke off.
 * @param {string} path
 * @param {function(object)} take an event
 * @param {function(string, string)} tell the state: connecting, live, broken, stopped; and why
 */
export async function follow(path, take, tell) {
  let last = null;
  let wait = FIRST_WAIT;
  for (;;) {
    tell('connecting');
    try {
      await readOnce(last === null ? path : path.replace(/[?&]last=\d+/, ''), last, event => {
        last = event.id ?? last;
        take(JSON.parse(event.data));
      }, () => {
        wait = FIRST_WAIT;
        tell('live');
      });
      // The connector ends each stream some time; where its reader was is known.
      tell('connecting');
    } catch (failure) {
      if (failure instanceof Problem && failure.code === 'cursor_expired') {
        last = null;
      } else if (failure instanceof Problem && failure.status === 403) {
        tell('stopped', failure.message);
        return;
      }
      tell('broken', failure.message);
    }
    await new Promise(resolve => { setTimeout(resolve, wait); });
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }
}

async function readOnce(path, last, take, isOpen) {
  const stop = new AbortController();
  let silence = null;
  const heard = () => {
    clearTimeout(silence);
    silence = setTimeout(() => stop.abort(), SILENCE);
  };
  heard();
  try {
    const answer = await send(path, {
      signal: stop.signal, headers: {Accept: 'text/event-stream', ...(last === null ? {} : {'Last-Event-ID': last})},
    });
    isOpen();
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const {done, value} = await reader.read();
      if (done) {
        return;
      }
      heard();
      const parts = (rest + value).split('\n\n');
      rest = parts.pop();
      parts.map(parsed).filter(event => event.data !== '').forEach(take);
    }
  } finally {
    clearTimeout(silence);
  }
}

function parsed(block) {
  const lines = block.split('\n');
  const of = name => lines.filter(line => line.startsWith(`${name}:`)).map(line => line.slice(name.length + 1));
  return {id: of('id')[0] ?? null, data: of('data').join('\n')};
}
