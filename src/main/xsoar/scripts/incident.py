import demistomock as demisto
from CommonServerPython import *

BRAND = "Darktrace Connector"
MOST = 20  # rows of a section, and devices or breaches that one request names


def fields():
    """The incident's fields that this pack fills."""
    return demisto.incident().get("CustomFields") or {}


def listed(value):
    """A list, also where there is one value or none."""
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]


def breaches():
    """The IDs of the model breaches: of the one that the incident is, or of those that the AI Analyst group is made of."""
    return listed(fields().get("darktracepbid")) or listed(fields().get("darktracepbids"))


def devices():
    """The IDs of the devices that the incident is about."""
    return listed(fields().get("darktracedid")) or listed(fields().get("darktracedids"))


def known(ids, what):
    """The IDs as an argument of a command; without any the script ends with a sentence."""
    if not ids:
        return_error("This incident names no {} of Darktrace.".format(what))
    return ",".join(str(one) for one in ids[:MOST])


def run(command, **args):
    """What a command answered on the instance that the incident came from; the script ends with its error."""
    incident = demisto.incident()
    if incident.get("sourceBrand") != BRAND or not incident.get("sourceInstance"):
        return_error("This incident did not come from the {}, so that its instance is not known. Run {} in the War Room"
                     " with using=, the name of the instance.".format(BRAND, command))
    entries = demisto.executeCommand(command, dict(args, using=incident["sourceInstance"]))
    if is_error(entries):
        return_error(get_error(entries))
    return entries


def outputs(entries):
    """The outputs of a command as a list; XSOAR has an empty object for none."""
    return [one for one in listed(entries[0].get("Contents")) if one and isinstance(one, dict)]


def remarks(*answers):
    """What the connector warns of or could not read: a section shows a table of its own in place of the command's."""
    return "".join("\n{}\n".format(line) for entries in answers
                   for line in (entries[0].get("HumanReadable") or "").splitlines()
                   if line.startswith(("**Failed:**", "**Warning:**")))


def left_out(ids, what):
    """That there are more than a section shows; nothing where there are not."""
    return "\nOnly the first {} of {} {} are shown.\n".format(MOST, len(ids), what) if len(ids) > MOST else ""


def fill(values):
    """Sets fields of the incident; an error of XSOAR's is shown, but what was done in Darktrace stays done."""
    answer = demisto.executeCommand("setIncident", values)
    if is_error(answer):
        show("**Warning:** the fields of this incident could not be set: " + get_error(answer))


def show(*texts):
    """Shows markdown, in the War Room or in the section that this script fills."""
    return_results(CommandResults(readable_output="\n".join(text for text in texts if text)))
