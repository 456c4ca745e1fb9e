package soar.darktrace.mirror;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;

/**
 * What a mirrored incident is called on both sides, which is its {@code dbotMirrorId}: {@code main:95} for a model breach,
 * {@code main:aia:g1} for a group of AI Analyst.
 *
 * @param instance the name of the instance, or the address of the appliance, which has colons of its own
 * @param isGroup whether it is a group of AI Analyst; otherwise it is a model breach
 * @param id in Darktrace: digits, or a group's ID
 */
record RemoteId(String instance, boolean isGroup, String id) {

    private static final Pattern GROUP = Pattern.compile("(.+):aia:([^:]+)");
    private static final Pattern BREACH = Pattern.compile("(.+):([0-9]{1,18})");

    static RemoteId ofBreach(String instance, long pbid) {
        return new RemoteId(instance, false, Long.toString(pbid));
    }

    static RemoteId ofGroup(String instance, String groupId) {
        return new RemoteId(instance, true, groupId);
    }

    /**
     * Reads what XSOAR sends, and refuses what belongs to another appliance.
     *
     * @param argument by which it is refused
     */
    static RemoteId of(String argument, String text, DarktraceInstance darktrace) {
        RemoteId remote = of(argument, text);
        String address = darktrace.settings().address();
        if (!remote.instance.equals(darktrace.name()) && !remote.instance.equals(address)) {
            throw invalid(
                    argument,
                    argument + " names the instance " + remote.instance + ", but " + darktrace.name()
                            + " is asked: an incident is mirrored by the instance that fetched it.");
        }
        return remote;
    }

    private static RemoteId of(String argument, String text) {
        Matcher group = GROUP.matcher(text);
        if (group.matches()) {
            return ofGroup(group.group(1), group.group(2));
        }
        Matcher breach = BREACH.matcher(text);
        if (breach.matches()) {
            return new RemoteId(breach.group(1), false, breach.group(2));
        }
        throw invalid(
                argument,
                argument
                        + " must be the dbotMirrorId of an incident, such as main:95 or main:aia:g1; nothing new can be"
                        + " made in Darktrace.");
    }

    private static CommandException invalid(String argument, String sentence) {
        return new CommandException(Reason.INVALID_ARGUMENT, argument, sentence);
    }

    /** The ID of a model breach. */
    long pbid() {
        return Long.parseLong(id);
    }

    @Override
    public String toString() {
        return instance + (isGroup ? ":aia:" : ":") + id;
    }
}
