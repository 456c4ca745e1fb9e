package soar.darktrace.feature.analyst;

import soar.darktrace.command.Argument;

/** The argument of every command that changes a group. */
record GroupId(
        @Argument(value = "ID of the group.", aliases = "groupId")
        String groupId) {}
