#!/usr/bin/env python3
"""Follows the incidents of the Darktrace Connector, as any SOAR can that calls REST. Python 3.9 or newer, nothing else.

    python3 follow_incidents.py --once                                        # print what there is
    python3 follow_incidents.py --state state.json --comment --acknowledge    # go on for ever, and act

If the connector wants a key, it is read from the environment: DARKTRACE_CONNECTOR_KEY. The key needs the role read, and
write for --comment and --acknowledge.

It opens a case for each incident (here: a line on stdout). In Darktrace it changes nothing unless you ask for it.
Stopped at any point and started again with the same --state, it goes on where it was. An outage is waited for, however
long, and no incident is skipped. What else fails is told in the connector's words: of one incident, before the next one
comes; of reading incidents, and of a refusal (401, 403) wherever it comes from, as its last word.
"""
import argparse
import http.client
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

OUTAGE = ("darktrace_unavailable", "darktrace_timeout")  # nothing was changed
KEY = os.environ.get("DARKTRACE_CONNECTOR_KEY", "").strip()  # not an argument: the list of processes shows those
REFUSED = (401, 403)  # the connector's or a proxy's
PAUSE = 5  # seconds before another try, where the connector names none
LOW = 1  # XSOAR's scale: 0 unknown, 0.5 informational, 1 low, 2 medium, 3 high, 4 critical
CASES = set()  # stands in for the cases of your SOAR


def options():
    parser = argparse.ArgumentParser(
        description="Prints a line for each incident of a Darktrace Connector; changes nothing in Darktrace by itself.")
    parser.add_argument("--url", type=address, default=os.environ.get("CONNECTOR", "http://127.0.0.1:8080"),
                        help="of the connector (default: $CONNECTOR, or http://127.0.0.1:8080)")
    parser.add_argument("--state", metavar="FILE",
                        help="where to remember the position; without it, every start begins with the oldest incident")
    parser.add_argument("--once", action="store_true", help="end when there is nothing new, instead of waiting for more")
    parser.add_argument("--comment", action="store_true",
                        help="CHANGES DARKTRACE: write a comment to each breach that names its case")
    parser.add_argument("--acknowledge", action="store_true",
                        help="CHANGES DARKTRACE: acknowledge breaches of low severity")
    return parser.parse_args()


def address(text):
    parts = urllib.parse.urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise argparse.ArgumentTypeError("write http://host:port or https://host, not " + text)
    return text.rstrip("/")


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect is a failure: it would carry the key away."""

    def redirect_request(self, *_):
        return None


OPENER = urllib.request.build_opener(NoRedirect)


class Problem(Exception):
    """A failure as the connector tells it: a stable code, and a sentence that says what to do."""

    def __init__(self, status, document):
        super().__init__("{detail} [{code}]".format(**document))
        self.status = status
        self.code = document["code"]
        self.retry_after = document.get("retry_after")
        self.is_outage = self.retry_after is not None or self.code in OUTAGE


class NoAnswer(Exception):
    """The connector was not reached, or its answer is cut off or somebody else's: what it did is not known."""


def call(method, path, body=None):
    headers = {"Content-Type": "application/json", **({"Authorization": "Bearer " + KEY} if KEY else {})}
    request = urllib.request.Request(OPTIONS.url + path, None if body is None else json.dumps(body).encode(),
                                     headers, method=method)
    status = None
    try:
        try:
            with OPENER.open(request, timeout=120) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refusal:
            status = refusal.code
            raise Problem(status, json.load(refusal)) from None
    except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError) as failure:
        if status in REFUSED:
            sys.exit("HTTP {} from something before {}: see which proxy is in between".format(status, OPTIONS.url))
        raise NoAnswer(repr(failure)) from None


def command(name, instance, **args):
    """Runs a command; where a failure may pass, it is tried again, twice."""
    for attempt in range(3):
        try:
            return call("POST", "/api/v1/commands/" + name, {"args": args, "instance": instance})
        except Problem as problem:
            # After outcome_unknown somebody has to look first; what is named here has changed nothing.
            if attempt == 2 or not (problem.is_outage or problem.code == "darktrace_unreadable"):
                raise
            wait(problem.retry_after or PAUSE, problem)


def wait(seconds, why):
    tell("Trying again in", seconds, "s:", why)
    time.sleep(seconds)


def tell(*words):
    print(*words, file=sys.stderr, flush=True)


def handle(incident):
    fields = incident["CustomFields"]
    pbid, instance = fields["darktracepbid"], fields["darktraceinstance"]
    case = "case " + incident["dbotMirrorId"]
    # An incident may come again: what was done for it already is not done again.
    if case not in CASES:
        CASES.add(case)
        print(case, incident["severity"], incident["name"], flush=True)
    if OPTIONS.comment:
        comment(instance, pbid, "Opened " + case)
    if OPTIONS.acknowledge and 0 < incident["severity"] <= LOW:
        command("darktrace-acknowledge", instance, pbid=pbid)  # succeeds, too, where it is acknowledged already


def comment(instance, pbid, message):
    """Writes a comment, unless it is there."""
    comments = command("darktrace-get-comments", instance, pbid=pbid)["outputs"]["comments"]
    # Not every appliance's comments are objects with a message.
    if not any(isinstance(known, dict) and known.get("message") == message for known in comments):
        command("darktrace-add-comment", instance, pbid=pbid, message=message)


def handle_page(after):
    """Handles the incidents after a cursor; answers how many there were, and the cursor behind them."""
    query = urllib.parse.urlencode({"after": after, "limit": 50, "wait": "0s" if OPTIONS.once else "30s"})
    page = call("GET", "/api/v1/incidents?" + query)
    for incident in page["incidents"]:
        try:
            handle(incident)
        except Problem as problem:
            if problem.is_outage or problem.status in REFUSED:
                raise  # the others would fare no better: the page is asked for again, or this is the end
            tell("case", incident["dbotMirrorId"], "needs somebody:", problem)
    return len(page["incidents"]), page["next"]


def saved():
    """The position that was saved; none before the first page."""
    if not OPTIONS.state or not os.path.exists(OPTIONS.state):
        return ""
    try:
        with open(OPTIONS.state) as file:
            return json.load(file)["next"]
    except (OSError, ValueError, KeyError, TypeError):
        sys.exit(OPTIONS.state + " is no state of this script: name another file, or delete it to begin anew")


def save(after):
    """Saves the position. Written aside first, so that no crash can halve it."""
    if not OPTIONS.state:
        return
    try:
        with open(OPTIONS.state + ".new", "w") as file:
            json.dump({"next": after}, file)
        os.replace(OPTIONS.state + ".new", OPTIONS.state)
    except OSError as failure:
        sys.exit("The position cannot be saved: {}".format(failure))


def main():
    after = saved()
    save(after)  # Before anything is done: what cannot be saved would be done again and again.
    while True:
        try:
            count, after = handle_page(after)
        except NoAnswer as failure:
            # The page is asked for again; what was done for it is found done.
            wait(PAUSE, failure)
            continue
        except Problem as problem:
            if problem.code == "cursor_expired":
                # Incidents that were handled come again; a case is known by its dbotMirrorId.
                tell("Reading on from the oldest incident that is left:", problem)
                after = ""
            elif problem.is_outage or problem.status >= 500:
                wait(problem.retry_after or PAUSE, problem)
            else:
                sys.exit(str(problem))
            continue
        save(after)  # only now, when the whole page is handled
        if OPTIONS.once and not count:
            return


if __name__ == "__main__":
    OPTIONS = options()
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        os._exit(1)  # nobody reads the lines any more
