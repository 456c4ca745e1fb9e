"""Runs an automation of the pack as XSOAR does; the commands of the integration go to a running connector.

Reads one JSON document from stdin (script, incident, args, url: the connector's) and writes to stdout what XSOAR would have
seen: the commands in order, the fields that were set, and the entries.
"""
import builtins
import json
import sys
import urllib.error
import urllib.request

ERROR = 4


class Demisto:
    """The part of the `demisto` object that the pack's automations use."""

    def __init__(self, run):
        self.run = run
        self.seen = {"commands": [], "set": {}, "entries": []}

    def incident(self):
        return self.run["incident"]

    def args(self):
        return self.run["args"]

    def results(self, entries):
        self.seen["entries"] += entries if isinstance(entries, list) else [entries]

    def executeCommand(self, command, args):
        args = json.loads(json.dumps(args))
        if command == "setIncident":
            if self.run["incident"].get("closed"):
                return [{"Type": ERROR, "ContentsFormat": "text", "Contents": "the incident is closed"}]
            self.seen["set"].update(args)
            return [{"Type": 1, "Contents": "done"}]
        self.seen["commands"].append({"command": command, "args": dict(args)})
        args.pop("using", None)
        request = urllib.request.Request(
            self.run["url"] + "/api/v1/commands/" + command, json.dumps({"args": args}).encode(),
            {"Content-Type": "application/json"})
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=30) as reply:
                answer = json.loads(reply.read())
        except urllib.error.HTTPError as refused:
            return [{"Type": ERROR, "ContentsFormat": "text", "Contents": json.loads(refused.read())["detail"]}]
        context = {path: value for path, value in answer["entry_context"].items() if value != []}
        # As the integration writes them below the table.
        remarks = ["**Failed:** {}={} [{}]".format(*list(item.items())[0], item["code"]) for item in answer.get("failed", [])]
        remarks += ["**Warning:** " + warning for warning in answer["warnings"]]
        return [{"Type": 1, "ContentsFormat": "json", "Contents": answer["outputs"] or context,
                 "HumanReadable": "\n".join([answer["readable_output"], *remarks]), "EntryContext": context}]


class CommandResults:
    """An entry that has nothing but markdown."""

    def __init__(self, readable_output):
        self.entry = {"Type": 1, "ContentsFormat": "json", "Contents": None, "HumanReadable": readable_output,
                      "EntryContext": {}}


def table_to_markdown(name, rows, headers, removeNull):
    """By the rules of XSOAR's function of that name, as far as the automations go: rows of plain values, columns in order."""
    text = "### {}\n".format(name)
    if not rows:
        return text + "**No entries.**\n"
    if removeNull:
        headers = [header for header in headers if any(row.get(header) not in (None, "", [], {}) for row in rows)]
    cells = [["" if row.get(header) is None else str(row[header]) for header in headers] for row in rows]
    lines = ["|".join(headers), "|".join("---" for _ in headers)]
    return text + "".join("|{}|\n".format(line) for line in lines) + "".join(
        "| {} |\n".format(" | ".join(cell.replace("|", "\\|").replace("\n", "<br>") for cell in row)) for row in cells)


def main():
    run = json.load(sys.stdin)
    demisto = Demisto(run)

    def return_error(message):
        demisto.results({"Type": ERROR, "ContentsFormat": "text", "Contents": message})
        sys.exit(0)

    namespace = {
        "__builtins__": builtins,
        "__name__": "__builtin__",
        "demisto": demisto,
        "CommandResults": CommandResults,
        "return_results": lambda results: demisto.results(
            results.entry if isinstance(results, CommandResults) else results),
        "is_error": lambda entries: any(entry["Type"] == ERROR for entry in entries),
        "get_error": lambda entries: "\n".join(entry["Contents"] for entry in entries if entry["Type"] == ERROR),
        "return_error": return_error,
        "tableToMarkdown": table_to_markdown,
    }
    try:
        exec(compile(run["script"], "automation", "exec"), namespace)
    except SystemExit:
        pass
    json.dump(demisto.seen, sys.stdout)


if __name__ == "__main__":
    main()
