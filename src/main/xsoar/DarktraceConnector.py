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
APPLIANCE = ("url", "isFetch", "insecure", "proxy", "min_score", "first_fetch",
             "severity", "models", "exclude_models", "include_acknowledged")
BRAND = "Darktrace Connector"  # as the connector names it in DBotScore
# What XSOAR takes with every command and acts on itself; the connector would warn that it does nothing with them.
OF_XSOAR = ("auto-extract", "debug-mode", "execution-timeout", "extend-context", "ignore-outputs", "raw-response",
            "retry-count", "retry-interval", "using", "using-brand")
SHORTEST_POLL = 10  # seconds; XSOAR asks no more often
POLLING_TIMEOUT = 3600  # seconds, where a command has no timeout_in_seconds
TIMEOUT = 240  # seconds without a byte; XSOAR itself ends a command after 300
NO_CONNECTOR = "Check connector_url: {} answered with HTTP {}, and not as the Darktrace Connector does."
WHAT_TO_DO = {
    "unauthenticated": " Check the Connector API key: the connector knows no such key, or it has expired.",
    "forbidden": " The key is the Connector API key of this instance; what it may do is set in the connector (connector.api-keys).",
}
NEEDED = (("write", "commands that change Darktrace"), ("respond", "commands that contain devices"))
MIRROR_DIRECTIONS = {"Incoming": "In", "Outgoing": "Out", "Incoming And Outgoing": "Both"}
MOST_NOTICES = 100  # incidents
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
    """A sentence that tells the reader what to do, and the connector's code where it has one."""

    def __init__(self, sentence, code=None):
        super().__init__(sentence)
        self.code = code


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
        # The proxy setting is for the way from the connector to Darktrace; the connector stands next to XSOAR.
        handlers = [urllib.request.ProxyHandler({}), EveryAnswer]
        if self.url.startswith("https:"):  # a context costs more than a request
            tls = ssl.create_default_context()
            if argToBoolean(params.get("connector_insecure") or False):
                tls.check_hostname = False
                tls.verify_mode = ssl.CERT_NONE
            handlers.append(urllib.request.HTTPSHandler(context=tls))
        self.opener = urllib.request.build_opener(*handlers)

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
                WHAT_TO_DO.get(answer["code"], "")), answer["code"])
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
    reliability = demisto.params().get("integrationReliability")
    context = {path: value for path, value in answer["entry_context"].items() if value != []}
    if reliability:
        for score in at(context, "DBotScore"):
            score["Reliability"] = reliability
    entries = [CommandResults(
        outputs=context,
        readable_output=answer["readable_output"] + failed + warnings,
        raw_response=answer["outputs"],
        relationships=relationships(context, reliability),
        scheduled_command=poll and ScheduledCommand(
            command=command,
            next_run_in_seconds=max(poll["seconds"], SHORTEST_POLL),
            args=poll["args"],
            timeout_in_seconds=int(poll["args"].get("timeout_in_seconds") or POLLING_TIMEOUT)))]
    if "file" in answer:
        entries.append(fileResult(answer["file"]["name"], connector.file(command, {"args": args})))
    return entries


def at(context, path):
    """What stands at a path that integrations share; the key of the context has a condition besides."""
    return [entity for key, found in context.items() if key.startswith(path + "(")
            for entity in (found if isinstance(found, list) else [found])]


def relationships(context, reliability):
    """What a domain says of its addresses, in the form in which XSOAR keeps it."""
    return [EntityRelationship(
        name=said["Relationship"], entity_a=said["EntityA"], entity_a_type=said["EntityAType"],
        entity_b=said["EntityB"], entity_b_type=said["EntityBType"],
        source_reliability=reliability or "", brand=BRAND)
            for domain in at(context, "Domain") for said in domain.get("Relationships", [])]


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
    mirror = mirroring(demisto.params())
    for incident in fetched["incidents"]:
        if mirror:
            raw = {**json.loads(incident["rawJSON"]), **mirror, "mirror_id": incident["dbotMirrorId"]}
            incident["rawJSON"] = json.dumps(raw)
        incident.pop("type", None)  # that is for the classifier, or the instance's Incident type, to say
    # In this order: whatever ends the script in between, the same incidents come again with the same dbotMirrorId.
    demisto.incidents(fetched["incidents"])
    demisto.setLastRun(fetched["next_run"])
    if answer["warnings"]:
        demisto.updateModuleHealth("\n".join(answer["warnings"]))  # seen at the instance, and no failure


def mirroring(params):
    """What the incoming mapper takes the fields of mirroring from; nothing where incidents are not mirrored."""
    direction = MIRROR_DIRECTIONS.get(params.get("mirror_direction"))
    tag = params.get("comment_tag")
    return direction and {"mirror_direction": direction, "mirror_instance": demisto.integrationInstance(),
                          "mirror_tags": [tag] if tag else []}


def wants(parameter):
    return argToBoolean(demisto.params().get(parameter) or False)


def json_entry(contents):
    return {"Type": 1, "ContentsFormat": "json", "Contents": contents}


def note(text):
    tag = demisto.params().get("comment_tag_from")
    return {"Type": 1, "ContentsFormat": "text", "Contents": text, "Note": True, "Tags": [tag] if tag else []}


class Notices:
    """What an analyst must know of an update of Darktrace. XSOAR shows nothing of one, so that it comes in as a note.

    Made when the connector has answered: XSOAR may update other incidents while it is waited for, which keep theirs meanwhile.
    """

    KEY = "mirror_notices"

    def __init__(self):
        self.context = demisto.getIntegrationContext() or {}
        self.incidents = json.loads(self.context.get(self.KEY) or "{}")

    def keep(self, remote_id, incident):
        self.incidents.pop(remote_id, None)
        if incident:
            self.incidents[remote_id] = incident
        newest = dict(list(self.incidents.items())[-MOST_NOTICES:])
        demisto.setIntegrationContext({**self.context, self.KEY: json.dumps(newest)})

    def add(self, remote_id, sentences, failure):
        """A failure is shown once, however often XSOAR tries again, and no more when it is over."""
        known = self.incidents.get(remote_id, {})
        say = known.get("say", [])
        say = say + [sentence for sentence in sentences if sentence not in say]
        told = bool(failure and known.get("told"))
        changed = {"say": say, "failure": failure, "told": told} if say or failure else {}
        if changed or known:
            self.keep(remote_id, changed)

    def of(self, remote_id):
        known = self.incidents.get(remote_id, {})
        return known.get("say", []) + ([known["failure"]] if known.get("failure") and not known["told"] else [])

    def shown(self, remote_id):
        if self.of(remote_id):
            known = self.incidents[remote_id]
            self.keep(remote_id, {**known, "say": [], "told": True} if known["failure"] else {})


def get_modified_remote_data(connector):
    args = {"last_update": demisto.args().get("lastUpdate"), "state": demisto.getLastMirrorRun() or None}
    outputs = connector.run("get-modified-remote-data", {"args": args}, "outputs")["outputs"]
    notices = Notices()
    demisto.results(json_entry(outputs["ids"] + [
        remote_id for remote_id in notices.incidents if notices.of(remote_id) and remote_id not in outputs["ids"]]))
    # In this order: whatever ends the script in between, the same changes are found again.
    demisto.setLastMirrorRun(outputs["state"])


def get_remote_data(connector):
    remote_id = demisto.args().get("id")
    args = {"id": remote_id, "last_update": demisto.args().get("lastUpdate"), "closes": wants("close_incident"),
            "reopens": wants("reopen")}
    outputs = connector.run("get-remote-data", {"args": args}, "outputs")["outputs"]
    notices = Notices()
    entries = [note("{} in Darktrace, {}:\n{}".format(
        comment.get("author", "Somebody"), comment.get("time", "at a time unknown"), comment["contents"]))
               for comment in outputs["entries"]]
    entries += [note(sentence) for sentence in notices.of(remote_id)]
    if "closed" in outputs:
        entries.append(json_entry({"dbotIncidentClose": True, "closeReason": outputs["closed"]["reason"],
                                   "closeNotes": outputs["closed"]["notes"]}))
    if outputs.get("reopened"):
        entries.append(json_entry({"dbotIncidentReopen": True}))
    # XSOAR's own response of that name drops the entries of an incident of which no field changed.
    demisto.results([outputs["object"]] + entries)
    notices.shown(remote_id)


def update_remote_system(connector):
    given = demisto.args()
    remote_id = given.get("remoteId") or ""
    args = {"remote_id": remote_id, "status": given.get("status"), "incident_changed": given.get("incidentChanged"),
            "delta": of_closing(given.get("delta")), "data": of_closing(given.get("data")),
            "entries": [{name: entry.get(name) for name in ("id", "user", "type", "contents")}
                        for entry in given.get("entries") or []],
            "closes": wants("close_out"), "reopens": wants("reopen")}
    try:
        answer = connector.run("update-remote-system", {"args": args}, "outputs")
    except Failure as failure:
        Notices().add(remote_id, [], "Not written to Darktrace yet: " + str(failure))
        raise
    failed = " ".join("{} [{}]".format(item["detail"], item["code"]) for item in answer.get("failed", []))
    # What has no place in Darktrace is said with the update that succeeds, so once.
    Notices().add(remote_id, [] if failed else answer["outputs"]["not_mirrored"],
                  failed and "Not written to Darktrace yet: " + failed)
    if failed:
        raise Failure(failed)
    demisto.results(remote_id)


def of_closing(fields):
    """The connector reads no others, so that they stay here."""
    return {name: fields[name] for name in ("closeReason", "closeNotes", "closingUserId") if name in (fields or {})}


def get_mapping_fields(connector):
    demisto.results(json_entry(connector.run("get-mapping-fields", {"args": {}}, "outputs")["outputs"]))


def ending(command, failure):
    """By these words XSOAR knows that nothing is wrong with the incidents, and that it shall ask again later."""
    if getattr(failure, "code", None) == "rate_limited" and command in ("get-modified-remote-data", "get-remote-data"):
        return " (API rate limit)"
    return " (skip update)" if command == "get-modified-remote-data" else ""


FUNCTIONS = {
    "fetch-incidents": fetch_incidents,
    "get-modified-remote-data": get_modified_remote_data,
    "get-remote-data": get_remote_data,
    "update-remote-system": update_remote_system,
    "get-mapping-fields": get_mapping_fields,
}


def main():
    command = demisto.command()
    try:
        connector = Connector(demisto.params())
        if command == "test-module":
            return_results(test_module(connector))
        elif command in FUNCTIONS:
            FUNCTIONS[command](connector)
        else:
            args = {name: value for name, value in demisto.args().items() if name not in OF_XSOAR}
            return_results(results(connector, command, args))
    except Failure as failure:
        return_error(str(failure) + ending(command, failure))
    except Exception as fault:
        return_error("{} failed within XSOAR: {}: {}{}".format(
            command, type(fault).__name__, fault, ending(command, fault)))


if __name__ in ("__main__", "__builtin__", "builtins"):
    main()
