"""Runs a post-processing script as XSOAR does, with stand-ins for `demisto` and CommonServerPython.

Reads one JSON document from stdin (script, incident, args, answers: the entries that each command answers) and writes
the commands that the script ran, and the error that it ended with, to stdout.
"""
import builtins
import json
import sys

ERROR = 4


class Demisto:
    """The part of the `demisto` object that scripts get and that the guide uses."""

    def __init__(self, run):
        self.run = run
        self.commands = []

    def incident(self):
        return self.run["incident"]

    def args(self):
        return self.run["args"]

    def executeCommand(self, command, args):
        self.commands.append({"command": command, "args": args})
        return self.run["answers"][command]


def main():
    run = json.load(sys.stdin)
    demisto = Demisto(run)
    errors = []

    def return_error(message):
        errors.append(message)
        sys.exit(0)

    namespace = {
        "__builtins__": builtins,
        "__name__": "__builtin__",
        "demisto": demisto,
        "is_error": lambda entries: any(entry["Type"] == ERROR for entry in entries),
        "get_error": lambda entries: "\n".join(entry["Contents"] for entry in entries if entry["Type"] == ERROR),
        "return_error": return_error,
    }
    try:
        exec(compile(run["script"], "post-processing", "exec"), namespace)
    except SystemExit:
        pass
    json.dump({"commands": demisto.commands, "errors": errors}, sys.stdout)


if __name__ == "__main__":
    main()
