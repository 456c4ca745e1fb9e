"""Runs an integration script as XSOAR does, with stand-ins for `demisto` and CommonServerPython.

Reads one JSON document from stdin (script, command, args, params, last_run, last_mirror_run, context, fail_at, and context_meanwhile, which
other runs made of the context while this one waited for the connector) and writes what XSOAR would have seen of the run to stdout, in the order
in which it saw it.
"""
import base64
import builtins
import functools
import json
import os
import sys
import traceback
import urllib.request


class Recorder:
    def __init__(self, run):
        self.run = run
        self.calls = []

    def record(self, call, value):
        if self.run.get("fail_at") == call:
            raise KeyboardInterrupt("XSOAR stopped the script before " + call)
        # What crosses the border to the server is JSON.
        self.calls.append({"call": call, "value": json.loads(json.dumps(value))})


class Demisto:
    """The part of the `demisto` object that integrations get and that this project uses."""

    def __init__(self, recorder):
        self.recorder = recorder
        self.files = {}

    def command(self):
        return self.recorder.run["command"]

    def args(self):
        return self.recorder.run.get("args", {})

    def params(self):
        return self.recorder.run.get("params", {})

    def getLastRun(self):
        return self.recorder.run.get("last_run")

    def setLastRun(self, value):
        self.recorder.record("setLastRun", value)

    def incidents(self, value):
        self.recorder.record("incidents", value)

    def results(self, value):
        self.recorder.record("results", value)

    def integrationInstance(self):
        return self.recorder.run.get("instance_name", "darktrace_1")

    def getLastMirrorRun(self):
        return self.recorder.run.get("last_mirror_run")

    def setLastMirrorRun(self, value):
        self.recorder.record("setLastMirrorRun", value)

    def getIntegrationContext(self):
        return self.recorder.run.get("context")

    def setIntegrationContext(self, value):
        if not all(isinstance(item, str) for pair in value.items() for item in pair):
            raise TypeError("XSOAR keeps texts only")
        self.recorder.run["context"] = value
        self.recorder.record("setIntegrationContext", value)

    def info(self, text):
        self.recorder.record("info", text)

    def error(self, text):
        self.recorder.record("error", text)

    def updateModuleHealth(self, text, is_error=False):
        self.recorder.record("updateModuleHealth", {"text": text, "is_error": is_error})


def mask(text, settings):
    """As XSOAR's library writes to its log, and returns errors: without what stands in settings with a telling name."""
    for secret in sorted(secrets(settings), key=len, reverse=True):
        text = text.replace(secret, "<XX_REPLACED>")
    return text


def secrets(settings):
    for name, value in settings.items():
        if isinstance(value, dict):
            yield from secrets(value)
        elif isinstance(value, str) and value and any(
                part in name.lower()
                for part in ("key", "private", "password", "secret", "token", "credentials", "service_account")):
            yield value
            yield base64.b64encode(value.encode()).decode()


class CommandResults:
    """An entry, put together by the rules of XSOAR's class of that name."""

    def __init__(self, outputs_prefix=None, outputs_key_field=None, outputs=None, readable_output=None,
                 raw_response=None, scheduled_command=None, relationships=None):
        if outputs is not None and not isinstance(outputs, dict) and not outputs_prefix:
            raise ValueError("outputs_prefix is missing")
        if outputs_key_field is not None and not isinstance(outputs_key_field, (str, list)):
            raise TypeError("outputs_key_field must be of type str or list")
        self.prefix = outputs_prefix
        self.keys = [outputs_key_field] if isinstance(outputs_key_field, str) else outputs_key_field
        self.outputs = outputs
        self.readable_output = readable_output
        # None alone gives way to the outputs: an empty list stays one, and then stands for nothing.
        self.raw_response = outputs if raw_response is None else raw_response
        self.scheduled_command = scheduled_command
        self.relationships = relationships

    def to_context(self):
        path = self.prefix
        if path and self.keys:
            path += "(" + " && ".join("val.{0} && val.{0} == obj.{0}".format(key) for key in self.keys) + ")"
        if self.outputs is None or self.outputs == []:
            context = {}  # nothing to write, and nothing is deleted either
        else:
            context = {path: self.outputs} if path else self.outputs
        contents = self.raw_response or None
        entry = {
            "Type": 1,
            "ContentsFormat": "text" if isinstance(contents, (str, int)) else "json",
            "Contents": contents,
            "HumanReadable": self.readable_output or None,
            "EntryContext": context,
            "IndicatorTimeline": [],
            "IgnoreAutoExtract": False,
            "Note": False,
            "Relationships": [relation.to_entry() for relation in self.relationships or []],
        }
        entry.update(self.scheduled_command.to_results() if self.scheduled_command else {})
        return entry


class ScheduledCommand:
    """That XSOAR shall run a command again."""

    def __init__(self, command, next_run_in_seconds, args=None, timeout_in_seconds=None, items_remaining=0):
        members = {
            "PollingCommand": command,
            "NextRun": str(max(next_run_in_seconds, 10)),  # less is not refused, but raised
            "PollingArgs": args,
            "Timeout": str(timeout_in_seconds) if timeout_in_seconds else None,
            "PollingItemsRemaining": items_remaining,
        }
        # What is empty is left out, the zero of the remaining items too.
        self.results = {name: value for name, value in members.items() if value}

    def to_results(self):
        return self.results


class EntityRelationship:
    """A relationship of two indicators, in the two forms that XSOAR has of it."""

    REVERSE = {"resolves-to": "resolved-from"}
    RELIABILITIES = ("A+ - 3rd party enrichment", "A - Completely reliable", "B - Usually reliable",
                     "C - Fairly reliable", "D - Not usually reliable", "E - Unreliable",
                     "F - Reliability cannot be judged")

    def __init__(self, name, entity_a, entity_a_type, entity_b, entity_b_type, source_reliability="", brand=""):
        if source_reliability and source_reliability not in self.RELIABILITIES:
            raise ValueError("Invalid source reliability value", source_reliability)
        self.entry = {
            "name": name,
            "reverseName": self.REVERSE.get(name, "related-to"),
            "type": "IndicatorToIndicator",
            "entityA": entity_a,
            "entityAFamily": "Indicator",
            "entityAType": entity_a_type,
            "entityB": entity_b,
            "entityBFamily": "Indicator",
            "entityBType": entity_b_type,
            "fields": {},
        }
        if source_reliability:
            self.entry["reliability"] = source_reliability
        if brand:
            self.entry["brand"] = brand

    def to_entry(self):
        return self.entry if self.entry["entityB"] else {}


def common_server_python(demisto):
    def arg_to_boolean(value):
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and value.lower() in ("yes", "true"):
            return True
        if isinstance(value, str) and value.lower() in ("no", "false"):
            return False
        raise ValueError("Argument does not contain a valid boolean-like value")

    def return_results(results):
        if not isinstance(results, list):
            demisto.results(results.to_context() if isinstance(results, CommandResults) else results)
            return
        # Objects and texts go to XSOAR as one list, behind what was made of classes.
        bare = [result for result in results if isinstance(result, (dict, str))]
        for result in results:
            if not isinstance(result, (dict, str)):
                return_results(result)
        if bare:
            demisto.results(bare)

    def file_result(filename, data, file_type=3):
        """The bytes lie beside the entry, in a file of the container that is named by the investigation and FileID."""
        data = data.encode() if isinstance(data, str) else data
        file_id = "file-{}".format(len(demisto.files) + 1)
        demisto.files[file_id] = data
        demisto.recorder.record("file", {"FileID": file_id, "Data": base64.b64encode(data).decode()})
        return {"Contents": "", "ContentsFormat": "text", "Type": file_type, "File": filename, "FileID": file_id}

    def return_error(message):
        message = mask(message, demisto.params())
        if demisto.command() in ("fetch-incidents", "fetch-credentials", "long-running-execution", "fetch-indicators"):
            raise Exception(message)  # XSOAR shows it at the instance
        demisto.results({"Type": 4, "ContentsFormat": "text", "Contents": message, "EntryContext": None})
        sys.exit(0)

    return {
        "CommandResults": CommandResults,
        "ScheduledCommand": ScheduledCommand,
        "EntityRelationship": EntityRelationship,
        "fileResult": file_result,
        "argToBoolean": arg_to_boolean,
        "return_results": return_results,
        "return_error": return_error,
    }


def run_once(run):
    recorder = Recorder(run)
    demisto = Demisto(recorder)
    opened = urllib.request.OpenerDirector.open

    def open_while_others_run(*args, **kwargs):
        answer = opened(*args, **kwargs)
        run["context"] = run.get("context_meanwhile", run.get("context"))
        return answer

    urllib.request.OpenerDirector.open = open_while_others_run
    # As XSOAR has it: one namespace, no modules to import, and __name__ says that the script is the program.
    namespace = {"__builtins__": builtins, "__name__": "__builtin__", "demisto": demisto}
    namespace.update(common_server_python(demisto))
    crash = None
    environment = dict(os.environ)
    try:
        exec(compiled(run["script"]), namespace)
    except SystemExit:
        pass
    except BaseException:
        crash = traceback.format_exc()
    finally:
        urllib.request.OpenerDirector.open = opened
        os.environ.clear()
        os.environ.update(environment)
    return {"calls": recorder.calls, "crash": crash}


@functools.lru_cache(maxsize=1)
def compiled(script):
    return compile(script, "integration", "exec")


def main():
    """One run; with --many one for each line, until there are no more, which is quicker than a process for each."""
    if "--many" in sys.argv:
        for line in sys.stdin:
            print(json.dumps(run_once(json.loads(line))), flush=True)
    else:
        json.dump(run_once(json.load(sys.stdin)), sys.stdout)


if __name__ == "__main__":
    main()
