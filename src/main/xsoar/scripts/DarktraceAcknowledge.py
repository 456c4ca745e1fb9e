def main():
    group = fields().get("darktracegroupid")
    if group:
        return_results(run("darktrace-acknowledge-ai-analyst-incident-group", group_id=group))
    else:
        return_results(run("darktrace-acknowledge", pbid=known(breaches()[:1], "model breach")))
    fill({"darktraceacknowledged": "true"})


if __name__ in ("__main__", "__builtin__", "builtins"):
    main()
