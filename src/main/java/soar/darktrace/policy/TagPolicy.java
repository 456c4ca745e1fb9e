package soar.darktrace.policy;

import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;
import soar.darktrace.failure.Wildcard;

/**
 * What this service may do with tags of an instance, {@code darktrace.instances.<name>.tags}.
 *
 * @param delete whether it may delete tags, on which models and automations hang
 * @param containing names of tags by which RESPOND contains a device, {@code *} and {@code ?} are wildcards: putting one on a
 *     device or taking it off is an act of RESPOND
 */
record TagPolicy(
        boolean delete,

        @DefaultValue({TagPolicy.ANTIGENA, TagPolicy.RESPOND, TagPolicy.THREAT, TagPolicy.QUARANTINE})
        List<String> containing) {

    static final String ANTIGENA = "*Antigena*";
    static final String RESPOND = "*RESPOND*";
    static final String THREAT = "*Active Threat*";
    static final String QUARANTINE = "*Quarantine*";

    /** That of an instance which a request brings along. */
    static final TagPolicy STRICT = new TagPolicy(false, List.of(ANTIGENA, RESPOND, THREAT, QUARANTINE));

    boolean isContaining(String tag) {
        return containing.stream().map(Wildcard::of).anyMatch(pattern -> pattern.matches(tag.strip()));
    }
}
