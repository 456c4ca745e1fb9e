package soar.darktrace.fetch.analyst;

/** What is fetched of groups that an investigation of a user's led to. */
enum UserTriggered {
    INCLUDE,
    EXCLUDE,
    ONLY;

    boolean wants(boolean isUserTriggered) {
        return switch (this) {
            case INCLUDE -> true;
            case EXCLUDE -> !isUserTriggered;
            case ONLY -> isUserTriggered;
        };
    }
}
