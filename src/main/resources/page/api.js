// Calls of the connector. A key is kept here, in memory, and sent as a header: never in an address or a store.

let key = null;
let askForKey = null;
let askForLogin = null;
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

/** @param {function(): Promise} ask called when a session has ended; it is waited for until there is another one */
export function whenSessionEnds(ask) {
  askForLogin = ask;
}

/** From now on somebody is known. */
export function started() {
  isStarted = true;
}

export function forgetKey() {
  key = null;
}

export const hasKey = () => key !== null;

/** The connector gives a session this cookie, for what it changes. */
const hasSession = () => token() !== undefined;

/** Whether a caller has a session; cookies of that name may be those of another service on the same machine. */
export const isLoggedIn = caller => key === null && hasSession() && caller.id !== 'local';

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
    if (isStarted && hasSession() && used === null) {
      await askForLogin();
      continue;
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

/** Ends the session; one that has ended already is no failure. */
export async function logOut() {
  const answer = await fetch('logout', {method: 'POST', headers: headers()});
  if (!answer.ok && answer.status !== 401) {
    await fail(answer);
  }
}

/** Who is logged in at the moment; null for nobody. */
export async function whoIsLoggedIn() {
  const answer = await fetch('api/v1/caller', {headers: headers()}).catch(() => null);
  return answer?.ok ? answer.json() : null;
}
