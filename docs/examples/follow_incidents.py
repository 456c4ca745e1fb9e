#!/usr/bin/env python3
"""Follows the incidents of the Darktrace Connector, as any SOAR can that calls REST. Python 3.9 or newer, nothing else.

    CONNECTOR=http://127.0.0.1:8080 python3 follow_incidents.py state.json

It opens a case for each incident (here: a line on stdout), writes a comment into Darktrace that says so, and
acknowledges breaches of low severity. Stopped at any point and started again, it goes on where it was. An outage is
waited for, however long, and no incident is skipped. What else fails is told in the connector's words: of one incident,
before the next one comes; of reading incidents, and of a refusal (401, 403) wherever it comes from, as its last word.
"""
import http.client
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

CONNECTOR = os.environ.get("CONNECTOR", "http://127.0.0.1:8080")
ONCE = "--once" in sys.argv  # end when there is nothing new, instead of waiting for more
OUTAGE = ("darktrace_unavailable", "darktrace_timeout")  # nothing was changed
REFUSED = (401, 403)  # the connector's or a proxy's
PAUSE = 5  # seconds before another try, where the connector names none
LOW = 1  # XSOAR's scale: 0 unknown, 0.5 informational, 1 low, 2 medium, 3 high, 4 critical
CASES = set()  # stands in for the cases of your SOAR


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
    request = urllib.request.Request(CONNECTOR + path, None if body is None else json.dumps(body).encode(),
                                     {"Content-Type": "application/json"}, method=method)
    status = None
    try:
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refusal:
            status = refusal.code
            raise Problem(status, json.load(refusal)) from None
    except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError) as failure:
        if status in REFUSED:
            sys.exit("HTTP {} from something before {}: see which proxy is in between".format(status, CONNECTOR))
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
    comments = command("darktrace-get-comments", instance, pbid=pbid)["outputs"]["comments"]
    message = "Opened " + case
    # Not every appliance's comments are objects with a message.
    if not any(isinstance(comment, dict) and comment.get("message") == message for comment in comments):
        command("darktrace-add-comment", instance, pbid=pbid, message=message)
    if 0 < incident["severity"] <= LOW:
        command("darktrace-acknowledge", instance, pbid=pbid)  # succeeds, too, where it is acknowledged already


def handle_page(after):
    """Handles the incidents after a cursor; answers how many there were, and the cursor behind them."""
    query = urllib.parse.urlencode({"after": after, "limit": 50, "wait": "0s" if ONCE else "30s"})
    page = call("GET", "/api/v1/incidents?" + query)
    for incident in page["incidents"]:
        try:
            handle(incident)
        except Problem as problem:
            if problem.is_outage or problem.status in REFUSED:
                raise  # the others would fare no better: the page is asked for again, or this is the end
            tell("case", incident["dbotMirrorId"], "needs somebody:", problem)
    return len(page["incidents"]), page["next"]


def main(state_file):
    after = ""
    if os.path.exists(state_file):
        with open(state_file) as file:
            after = json.load(file)["next"]
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
        # The cursor moves when the whole page is handled. Written aside first, so that no crash can halve it.
        with open(state_file + ".new", "w") as file:
            json.dump({"next": after}, file)
        os.replace(state_file + ".new", state_file)
        if ONCE and not count:
            return


if __name__ == "__main__":
    main(next(argument for argument in sys.argv[1:] if argument != "--once"))
