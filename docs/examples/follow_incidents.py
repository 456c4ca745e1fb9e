#!/usr/bin/env python3
"""Follows the incidents of the Darktrace Connector, as any SOAR can that calls REST. Python 3.9 or newer, nothing else.

    CONNECTOR=http://127.0.0.1:8080 python3 follow_incidents.py state.json

It opens a case for each incident (here: a line on stdout), writes a comment into Darktrace that says so, and
acknowledges breaches of low severity. Stopped at any point and started again, it goes on where it was.
"""
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

CONNECTOR = os.environ.get("CONNECTOR", "http://127.0.0.1:8080")
ONCE = "--once" in sys.argv  # end when there is nothing new, instead of waiting for more
LOW = 1  # XSOAR's scale: 0 unknown, 0.5 informational, 1 low, 2 medium, 3 high, 4 critical


class Problem(Exception):
    """A failure as the connector tells it: a stable code, and a sentence that says what to do."""

    def __init__(self, document):
        super().__init__("{detail} [{code}]".format(**document))
        self.code = document["code"]
        self.retry_after = document.get("retry_after")


def call(method, path, body=None):
    request = urllib.request.Request(CONNECTOR + path, None if body is None else json.dumps(body).encode(),
                                     {"Content-Type": "application/json"}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as refusal:
        raise Problem(json.load(refusal)) from None


def command(name, instance, **args):
    """Runs a command; where the connector says when it makes sense to try again, that is done, twice."""
    for attempt in range(3):
        try:
            return call("POST", "/api/v1/commands/" + name, {"args": args, "instance": instance})
        except Problem as problem:
            # Only these say that nothing was done. After outcome_unknown somebody has to look first.
            if problem.code not in ("rate_limited", "darktrace_unavailable") or attempt == 2:
                raise
            time.sleep(problem.retry_after or 5)


def handle(incident):
    fields = incident["CustomFields"]
    pbid, instance = fields["darktracepbid"], fields["darktraceinstance"]
    case = "case " + incident["dbotMirrorId"]
    print(case, incident["severity"], incident["name"], flush=True)
    # An incident may come twice: what was done for it already is not done again.
    comments = command("darktrace-get-comments", instance, pbid=pbid)["outputs"]["comments"]
    if not any(case in comment["message"] for comment in comments):
        command("darktrace-add-comment", instance, pbid=pbid, message="Opened " + case)
    if 0 < incident["severity"] <= LOW:
        command("darktrace-acknowledge", instance, pbid=pbid)  # succeeds, too, where it is acknowledged already


def main(state_file):
    state = {"next": ""}
    if os.path.exists(state_file):
        with open(state_file) as file:
            state = json.load(file)
    while True:
        query = urllib.parse.urlencode({"after": state["next"], "limit": 50, "wait": "0s" if ONCE else "30s"})
        try:
            page = call("GET", "/api/v1/incidents?" + query)
            for incident in page["incidents"]:
                try:
                    handle(incident)
                except Problem as problem:
                    print("case", incident["dbotMirrorId"], "needs somebody:", problem, file=sys.stderr, flush=True)
        except OSError as unreachable:
            print("The connector cannot be reached, trying again:", unreachable, file=sys.stderr, flush=True)
            time.sleep(5)
            continue
        # The cursor moves when the whole page is handled. Written aside first, so that no crash can halve it.
        with open(state_file + ".new", "w") as file:
            json.dump({"next": page["next"]}, file)
        os.replace(state_file + ".new", state_file)
        state["next"] = page["next"]
        if ONCE and not page["incidents"]:
            return


if __name__ == "__main__":
    main(next(argument for argument in sys.argv[1:] if argument != "--once"))
