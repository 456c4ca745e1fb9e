COLUMNS = ["deviceId", "hostname", "label", "ip", "macaddress", "vendor", "os", "typelabel", "priority", "tags", "quarantine",
           "firstSeen", "lastSeen"]


def row(device):
    tags = [tag.get("name") if isinstance(tag, dict) else tag for tag in listed(device.get("tags"))]
    return {**{name: device.get(name) for name in COLUMNS}, "tags": ", ".join(str(tag) for tag in tags) or None}


def main():
    entries = run("darktrace-get-device", did=known(devices(), "device"))
    show(tableToMarkdown("Device", [row(device) for device in outputs(entries)], headers=COLUMNS, removeNull=True),
         remarks(entries), left_out(devices(), "devices"))


if __name__ in ("__main__", "__builtin__", "builtins"):
    main()
