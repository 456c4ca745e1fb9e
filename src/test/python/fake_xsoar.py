"""Runs an integration script as XSOAR does, with stand-ins for `demisto` and CommonServerPython.

Reads one JSON document from stdin (script, command, args, params, last_run, last_mirror_run, context, fail_at) and writes what XSOAR would have
seen of the run to stdout, in the order in which it saw it.
"""
import base64
import builtins
import functools
import json
import sys
import traceback


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


class CommandResults:
    """An entry, put together by the rules of XSOAR's class of that name."""

    def __init__(self, outputs_prefix=None, outputs_key_field=None, outputs=None, readable_output=None,
                 raw_response=None, scheduled_command=None):
        if outputs_key_field is not None and not isinstance(outputs_key_field, (str, list)):
            raise TypeError("outputs_key_field must be of type str or list")
        self.prefix = outputs_prefix
        self.keys = [outputs_key_field] if isinstance(outputs_key_field, str) else outputs_key_field
        self.outputs = outputs
        self.readable_output = readable_output
        self.raw_response = raw_response
        self.scheduled_command = scheduled_command

    def to_context(self):
        path = self.prefix
        if path and self.keys:
            path += "(" + " && ".join("val.{0} && val.{0} == obj.{0}".format(key) for key in self.keys) + ")"
        if self.outputs is None or self.outputs == []:
            context = {}  # nothing to write, and nothing is deleted either
        else:
            context = {path: self.outputs} if path else self.outputs
        entry = {
            "Type": 1,
            "ContentsFormat": "json",
            "Contents": self.raw_response or self.outputs,
            "HumanReadable": self.readable_output,
            "EntryContext": context,
        }
        entry.update(self.scheduled_command.to_results() if self.scheduled_command else {})
        return entry


class ScheduledCommand:
    """That XSOAR shall run a command again."""

    def __init__(self, command, next_run_in_seconds, args=None, timeout_in_seconds=None):
        if next_run_in_seconds < 10:
            raise ValueError("XSOAR waits ten seconds at least")
        self.results = {"PollingCommand": command, "NextRun": str(next_run_in_seconds), "PollingArgs": args,
                        "Timeout": str(timeout_in_seconds)}

    def to_results(self):
        return self.results


def common_server_python(demisto):
    def arg_to_boolean(value):
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and value.lower() in ("y", "yes", "true"):
            return True
        if isinstance(value, str) and value.lower() in ("n", "no", "false"):
            return False
        raise ValueError("Argument does not contain a valid boolean-like value")

    def return_results(results):
        for result in results if isinstance(results, list) else [results]:
            demisto.results(result.to_context() if isinstance(result, CommandResults) else result)

    def file_result(filename, data):
        return {"Type": 3, "File": filename, "ContentsFormat": "text", "Data": base64.b64encode(data).decode()}

    def return_error(message):
        demisto.results({"Type": 4, "ContentsFormat": "text", "Contents": message})
        sys.exit(0)

    return {
        "CommandResults": CommandResults,
        "ScheduledCommand": ScheduledCommand,
        "fileResult": file_result,
        "argToBoolean": arg_to_boolean,
        "return_results": return_results,
        "return_error": return_error,
    }


def run_once(run):
    recorder = Recorder(run)
    demisto = Demisto(recorder)
    # As XSOAR has it: one namespace, no modules to import, and __name__ says that the script is the program.
    namespace = {"__builtins__": builtins, "__name__": "__builtin__", "demisto": demisto}
    namespace.update(common_server_python(demisto))
    crash = None
    try:
        exec(compiled(run["script"]), namespace)
    except SystemExit:
        pass
    except BaseException:
        crash = traceback.format_exc()
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
