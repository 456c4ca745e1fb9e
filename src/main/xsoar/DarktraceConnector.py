"""Hands every command over to the Darktrace Connector, and its answer back to XSOAR.

Nothing is decided here: the connector checks the arguments, asks Darktrace and makes the incidents.
"""
import http.client
import json
import re
import socket
import ssl
import urllib.parse
import urllib.request

import demistomock as demisto
from CommonServerPython import *

# The settings that describe the appliance. The others are for this script or for XSOAR, and stay here.
APPLIANCE = ("url", "isFetch", "insecure", "proxy", "min_score", "first_fetch")
SHORTEST_POLL = 10  # seconds; XSOAR asks no more often
POLLING_TIMEOUT = 3600  # seconds, where a command has no timeout_in_seconds
TIMEOUT = 240  # seconds without a byte; XSOAR itself ends a command after 300
NO_CONNECTOR = "Check connector_url: {} answered with HTTP {}, and not as the Darktrace Connector does."
WHAT_TO_DO = {
    "unauthenticated": " Check the Connector API key: the connector knows no such key, or it has expired.",
    "forbidden": " The key is the Connector API key of this instance; what it may do is set in the connector (connector.api-keys).",
}
NEEDED = (("write", "commands that change Darktrace"), ("respond", "commands that contain devices"))
MAY_HAVE_HAPPENED = " If the command changes something, look at its state in Darktrace before you send it again."


def secret(params, credentials, older):
    """A secret, which may come from XSOAR's store of credentials; earlier versions had a field of another name for it."""
    return ((params.get(credentials) or {}).get("password") or params.get(older) or "").strip()


def appliance(params):
    """What the connector has to know to ask an appliance that it has no configuration of."""
    settings = {name: params[name] for name in APPLIANCE if name in params}
    settings["max_alerts"] = params.get("max_fetch") or params.get("max_alerts")
    settings["public_api_token"] = secret(params, "public_creds", "public_api_token")
    settings["private_api_token"] = secret(params, "private_creds", "private_api_token")
    return {name: value for name, value in settings.items() if value is not None and value != ""}


class Failure(Exception):
    """A sentence that tells the reader what to do."""


class EveryAnswer(urllib.request.HTTPErrorProcessor):
    """Hands over every answer: failures too, and redirects, which would carry the API key and the tokens away."""

    def http_response(self, _, response):
        return response

    https_response = http_response


class Connector:
    """The connector that the instance's settings name, and the appliance that they ask it for."""

    def __init__(self, params):
        self.url = (params.get("connector_url") or "").strip().rstrip("/")
        if not re.fullmatch(r"https?://[^\s/?#@]+(/[^\s?#]*)?", self.url):
            raise Failure("connector_url must be the connector's address, such as https://connector.example.net:8080.")
        self.headers = {}
        api_key = secret(params, "connector_creds", "connector_api_key")
        if api_key:
            if not re.fullmatch("[!-~]+", api_key):
                raise Failure("The Connector API key holds a blank, a line break or a non-ASCII character: copy it again.")
            self.headers["Authorization"] = "Bearer " + api_key
        instance = (params.get("connector_instance") or "").strip()
        self.appliance = {"instance": instance} if instance else {"params": appliance(params)}
        tls = ssl.create_default_context()
        if argToBoolean(params.get("connector_insecure") or False):
            tls.check_hostname = False
            tls.verify_mode = ssl.CERT_NONE
        # The proxy setting is for the way from the connector to Darktrace; the connector stands next to XSOAR.
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), EveryAnswer, urllib.request.HTTPSHandler(context=tls))

    def run(self, command, request, *members):
        """Runs a command; the answer has these members."""
        status, body = self.post(command, request, "application/json")
        answer = self.parsed(body)
        if status == 200 and all(member in answer for member in members):
            return answer
        raise self.failure(status, answer)

    def file(self, command, request):
        """The file that goes with the answer of a command."""
        status, body = self.post(command, request, "application/octet-stream")
        if status == 200:
            return body
        raise self.failure(status, self.parsed(body))

    @staticmethod
    def parsed(body):
        try:
            answer = json.loads(body)
        except ValueError:
            answer = None
        return answer if isinstance(answer, dict) else {}

    def failure(self, status, answer):
        if "code" in answer and "detail" in answer:
            where = answer.get("correlation_id")  # in the connector's log
            return Failure("{} [{}]{}{}".format(
                answer["detail"], answer["code"], " (correlation ID {})".format(where) if where else "",
                WHAT_TO_DO.get(answer["code"], "")))
        sentence = NO_CONNECTOR.format(self.url, status)
        if status in (401, 403):
            sentence += " Check the Connector API key, too."
        elif status == 200 or status >= 500:  # it may have gone through all the same
            sentence += MAY_HAVE_HAPPENED
        return Failure(sentence)

    def caller(self):
        """Who the connector takes this instance for, and what it may do; None where the connector is too old to say."""
        status, body = self.send(urllib.request.Request(
            self.url + "/api/v1/caller", headers={**self.headers, "Accept": "application/json"}))
        answer = self.parsed(body)
        if status == 200 and all(member in answer for member in ("id", "roles", "instances", "commands")):
            return answer
        if status == 404:
            return None
        raise self.failure(status, answer)

    def post(self, command, body, accept):
        return self.send(urllib.request.Request(
            self.url + "/api/v1/commands/" + urllib.parse.quote(command, safe=""),
            json.dumps({**body, **self.appliance}).encode(),
            {**self.headers, "Content-Type": "application/json", "Accept": accept}))

    def send(self, request):
        try:
            with self.opener.open(request, timeout=TIMEOUT) as answer:
                return answer.status, answer.read()
        except (OSError, http.client.HTTPException) as failure:
            reason = getattr(failure, "reason", failure)
            if isinstance(reason, socket.timeout):
                sentence = "The connector at {} did not answer within {} seconds.".format(self.url, TIMEOUT)
            else:
                sentence = ("The connector at {} cannot be reached or broke off ({}). Check connector_url,"
                            " connector_insecure, and that the connector runs."
                            .format(self.url, reason or type(failure).__name__))
            raise Failure(sentence + MAY_HAVE_HAPPENED)


def test_module(connector):
    """Says "ok", which XSOAR shows as Success!, or what is not as it should be: XSOAR shows no other text without a red frame."""
    connector.run("test-module", {}, "outputs")
    remarks = [remark for remark in (clear_text(connector), lacking(connector.caller())) if remark]
    return "The connection works. " + " ".join(remarks) if remarks else "ok"


def clear_text(connector):
    """That whoever listens between XSOAR and the connector reads the tokens and the key."""
    address = urllib.parse.urlsplit(connector.url)
    if address.scheme == "https" or re.fullmatch(r"localhost|127(\.\d+){3}|::1", address.hostname or ""):
        return ""
    return ("connector_url begins with http, so that the key and the tokens travel in clear text: use https unless the"
            " way to the connector is protected otherwise.")


def lacking(caller):
    if caller is None:
        return ""
    missing = ["{}, which {} need".format(role, what) for role, what in NEEDED if role not in caller["roles"]]
    if not missing:
        return ""
    limits = "".join(" Its {} are {}.".format(what, ", ".join(caller[what]))
                     for what in ("instances", "commands") if "*" not in caller[what])
    return ("The connector knows this key as {}; its roles are {}.{} It lacks {}."
            " Leave it so if this instance is meant to do without.".format(
                caller["id"], ", ".join(caller["roles"]), limits, " and ".join(missing)))


def results(connector, command, args):
    answer = connector.run(command, {"args": args}, "outputs", "entry_context", "readable_output", "warnings")
    warnings = "".join("\n**Warning:** {}\n".format(warning) for warning in answer["warnings"])
    # What was done stands in the context, so that this is no error entry; it is to be seen all the same.
    failed = "".join("\n**Failed:** {} [{}]\n".format(failed_item(item), item["code"]) for item in answer.get("failed", []))
    poll = answer.get("poll")
    entries = [CommandResults(
        outputs={path: value for path, value in answer["entry_context"].items() if value != []},
        readable_output=answer["readable_output"] + failed + warnings,
        raw_response=answer["outputs"],
        scheduled_command=poll and ScheduledCommand(
            command=command,
            next_run_in_seconds=max(poll["seconds"], SHORTEST_POLL),
            args=poll["args"],
            timeout_in_seconds=int(poll["args"].get("timeout_in_seconds") or POLLING_TIMEOUT)))]
    if "file" in answer:
        entries.append(fileResult(answer["file"]["name"], connector.file(command, {"args": args})))
    return entries


def failed_item(item):
    """The ID of what failed, such as pbid=95."""
    return ", ".join("{}={}".format(name, value) for name, value in item.items()
                     if name not in ("code", "detail", "retry_after"))


def fetch_incidents(connector):
    args = {"last_run": demisto.getLastRun() or {}}
    if demisto.params().get("fetch_sources"):
        args["source"] = demisto.params()["fetch_sources"]
    answer = connector.run("fetch-incidents", {"args": args}, "outputs", "warnings")
    for warning in answer["warnings"]:
        demisto.info(warning)
    fetched = answer["outputs"]
    for incident in fetched["incidents"]:
        incident.pop("type", None)  # that is for the classifier, or the instance's Incident type, to say
    # In this order: whatever ends the script in between, the same incidents come again with the same dbotMirrorId.
    demisto.incidents(fetched["incidents"])
    demisto.setLastRun(fetched["next_run"])


def main():
    command = demisto.command()
    try:
        connector = Connector(demisto.params())
        if command == "test-module":
            return_results(test_module(connector))
        elif command == "fetch-incidents":
            fetch_incidents(connector)
        else:
            return_results(results(connector, command, demisto.args()))
    except Failure as failure:
        return_error(str(failure))
    except Exception as fault:
        return_error("{} failed within XSOAR: {}: {}".format(command, type(fault).__name__, fault))


if __name__ in ("__main__", "__builtin__", "builtins"):
    main()
