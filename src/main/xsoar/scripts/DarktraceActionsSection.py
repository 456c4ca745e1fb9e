COLUMNS = ["codeid", "state", "left", "label", "expires", "blocked", "manual", "ip"]


def left(seconds):
    """65 as 1 min 5 s; the two largest units are enough."""
    if seconds is None:
        return None
    parts = [(seconds // 86400, "d"), (seconds // 3600 % 24, "h"), (seconds // 60 % 60, "min"), (seconds % 60, "s")]
    return " ".join("{} {}".format(int(number), unit) for number, unit in parts if number >= 1) if seconds >= 1 else "0 s"


def main():
    known(devices(), "device")
    answers = [run("darktrace-get-actions", did=did, limit=MOST) for did in devices()[:MOST]]
    rows = [dict(action, left=left(action.get("remainingSeconds"))) for entries in answers for action in outputs(entries)]
    show(tableToMarkdown("RESPOND actions", rows, headers=COLUMNS, removeNull=True),
         remarks(*answers), left_out(devices(), "devices"))


if __name__ in ("__main__", "__builtin__", "builtins"):
    main()
