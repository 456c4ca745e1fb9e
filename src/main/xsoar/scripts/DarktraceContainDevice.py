CONTAIN = "contain the device"


def main():
    args = demisto.args()
    chosen = listed(args.get("did")) or devices()
    if len(chosen) > 1:
        return_error("This incident is about several devices ({}): name one as did.".format(known(chosen, "device")))
    request = {name: args[name] for name in ("action", "duration", "reason") if args.get(name)}
    # The connector decides what is allowed; without a yes it shows what it would send.
    dry_run = args.get("confirm") != CONTAIN
    return_results(run("darktrace-create-manual-action", did=known(chosen, "device"), dry_run=str(dry_run).lower(), **request))
    if dry_run:
        show("**Nothing was done.** To contain the device, choose *{}*.".format(CONTAIN))


if __name__ in ("__main__", "__builtin__", "builtins"):
    main()
