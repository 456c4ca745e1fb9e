from datetime import datetime


def minutes(start, end):
    """From one of the connector's times to another; None where one is missing."""
    if not start or not end:
        return None
    shape = "%Y-%m-%dT%H:%M:%S.%fZ"
    return round((datetime.strptime(end, shape) - datetime.strptime(start, shape)).total_seconds() / 60, 1)


def of_breach(breach):
    score = breach.get("score")
    return {
        "darktracescore": score,
        "darktracemodelbreachscore": None if score is None else round(score * 100, 4),
        "darktracecommentcount": breach.get("commentCount"),
        "darktracemodelbreachcommentcount": breach.get("commentCount"),
        "darktraceacknowledged": breach.get("acknowledged"),
        "darktraceminutestoacknowledge": minutes(breach.get("creationTime"), breach.get("acknowledgedTime")),
    }


def of_group(group):
    return {
        "darktracegroupscore": group.get("groupScore"),
        "darktracegroupcategory": group.get("groupCategory"),
        "darktracegroupend": group.get("end"),
        "darktraceeventcount": group.get("eventCount"),
        "darktraceacknowledged": group.get("acknowledged"),
        "darktracedids": [str(did) for did in listed(group.get("devices"))] or None,
    }


def main():
    group = fields().get("darktracegroupid")
    if group:
        entries = run("darktrace-get-ai-analyst-incident-group", group_id=group)
        now = [of_group(one) for one in outputs(entries)]
    else:
        entries = run("darktrace-list-breaches", pbid=known(breaches()[:1], "model breach"))
        now = [of_breach(one) for one in outputs(entries)]
    if not now:
        return_error("Darktrace no longer shows what this incident is about.")
    fill({name: value for name, value in now[0].items() if value is not None})
    return_results(entries)


if __name__ in ("__main__", "__builtin__", "builtins"):
    main()
