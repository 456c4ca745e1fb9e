package soar.darktrace.policy;

import java.util.function.Predicate;

/** What an instance lets this service do only where a property says so. */
public enum Permission {
    RESPOND(
            "respond.enabled",
            "Changing RESPOND actions",
            policy -> policy.respond().enabled()),
    DELETE_TAGS(
            "tags.delete",
            "Deleting tags, on which models and automations hang,",
            policy -> policy.tags().delete()),
    /** For what moves scores; a label is free. */
    UPDATE_DEVICES(
            "devices.update",
            "Changing priority or type of a device",
            policy -> policy.devices().update()),
    UPDATE_SUBNETS(
            "subnets.update", "Changing subnets", policy -> policy.subnets().update()),
    EXCLUDE_SUBNETS(
            "subnets.exclude",
            "Leaving a subnet out, or taking it in again,",
            policy -> policy.subnets().exclude()),
    WATCH_WITH_RESPOND(
            "intel.respond",
            "Letting RESPOND act on sight of what is watched",
            policy -> policy.intel().respond()),
    HOLD_EMAILS("email.hold", "Holding emails", policy -> policy.email().hold()),
    RELEASE_EMAILS(
            "email.release",
            "Releasing emails, which cannot be undone,",
            policy -> policy.email().release()),
    READ_EMAILS(
            "email.content",
            "Returning headers and content of emails",
            policy -> policy.email().content()),
    CREATE_CAPTURES(
            "captures.create",
            "Creating packet captures",
            policy -> policy.captures().create()),
    DOWNLOAD_CAPTURES(
            "captures.download",
            "Downloading packet captures",
            policy -> policy.captures().download());

    private final String property;
    private final String what;
    /** A method of a policy, so immutable. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Predicate<InstancePolicy> isGiven;

    Permission(String property, String what, Predicate<InstancePolicy> isGiven) {
        this.property = property;
        this.what = what;
        this.isGiven = isGiven;
    }

    /** The property that gives it, below the instance. */
    String property() {
        return property;
    }

    /** The subject of a sentence, in the singular. */
    String what() {
        return what;
    }

    boolean isGivenBy(InstancePolicy policy) {
        return isGiven.test(policy);
    }
}
