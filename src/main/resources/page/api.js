// Calls of the connector. A key is kept here, in memory, and sent as a header: never in an address or a store.

let key = null;
let askForKey = null;
let isStarted = false;

/** What the connector answered in place of a result: RFC 9457 with `code`, `detail`, `argument`. */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail ?? `The connector answered with status ${status}.`);
    this.status = status;
    this.code = body.code;
    this.argument = body.argument;
    this.retryAfter = body.retry_after;
    this.correlationId = body.correlation_id;
  }
}

/** @param {function(string): Promise<string>} ask called with a reason when the connector wants a key */
export function whenKeyIsNeeded(ask) {
  askForKey = ask;
}

/** From now on somebody is known. */
export function started() {
  isStarted = true;
}

export function forgetKey() {
  key = null;
}

export const hasKey = () => key !== null;

/** Whether somebody is logged in: the connector gives a session this cookie, for what it changes. */
export const hasSession = () => token() !== undefined;

function token() {
  return document.cookie.split('; ').find(cookie => cookie.startsWith('XSRF-TOKEN='))?.slice('XSRF-TOKEN='.length);
}

function headers(given = {}) {
  const all = {...given};
  if (key !== null) {
    all.Authorization = `Bearer ${key}`;
  } else if (hasSession()) {
    all['X-XSRF-TOKEN'] = token();
  }
  return all;
}

/** Sends a request; one that nobody may send without a key asks for it and is sent again. */
export async function send(path, options = {}) {
  for (;;) {
    const used = key;
    let answer;
    try {
      answer = await fetch(path, {...options, headers: headers(options.headers)});
    } catch (failure) {
      if (failure.name === 'AbortError') {
        throw failure;
      }
      throw new Problem(0, {code: 'unreachable', detail: 'The connector cannot be reached. Is it running?'});
    }
    if (answer.status !== 401) {
      return answer.ok ? answer : fail(answer);
    }
    // A session that ended: the connector sends whoever opens the page without one to the login.
    if (isStarted && hasSession() && used === null) {
      location.reload();
    }
    const problem = await answer.json().catch(() => ({}));
    // Another request may have asked meanwhile.
    if (used === key) {
      key = await askForKey(used === null ? '' : problem.detail);
    }
  }
}

async function fail(answer) {
  throw new Problem(answer.status, await answer.json().catch(() => ({})));
}

export async function get(path) {
  return (await send(path)).json();
}

const JSON_BODY = {'Content-Type': 'application/json'};

function post(path, body, accept = 'application/json') {
  return send(path, {method: 'POST', headers: {...JSON_BODY, Accept: accept}, body: JSON.stringify(body)});
}

/** Runs a line as it stands. */
export async function runLine(line) {
  return (await post('api/v1/war-room', {line})).json();
}

/** Runs a command that the page itself needs, or that is asked again. */
export async function runCommand(command, args, instance) {
  const body = instance ? {args, instance} : {args};
  return (await post(`api/v1/commands/${encodeURIComponent(command)}`, body)).json();
}

/** The file of a command. */
export async function download(command, args, instance) {
  const body = instance ? {args, instance} : {args};
  return (await post(`api/v1/commands/${encodeURIComponent(command)}`, body, 'application/octet-stream')).blob();
}

export async function logOut() {
  await send('logout', {method: 'POST'});
}
