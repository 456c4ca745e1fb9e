BREACHES = ["pbid", "time", "model", "score", "acknowledged", "url"]
EVENTS = ["title", "start", "aiaScore", "category", "acknowledged", "groupId", "link"]


def link(address):
    return "[open]({})".format(address) if address else None


def related_breaches(group):
    """Nothing to ask for where a group is made of no breach."""
    if not group:
        return run("darktrace-list-breaches", did=known(devices()[:1], "device"), start_time="7 days",
                   include_acknowledged="true", limit=MOST)
    return run("darktrace-list-breaches", pbid=known(breaches(), "model breach"), limit=MOST) if breaches() else None


def events(group):
    if group:
        return run("darktrace-list-ai-analyst-incident-events", group_id=group, include_acknowledged="true", limit=MOST)
    return run("darktrace-list-ai-analyst-incident-events", did=known(devices()[:1], "device"), include_acknowledged="true",
               limit=MOST)


def main():
    group = fields().get("darktracegroupid")
    own = [] if group else [str(pbid) for pbid in breaches()]
    related = related_breaches(group)
    told = events(group)
    found = [dict(breach, model=(breach.get("model") or {}).get("name"), url=link(breach.get("url")))
             for breach in (outputs(related) if related else []) if str(breach.get("pbid")) not in own]
    show(tableToMarkdown("Model breaches of this group" if group else "Further model breaches of the device in 7 days",
                         found, headers=BREACHES, removeNull=True),
         remarks(related) if related else "",
         left_out(breaches(), "model breaches") if group else "",
         tableToMarkdown("AI Analyst events", [dict(event, link=link(event.get("link"))) for event in outputs(told)],
                         headers=EVENTS, removeNull=True),
         remarks(told))


if __name__ in ("__main__", "__builtin__", "builtins"):
    main()
