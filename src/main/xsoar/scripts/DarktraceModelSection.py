COLUMNS = ["name", "category", "priority", "active", "tags", "tactics", "techniques", "modified"]


def main():
    asked = fields().get("darktracemodeluuid")
    pid = fields().get("darktracemodelid")
    if not asked and pid is None:
        return_error("This incident names no model of Darktrace.")
    found = outputs(run("darktrace-get-model", **({"uuid": asked} if asked else {"pid": pid})))
    rows = []
    for model in found:
        mitre = model.get("mitre") or {}
        row = dict(model, tactics=mitre.get("tactics"), techniques=mitre.get("techniques"))
        rows.append({name: ", ".join(str(one) for one in value) if isinstance(value, list) else value
                     for name, value in row.items() if name in COLUMNS})
    show(tableToMarkdown("Model", rows, headers=COLUMNS, removeNull=True),
         *[str(model["description"]) for model in found if model.get("description")])


if __name__ in ("__main__", "__builtin__", "builtins"):
    main()
